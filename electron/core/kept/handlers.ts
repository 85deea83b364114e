// Answers the calls on what is kept of an account: notes, new backup codes, the secret key for emergencies.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Settings } from "../../../shared/models/app.ts";
import { forgetSecurity } from "../enrolment/forget.ts";
import { recogniseCodes } from "../enrolment/recognise-codes.ts";
import type { Recovery } from "../enrolment/recovery.ts";
import type { Events } from "../events.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { MailThread } from "../mail/mail-service.ts";
import type { Clipboard } from "../otp/clipboard.ts";
import type { Practice } from "../practice.ts";
import { providerOfAccount } from "../relogin/index.ts";
import { Secret } from "../secret.ts";
import type { Records } from "../store/records.ts";
import type { HandlersOf } from "../topics.ts";
import type { Remote } from "../worker-link.ts";
import type { KeptNotesBook } from "./kept-notes.ts";
import { listWaiting } from "./list-waiting.ts";
import type { WaitingAccounts } from "./waiting-accounts.ts";

export function keptHandlers(parts: {
  readonly notes: KeptNotesBook;
  readonly recovery: Pick<Recovery, "keepBackupCodes">;
  readonly records: Records;
  readonly waiting: WaitingAccounts;
  readonly keychain: Keychain;
  readonly thread: Pick<Remote<MailThread>, "accounts.list" | "getAccount">;
  readonly practice: Pick<Practice, "domains">;
  readonly clipboard: Clipboard;
  readonly settings: () => Promise<Settings>;
  readonly events: Events;
}): HandlersOf<"kept"> {
  const { notes, recovery, records, waiting, keychain, thread, practice, clipboard, settings, events } =
    parts;
  const told = async (work: Promise<void>) => {
    await work;
    events.tell("security.changed", {});
  };
  const secretKey = async (accountId: string) => {
    const key = await keychain.read(`secret-key/${accountId}`);
    if (!key) throw new AppError("not-found");
    return key;
  };

  return {
    "kept.list": async () => {
      const accounts = await thread["accounts.list"](undefined);
      return notes.overview(accounts.map(({ id }) => id));
    },
    "kept.renameAppPassword": ({ accountId, appPasswordId, name }) =>
      told(notes.rename(accountId, appPasswordId, name)),
    "kept.forgetAppPassword": ({ accountId, appPasswordId }) => told(notes.forget(accountId, appPasswordId)),
    "kept.markAppPassword": ({ accountId, appPasswordId, revoked }) =>
      told(notes.markRevoked(accountId, appPasswordId, revoked)),
    "kept.savePhone": ({ accountId, phone }) => told(notes.savePhone(accountId, phone)),
    "kept.replaceBackupCodes": async ({ accountId, text }) => {
      const account = await thread.getAccount({ accountId });
      const artefacts = providerOfAccount(account, practice.domains())?.twoFactor.artefacts ?? [];
      const known = artefacts.find(({ kind }) => kind === "backup-codes");
      const { codes } = recogniseCodes(text, "backup-codes", known);
      if (codes.length === 0) throw new AppError("backup-codes-unreadable");
      // One keychain item holds them all: there are the old ones or the new ones, never some of each.
      await told(
        recovery.keepBackupCodes(
          accountId,
          codes.map((code) => new Secret(code)),
        ),
      );
      return { count: codes.length };
    },
    "kept.waiting": () => listWaiting({ records, waiting }),
    "kept.forgetWaiting": async ({ accountId }) => {
      if (!(await waiting.list()).some(({ id }) => id === accountId)) throw new AppError("not-found");
      await forgetSecurity({ keychain, records }, accountId);
      await told(waiting.end(accountId));
    },
    "kept.revealSecretKey": async ({ accountId }) => ({ key: (await secretKey(accountId)).reveal() }),
    "kept.copySecretKey": async ({ accountId }) =>
      clipboard.copy(await secretKey(accountId), (await settings()).clipboardSeconds),
  };
}
