// An export from the wish to the file: everything is asked of the keychain, written where the user says, read back from
// there and compared before it is called done. QR codes are read back as well.
import { rm } from "node:fs/promises";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { CodeSheetWords } from "../../../shared/models/code-sheet.ts";
import type { ExportFormat, ExportReport } from "../../../shared/models/export.ts";
import { noteBackup } from "../backup/backup-record.ts";
import { withAddresses } from "../backup/backup-source.ts";
import { maxImportBytes } from "../importers/import-file.ts";
import type { Imports } from "../importers/imports.ts";
import type { JobControl } from "../jobs.ts";
import type { WholeEntry } from "../otp/many-codes.ts";
import type { Vault } from "../otp/vault.ts";
import { writeOtpauth } from "../otp/write-otpauth.ts";
import type { Platform } from "../platform.ts";
import type { Pictures } from "../qr/pictures.ts";
import { readInput } from "../read-input.ts";
import { savePrivateFile } from "../save-private-file.ts";
import type { Secret } from "../secret.ts";
import type { Records } from "../store/records.ts";
import { codeSheet, type DrawnEntry } from "./code-sheet.ts";
import { type ExportTools, endings, isSameList, makeExport } from "./exporter.ts";
import { fitsMigration, writeMigration } from "./migration-export.ts";
import { drawQr, type QrPicture } from "./qr-picture.ts";

export interface ExportFlow {
  /** @throws AppError `cancelled`, `nothing-to-export`, `export-differs`, `file-unwritable`, `disk-full` */
  save(format: ExportFormat, passphrase: Secret | undefined, control: JobControl): Promise<ExportReport>;
  /**
   * A sheet with the QR codes and secrets of all codes, and what is kept for recovery: to the printer, or as a PDF where the
   * user says. Each QR code is read back. @throws AppError `cancelled`, `nothing-to-export`, `export-differs`
   */
  printAll(to: "printer" | "pdf", words: CodeSheetWords, control: JobControl): Promise<void>;
  /** One entry, to link a phone. SECURITY: the picture holds the secret. */
  revealPicture(codeId: string): Promise<QrPicture>;
  /** All entries that Google's format has a place for. SECURITY: the pictures hold the secrets. */
  revealMigration(): Promise<{
    readonly pictures: readonly QrPicture[];
    readonly leftOut: readonly WholeEntry[];
  }>;
}

export function createExportFlow(options: {
  readonly vault: Pick<Vault, "revealAll" | "revealWhole" | "revealEntry">;
  /** where the accounts stand that codes are linked to */
  readonly addressOf: (accountId: string) => Promise<string | undefined>;
  readonly imports: Imports;
  readonly pictures: Pictures;
  readonly platform: Pick<Platform, "chooseSavePath" | "print" | "pageAsPdf">;
  readonly records: Pick<Records, "put">;
  readonly tools: Omit<ExportTools, "seal">;
}): ExportFlow {
  const { vault, addressOf, imports, pictures, platform, records, tools } = options;

  const all = async (format?: ExportFormat) => {
    const { entries, gone } = await reveal(format);
    if (entries.length === 0) throw new AppError("nothing-to-export");
    return { entries, gone };
  };
  /** Only our own backup has a place for what lies in the bin. */
  const reveal = async (format?: ExportFormat) => {
    if (format !== "gatepost" && format !== "json") return vault.revealAll();
    const { entries, gone } = await vault.revealWhole();
    const there =
      format === "gatepost" ? entries : entries.filter(({ removedAt }) => removedAt === undefined);
    return { entries: await withAddresses(there, { addressOf }), gone };
  };

  /** A code that a phone cannot read is found out here, not when the phone is lost. */
  const drawChecked = async (text: Secret, wanted?: number): Promise<QrPicture> => {
    const picture = await drawQr(text, wanted);
    const { codes } = await pictures.find(picture.png);
    if (!codes.some((code) => code.text === text.reveal())) throw new AppError("export-differs");
    return picture;
  };

  return {
    async save(format, passphrase, { signal, report }) {
      const at = tools.now();
      const { entries, gone } = await all(format);
      report("waiting");
      const path = await platform.chooseSavePath(fileName(format, tools.now()));
      if (path === undefined) throw new AppError("cancelled");
      report("writing");
      const seal = (content: Uint8Array, secret: Secret) => imports.seal(content, secret, signal);
      const { bytes, written, leftOut } = await makeExport(format, entries, passphrase, { ...tools, seal });
      signal.throwIfAborted();
      await savePrivateFile(path, bytes);
      report("checking");
      const read = await imports.read([await readInput(path, maxImportBytes)], passphrase, signal);
      if (!isSameList(format, written, read.entries) || read.problems.length > 0) {
        await rm(path, { force: true });
        throw new AppError("export-differs");
      }
      if (format === "gatepost") await noteBackup(records, at);
      return { format, entries: written.length, leftOut: leftOut.map(namesOf), gone };
    },
    async printAll(to, words, { signal, report }) {
      const { entries } = await all();
      const drawn: DrawnEntry[] = [];
      for (const entry of entries) {
        signal.throwIfAborted();
        report("drawing", drawn.length, entries.length);
        drawn.push({ entry, picture: await drawChecked(writeOtpauth(entry), 0) });
      }
      report("waiting");
      const html = codeSheet(drawn, await tools.recovery(), words);
      if (to === "printer") {
        if (!(await platform.print({ html }))) throw new AppError("cancelled");
        return;
      }
      const path = await platform.chooseSavePath("gatepost-codes.pdf");
      if (path === undefined) throw new AppError("cancelled");
      await savePrivateFile(path, await platform.pageAsPdf(html));
    },
    revealPicture: async (codeId) => drawChecked(writeOtpauth(await vault.revealEntry(codeId))),
    async revealMigration() {
      const { entries } = await all();
      const links = writeMigration(entries.filter(fitsMigration), tools.random);
      const drawn: QrPicture[] = [];
      for (const link of links) drawn.push(await drawChecked(link));
      return { pictures: drawn, leftOut: entries.filter((entry) => !fitsMigration(entry)) };
    },
  };
}

function namesOf({ issuer, account }: WholeEntry) {
  return { issuer, account };
}

/** The day in the user's own time, so that several lie in order. */
function fileName(format: ExportFormat, at: number): string {
  const day = new Date(at);
  const two = (number: number) => String(number).padStart(2, "0");
  const date = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  const name = format === "gatepost" ? "gatepost-backup" : `gatepost-codes-${format}`;
  return `${name}-${date}.${endings[format]}`;
}
