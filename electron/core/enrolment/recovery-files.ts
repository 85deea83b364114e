// Files and paper of what gets a person back in: PDFs taken in, saved and printed, and the emergency sheet.
import { maxPdfBytes } from "../../../shared/ipc/contract.ts";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { TakenPdf } from "../../../shared/models/enrolment.ts";
import type { JobResult } from "../../../shared/models/job.ts";
import type { JobControl, Jobs } from "../jobs.ts";
import { keptNotesOf } from "../kept/kept-notes.ts";
import type { MailThread } from "../mail/mail-service.ts";
import type { Platform } from "../platform.ts";
import type { Practice } from "../practice.ts";
import { readInput } from "../read-input.ts";
import { providerOfAccount } from "../relogin/index.ts";
import { savePrivateFile } from "../save-private-file.ts";
import type { Records } from "../store/records.ts";
import type { HandlersOf } from "../topics.ts";
import type { Remote } from "../worker-link.ts";
import { emergencySheet, type SheetFacts } from "./emergency-sheet.ts";
import { securityOf } from "./enrolment-record.ts";
import type { Recovery } from "./recovery.ts";
import type { TakenPdfs } from "./taken-pdfs.ts";

type Files = Pick<
  HandlersOf<"recovery">,
  | "recovery.choosePdf"
  | "recovery.takePdf"
  | "recovery.takeDownload"
  | "recovery.revealPdfKey"
  | "recovery.savePdf"
  | "recovery.printPdf"
  | "recovery.printSheet"
>;

export function recoveryFiles(parts: {
  readonly thread: Pick<Remote<MailThread>, "getAccount">;
  readonly records: Records;
  readonly recovery: Recovery;
  readonly pdfs: TakenPdfs;
  /** a PDF that the user has taken from the provider's page. @throws AppError `not-found` */
  readonly takenFile: (downloadId: string) => { readonly name: string; readonly bytes: Uint8Array };
  readonly practice: Pick<Practice, "domains">;
  readonly platform: Pick<Platform, "chooseFiles" | "chooseSavePath" | "print" | "pageAsPdf">;
  readonly jobs: Jobs;
}): Files {
  const { pdfs, platform, jobs } = parts;
  const take = (name: string, bring: (control: JobControl) => Promise<TakenPdf>) =>
    jobs.start(name, async (control): Promise<JobResult> => ({ kind: "pdf", pdf: await bring(control) }));
  const saveAs = async (name: string, bytes: Uint8Array): Promise<boolean> => {
    const path = await platform.chooseSavePath(name);
    if (path === undefined) return false;
    await savePrivateFile(path, bytes);
    return true;
  };
  return {
    "recovery.choosePdf": () =>
      take("recovery.choosePdf", async ({ signal }) => {
        const [path] = await platform.chooseFiles("pdf", false);
        if (path === undefined) throw new AppError("cancelled");
        return pdfs.take(await readInput(path, maxPdfBytes), "secret-key.pdf", signal);
      }),
    "recovery.takePdf": ({ name, bytes }) =>
      take("recovery.takePdf", ({ signal }) => pdfs.take(bytes, safeName(name), signal)),
    "recovery.takeDownload": ({ downloadId }) =>
      take("recovery.takeDownload", ({ signal }) => {
        const { name, bytes } = parts.takenFile(downloadId);
        // A copy: the page's own is wiped when its time is over.
        return pdfs.take(bytes.slice(), safeName(name), signal);
      }),
    "recovery.revealPdfKey": async ({ pdfId }) => ({ key: pdfs.keyOf(pdfId).reveal() }),
    "recovery.savePdf": async ({ pdfId }) => {
      const { name, bytes } = pdfs.fileOf(pdfId);
      return { saved: await saveAs(name, bytes) };
    },
    "recovery.printPdf": async ({ pdfId }) => ({
      done: await platform.print({ pdf: pdfs.fileOf(pdfId).bytes }),
    }),
    "recovery.printSheet": async ({ accountId, to, words }) => {
      const html = emergencySheet(await sheetFacts(accountId, parts), words);
      if (to === "printer") return { done: await platform.print({ html }) };
      return { done: await saveAs("emergency-sheet.pdf", await platform.pageAsPdf(html)) };
    },
  };
}

async function sheetFacts(
  accountId: string,
  { thread, records, recovery, practice }: Parameters<typeof recoveryFiles>[0],
): Promise<SheetFacts> {
  const account = await thread.getAccount({ accountId });
  const known = await securityOf(records, accountId);
  return {
    address: account.address,
    provider: providerOfAccount(account, practice.domains()),
    backupCodes: await recovery.backupCodes(accountId),
    secretKey: (await recovery.secretKey(accountId))?.reveal(),
    recoveryPhone: (await keptNotesOf(records, accountId)).recoveryPhone,
    codeKept: known.codeId !== undefined,
  };
}

/** Only for the dialog in which the user chooses a place: a name, no path. */
function safeName(name: string): string {
  const plain = name.replaceAll(/[^\p{L}\p{N} ._-]/gu, "").slice(0, 80);
  return /\.pdf$/i.test(plain) ? plain : "secret-key.pdf";
}
