// `otp import <file>…`: what the exports of an authenticator hold. Nothing is saved. Several files are the parts of one
// Google export.
import type { ImportedEntry } from "../importers/importer.ts";
import { readInput } from "../read-input.ts";
import { Secret } from "../secret.ts";
import { type Arguments, type Command, numberOption, Refused, textOption } from "./command.ts";

export const otpImport: Command = {
  usage: "otp import <file>... [--passphrase-env <name>] [--at <unix seconds>]",
  values: ["passphrase-env", "at"],
  async run(args) {
    const { codeOfEntry } = await import("./code-of-entry.ts");
    const { format, encrypted, imported } = await readFiles(args, passphraseOption(args, "passphrase-env"));
    const at = numberOption(args, "at");
    const options = { at: at === undefined ? Date.now() : at * 1_000, showSecrets: args.showSecrets };
    const describe = (entry: ImportedEntry) => {
      const { note, groups, pinned, trashed } = entry;
      return { ...codeOfEntry(entry, options), ...(note && { note }), groups, pinned, trashed };
    };
    return {
      answer: { format, encrypted, entries: imported.entries.map(describe), problems: imported.problems },
    };
  },
};

/** @throws Refused for arguments; AppError as the importers do */
export async function readFiles({ positionals }: Arguments, passphrase: Secret | undefined) {
  if (positionals.length === 0) throw new Refused("bad-input", "Give the file to be read.");
  const { maxImportBytes } = await import("../importers/import-file.ts");
  const { readImport } = await import("../importers/read-import.ts");
  const files: Uint8Array[] = [];
  for (const path of positionals) files.push(await readInput(path, maxImportBytes));
  return readImport(files, passphrase);
}

/** The passphrase stands in a variable: arguments can be seen by every program of the machine. */
export function passphraseOption(args: Arguments, option: string): Secret | undefined {
  const name = textOption(args, option);
  if (name === undefined) return undefined;
  const value = process.env[name];
  if (value === undefined)
    throw new Refused("bad-input", `There is no variable of the name given with --${option}.`);
  return new Secret(value);
}
