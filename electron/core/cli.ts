// The headless core from a terminal: JSON on standard output, words for people on standard error. Exit code 0 for an
// answer, 2 for bad input, 1 for a fault of ours. What a command needs is loaded when it runs.
import { AppError } from "../../shared/ipc/errors.ts";
import { authExplain } from "./cli/auth-explain.ts";
import { autoconfig } from "./cli/autoconfig.ts";
import { type Arguments, type Command, Refused } from "./cli/command.ts";
import { mailParse } from "./cli/mail-parse.ts";
import { messageOf } from "./cli/messages.ts";
import { otpCode } from "./cli/otp-code.ts";
import { otpExport } from "./cli/otp-export.ts";
import { otpImport } from "./cli/otp-import.ts";
import { qr } from "./cli/qr.ts";

/** By the words that call them. */
const commands: Readonly<Record<string, Command>> = {
  "auth explain": authExplain,
  autoconfig,
  "mail parse": mailParse,
  "otp code": otpCode,
  "otp export": otpExport,
  "otp import": otpImport,
  qr,
};

async function run(words: readonly string[]): Promise<{ readonly answer: unknown; readonly exitCode?: 2 }> {
  const length = Object.hasOwn(commands, words[0] ?? "") ? 1 : 2;
  const name = words.slice(0, length).join(" ");
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new Refused("bad-input", `Commands:\n${usage()}`);
  return command.run(readArguments(command, words.slice(length)));
}

/** The value of an option may begin with a dash: servers answer "-ERR". So node's own reader is not used. */
function readArguments(command: Command, words: readonly string[]): Arguments {
  const options: Record<string, string | boolean> = {};
  const positionals: string[] = [];
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    const [, name, joined] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (word === "--") positionals.push(...left.splice(0));
    else if (name === undefined) positionals.push(word);
    else if (command.values?.includes(name)) options[name] = joined ?? left.shift() ?? misused(command);
    else if (joined === undefined && isSwitch(command, name)) options[name] = true;
    else misused(command);
  }
  return { positionals, options, showSecrets: options["show-secrets"] === true };
}

function isSwitch(command: Command, name: string): boolean {
  return name === "show-secrets" || command.switches?.includes(name) === true;
}

// SECURITY: what was not understood is not repeated; it may be a secret.
function misused(command: Command): never {
  throw new Refused("bad-input", `Usage: ${command.usage} [--show-secrets]`);
}

function usage(): string {
  return Object.values(commands)
    .map((command) => `  ${command.usage}`)
    .join("\n");
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** What is refused is an answer too: one JSON value, and a sentence for a person. */
function fail(failure: unknown): void {
  if (failure instanceof AppError && failure.code !== "internal") {
    const { field } = failure.detail;
    refuse(failure.code, messageOf(failure), typeof field === "string" ? field : undefined);
  } else if (failure instanceof Refused) {
    refuse(failure.code, failure.message, failure.field);
  } else {
    tellFault(failure);
  }
}

function tellFault(failure: unknown): void {
  // SECURITY: the message of an unexpected error may quote its input, so only its kind and place are told.
  const stack = failure instanceof Error ? (failure.stack ?? "") : "";
  const places = stack.split("\n").filter((line) => /^\s+at /.test(line));
  process.stderr.write(`A fault in Gatepost: ${failure instanceof Error ? failure.name : typeof failure}\n`);
  process.stderr.write(`${places.slice(0, 8).join("\n")}\n`);
  print({ error: { code: "internal", message: "A fault in Gatepost." } });
  process.exitCode = 1;
}

function refuse(code: string, message: string, field: string | undefined): void {
  process.stderr.write(`${message}\n`);
  print({ error: { code, ...(field !== undefined && { field }), message } });
  process.exitCode = 2;
}

try {
  const { answer, exitCode } = await run(process.argv.slice(2));
  print(answer);
  process.exitCode = exitCode ?? 0;
} catch (failure) {
  fail(failure);
}
