// Answers the calls on two-factor authentication at the provider: enrolment.*, security.*, recovery.* and the provider's
// pages. Each is one line to a service.
import type { Settings } from "../../../shared/models/app.ts";
import type { Accounts } from "../accounts/accounts.ts";
import type { Handlers } from "../answer.ts";
import { lastBackupAt } from "../backup/backup-record.ts";
import type { Events } from "../events.ts";
import type { Jobs } from "../jobs.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { Log } from "../log.ts";
import type { MailThread } from "../mail/mail-service.ts";
import type { Clipboard } from "../otp/clipboard.ts";
import type { Vault } from "../otp/vault.ts";
import type { Platform } from "../platform.ts";
import type { Practice } from "../practice.ts";
import type { FoundCodes } from "../qr/found-codes.ts";
import { webAlertOf } from "../relogin/index.ts";
import { Secret } from "../secret.ts";
import type { Records } from "../store/records.ts";
import type { HandlersOf } from "../topics.ts";
import type { Remote } from "../worker-link.ts";
import { copiedPassword } from "./copied-password.ts";
import { createEnrolments } from "./enrolment.ts";
import { recogniseForRecord } from "./guide-keeps.ts";
import { pdfReader } from "./pdf-reader.ts";
import { proveLogin } from "./prove-login.ts";
import { knownLink, providerLink } from "./provider-links.ts";
import { createRecovery } from "./recovery.ts";
import { recoveryFiles } from "./recovery-files.ts";
import { listSecurityViews } from "./security.ts";
import { createTakenPdfs } from "./taken-pdfs.ts";
import { findWays } from "./ways.ts";

export interface EnrolmentParts {
  readonly thread: Remote<MailThread>;
  readonly records: Records;
  readonly keychain: Keychain;
  readonly accounts: Pick<Accounts, "signIn">;
  readonly vault: Vault;
  readonly found: FoundCodes;
  readonly clipboard: Clipboard;
  readonly settings: () => Promise<Settings>;
  readonly practice: Pick<Practice, "domains" | "domainOf">;
  readonly platform: Pick<
    Platform,
    "chooseFiles" | "chooseSavePath" | "openAddress" | "readClipboard" | "print" | "pageAsPdf" | "floatWindow"
  >;
  readonly takenFile: Parameters<typeof recoveryFiles>[0]["takenFile"];
  readonly jobs: Jobs;
  readonly log: Log;
  readonly events: Events;
  readonly now: () => number;
  readonly newId: () => string;
}

export function enrolmentHandlers(
  parts: EnrolmentParts,
): HandlersOf<"enrolment"> &
  HandlersOf<"security"> &
  HandlersOf<"recovery"> &
  Pick<Handlers, "links.openProvider" | "links.openKnown"> {
  const { thread, records, vault, clipboard, settings, practice, platform, events, jobs } = parts;
  const recovery = createRecovery(parts);
  const pdfs = createTakenPdfs({ read: pdfReader(parts.log), newId: parts.newId, later });
  const copyDigits = async (codeId: string) => {
    const { code } = await vault.codeOf(codeId);
    await clipboard.copy(new Secret(code), (await settings()).clipboardSeconds);
  };
  const tools = { ...parts, recovery, pdfs, later, copyDigits, lastBackup: () => lastBackupAt(records) };
  const ways = findWays({ tools, practice });
  const enrolments = createEnrolments({ ...tools, findWays: ways });

  return {
    "enrolment.start": async ({ accountId, how }) =>
      enrolments.start(await thread.getAccount({ accountId }), how),
    "enrolment.get": ({ enrolmentId }) => enrolments.get(enrolmentId),
    "enrolment.act": ({ enrolmentId, action }) => enrolments.act(enrolmentId, action),
    "enrolment.revealPicture": async ({ enrolmentId }) => (await enrolments.shownSecret(enrolmentId)).picture,
    "enrolment.copySetupKey": async ({ enrolmentId }) => {
      const { setupKey } = await enrolments.shownSecret(enrolmentId);
      return clipboard.copy(setupKey, (await settings()).clipboardSeconds);
    },
    "enrolment.stop": ({ enrolmentId }) => enrolments.stop(enrolmentId),
    "enrolment.recognise": async ({ enrolmentId, text }) =>
      recogniseForRecord(await enrolments.recordOf(enrolmentId), text, parts.keychain),
    "enrolment.proveLogin": ({ enrolmentId }) =>
      jobs.start("enrolment.proveLogin", async (control) => {
        await proveLogin((await enrolments.recordOf(enrolmentId)).accountId, control, tools);
        return { kind: "done" };
      }),
    "enrolment.mailAgain": ({ enrolmentId }) =>
      jobs.start("enrolment.mailAgain", async (control) => {
        await enrolments.mailAgain(enrolmentId, control);
        return { kind: "done" };
      }),
    "enrolment.signInPasted": ({ enrolmentId }) =>
      jobs.start("enrolment.signInPasted", async (control) => {
        const { accountId } = await enrolments.recordOf(enrolmentId);
        const password = copiedPassword(await platform.readClipboard());
        const form = await parts.accounts.signIn(accountId, { kind: "password", password }, control);
        return { kind: "account", accountId, ...(form ? { form } : {}) };
      }),
    "enrolment.float": async ({ on }) => ({ onTop: platform.floatWindow(on) }),
    "security.list": () => listSecurityViews({ thread, records, vault, findWays: ways }),
    ...recoveryFiles({ ...parts, recovery, pdfs }),
    "recovery.revealBackupCodes": ({ accountId }) => recovery.backupCodes(accountId),
    "recovery.markBackupCode": async ({ accountId, index, used }) => {
      await recovery.markBackupCode(accountId, index, used);
      events.tell("security.changed", {});
    },
    "recovery.copyBackupCode": async ({ accountId, index }) =>
      clipboard.copy(await recovery.backupCode(accountId, index), (await settings()).clipboardSeconds),
    "links.openProvider": async ({ accountId, link }) => {
      const account = await thread.getAccount({ accountId });
      const address =
        link === "web-alert"
          ? webAlertOf(account, await thread.refusedLogin({ accountId }))
          : providerLink(account, link, practice.domainOf(account.address));
      await platform.openAddress(address);
    },
    "links.openKnown": (known) => platform.openAddress(knownLink(known)),
  };
}

/** Does not keep the program running. */
function later(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
