// `otp export`: an export of another authenticator, or ours, written anew in another format. The result is read back and
// compared before it is called done.
import { randomBytes } from "node:crypto";
import { AppError } from "../../../shared/ipc/errors.ts";
import { ExportFormat } from "../../../shared/models/export.ts";
import type { Secret } from "../secret.ts";
import { type Command, Refused, textOption } from "./command.ts";
import { passphraseOption, readFiles } from "./otp-import.ts";

export const otpExport: Command = {
  usage:
    "otp export --format <gatepost|aegis|otpauth|json|google-migration> --from <file> --to <file> [--passphrase-env <name>] [--from-passphrase-env <name>]",
  values: ["format", "from", "to", "passphrase-env", "from-passphrase-env"],
  async run(args) {
    const format = ExportFormat.safeParse(textOption(args, "format"));
    if (!format.success)
      throw new Refused("bad-input", `Formats: ${ExportFormat.options.join(", ")}.`, "format");
    const [from, to] = [textOption(args, "from"), textOption(args, "to")];
    if (from === undefined || to === undefined) throw new Refused("bad-input", "Give --from and --to.");
    const passphrase = passphraseOption(args, "passphrase-env");
    const opens = passphraseOption(args, "from-passphrase-env") ?? passphrase;
    const { imported } = await readFiles({ ...args, positionals: [from] }, opens);

    const { makeExport, isSameList } = await import("../exporters/exporter.ts");
    const { sealAge, strongWorkFactor } = await import("../exporters/age-file.ts");
    const { readImport } = await import("../importers/read-import.ts");
    const { savePrivateFile } = await import("../save-private-file.ts");
    const entries = imported.entries.filter(({ trashed }) => trashed !== true);
    const tools = {
      ...{ random: randomBytes, now: Date.now },
      seal: (content: Uint8Array, secret: Secret) => sealAge(content, secret, strongWorkFactor),
      recovery: async () => imported.recovery ?? [],
    };
    const { bytes, written, leftOut } = await makeExport(format.data, entries, passphrase, tools);
    const read = (await readImport([bytes], passphrase)).imported;
    if (!isSameList(format.data, written, read.entries)) throw new AppError("export-differs");
    await savePrivateFile(to, bytes);
    const names = leftOut.map(({ issuer, account }) => ({ issuer, account }));
    return {
      answer: { format: format.data, entries: written.length, leftOut: names, problems: imported.problems },
    };
  },
};
