// What the scripts tell the person who runs them, and how they run other programs. No dependency: this runs before
// anything is installed.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder of the project, with a slash at the end removed. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

let spoken = process.stdout;

export function say(text) {
  spoken.write(`${text}\n`);
}

/** For scripts whose standard output belongs to a program. */
export function sayOnStandardError() {
  spoken = process.stderr;
}

/** A failure that is explained in words; its stack is of no use to the reader. */
export class Explained extends Error {}

/** Runs `work`; an explained failure is one calm paragraph and exit code 1, anything else shows its stack. */
export async function main(work) {
  try {
    const code = await work(process.argv.slice(2));
    process.exitCode = code ?? 0;
  } catch (failure) {
    process.stderr.write(`\n${failure instanceof Explained ? failure.message : failure.stack}\n`);
    process.exitCode = 1;
  }
}

/** Runs a program to its end; answers its exit code (128 if a signal ended it). Output goes to the terminal. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", cwd: root, ...options });
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 128));
  });
}

/** Runs a program quietly; answers its exit code and what it printed, both streams in one text. */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], cwd: root, ...options });
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.once("error", (failure) => resolve({ code: 127, output: failure.message }));
    child.once("close", (code) => resolve({ code: code ?? 128, output }));
  });
}

/** npm as it was called for this script, so that the same version is used again. */
export function npm(args, options) {
  const script = process.env.npm_execpath;
  return script?.endsWith(".js")
    ? capture(process.execPath, [script, ...args], options)
    : capture(process.platform === "win32" ? "npm.cmd" : "npm", args, {
        shell: process.platform === "win32",
        ...options,
      });
}

export const isRoot = process.getuid?.() === 0;
