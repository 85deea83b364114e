// Exports as files: which formats there are, what each cannot hold, and what comes back when it is read. Making one is
// pure but for the random bytes, which are passed in.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { ExportFormat } from "../../../shared/models/export.ts";
import type { ImportedEntry, KeptRecovery } from "../importers/importer.ts";
import type { WholeEntry } from "../otp/many-codes.ts";
import { writeOtpauth } from "../otp/write-otpauth.ts";
import type { Secret } from "../secret.ts";
import { fitsAegis, writeAegis } from "./aegis-export.ts";
import { textOfEntry, writeBackup } from "./backup-content.ts";
import { fitsMigration, writeMigration } from "./migration-export.ts";

export type RandomBytes = (length: number) => Uint8Array;

export interface ExportTools {
  readonly random: RandomBytes;
  /** milliseconds since 1970 */
  readonly now: () => number;
  /** makes an age file; takes a second */
  readonly seal: (content: Uint8Array, passphrase: Secret) => Promise<Uint8Array>;
  readonly recovery: () => Promise<readonly KeptRecovery[]>;
}

export interface MadeFile {
  readonly bytes: Uint8Array;
  /** those that are in it, in its order */
  readonly written: readonly WholeEntry[];
  /** those that the format has no place for */
  readonly leftOut: readonly WholeEntry[];
}

/** What a file of this format is called after its name. */
export const endings: Readonly<Record<ExportFormat, string>> = {
  gatepost: "age",
  aegis: "json",
  otpauth: "txt",
  json: "json",
  "google-migration": "txt",
};

/** @throws AppError `passphrase-needed` */
export async function makeExport(
  format: ExportFormat,
  entries: readonly WholeEntry[],
  passphrase: Secret | undefined,
  tools: ExportTools,
): Promise<MadeFile> {
  const fits = format === "aegis" ? fitsAegis : format === "google-migration" ? fitsMigration : () => true;
  const written = entries.filter(fits);
  const leftOut = entries.filter((entry) => !fits(entry));
  return { bytes: await bytesOf(format, written, passphrase, tools), written, leftOut };
}

async function bytesOf(
  format: ExportFormat,
  entries: readonly WholeEntry[],
  passphrase: Secret | undefined,
  tools: ExportTools,
): Promise<Uint8Array> {
  switch (format) {
    case "gatepost":
      return tools.seal(writeBackup(entries, await tools.recovery(), tools.now()), needed(passphrase));
    case "aegis":
      return writeAegis(entries, needed(passphrase), tools.random);
    case "otpauth":
      return lines(entries.map(writeOtpauth));
    case "json":
      return writeBackup(entries, [], tools.now());
    case "google-migration":
      return lines(writeMigration(entries, tools.random));
  }
}

function needed(passphrase: Secret | undefined): Secret {
  if (!passphrase) throw new AppError("passphrase-needed");
  return passphrase;
}

function lines(links: readonly Secret[]): Uint8Array {
  return Buffer.from(links.map((link) => `${link.reveal()}\n`).join(""));
}

/** Our own formats carry every field; the others what a code depends on, and the names. */
const whole: ReadonlySet<ExportFormat> = new Set(["gatepost", "json"]);

/** Whether what was read is what was written, as far as the format carries it. */
export function isSameList(
  format: ExportFormat,
  written: readonly WholeEntry[],
  read: readonly ImportedEntry[],
): boolean {
  if (written.length !== read.length) return false;
  const text = whole.has(format) ? textOfEntry : comparable;
  return written.every((entry, index) => {
    const other = read[index];
    return other !== undefined && text(entry) === text(other);
  });
}

function comparable(entry: WholeEntry): string {
  const { type, issuer, account, algorithm, digits } = entry;
  const moving = type === "hotp" ? entry.counter : entry.period;
  const pin = type === "motp" || type === "yandex" ? entry.pin.reveal() : "";
  return JSON.stringify([type, issuer, account, entry.secret.reveal(), algorithm, digits, moving, pin]);
}
