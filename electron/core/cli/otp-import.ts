// `otp import <file>`: what an export of an authenticator holds. Nothing is saved.
import { type Command, numberOption, onlyArgument, Refused } from "./command.ts";
import { readInput } from "./read-input.ts";

const maxBytes = 20 * 1024 * 1024;

export const otpImport: Command = {
  usage: "otp import <file> [--passphrase-env <name>] [--at <unix seconds>]",
  values: ["passphrase-env", "at"],
  async run(args) {
    const { recogniseImport } = await import("../importers/index.ts");
    const { codeOfEntry } = await import("./code-of-entry.ts");
    const bytes = await readInput(onlyArgument(args, "file"), maxBytes);
    if (bytes.length === 0) throw new Refused("bad-file", "The file is empty.");
    const importer = recogniseImport(bytes);
    if (!importer) throw new Refused("unknown-format", "This is no export that is known here.");
    const { entries, problems } = importer.read(bytes);
    const at = numberOption(args, "at");
    const options = { at: at === undefined ? Date.now() : at * 1_000, showSecrets: args.showSecrets };
    const answer = {
      format: importer.id,
      encrypted: false,
      entries: entries.map((entry) => codeOfEntry(entry, options)),
      problems,
    };
    return { answer };
  },
};
