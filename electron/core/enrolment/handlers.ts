// Answers the calls on two-factor authentication at the provider: enrolment.*, security.*, recovery.* and the provider's
// pages. Each is one line to a service.
import type { Settings } from "../../../shared/models/app.ts";
import { providerOf } from "../../../shared/providers/index.ts";
import type { Handlers } from "../answer.ts";
import type { Events } from "../events.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { MailThread } from "../mail/mail-service.ts";
import type { Clipboard } from "../otp/clipboard.ts";
import type { Vault } from "../otp/vault.ts";
import type { Platform } from "../platform.ts";
import type { Practice } from "../practice.ts";
import type { FoundCodes } from "../qr/found-codes.ts";
import { providerOfAccount, webAlertOf } from "../relogin/index.ts";
import type { Records } from "../store/records.ts";
import type { HandlersOf } from "../topics.ts";
import type { Remote } from "../worker-link.ts";
import { createEnrolments, type FindDriver } from "./enrolment.ts";
import { createPracticeDriver } from "./practice-driver.ts";
import { knownLink, providerLink } from "./provider-links.ts";
import { createRecovery } from "./recovery.ts";
import { listSecurityViews } from "./security.ts";
import { planOf } from "./step-plan.ts";

export interface EnrolmentParts {
  readonly thread: Remote<MailThread>;
  readonly records: Records;
  readonly keychain: Keychain;
  readonly vault: Vault;
  readonly found: FoundCodes;
  readonly clipboard: Clipboard;
  readonly settings: () => Promise<Settings>;
  readonly practice: Pick<Practice, "domains" | "domainOf">;
  readonly platform: Pick<Platform, "chooseSavePath" | "openAddress">;
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
  const { thread, records, vault, clipboard, settings, practice, platform, events } = parts;
  const findDriver = practiceDrivers(parts);
  const recovery = createRecovery(parts);
  const enrolments = createEnrolments({ ...parts, recovery, findDriver });

  return {
    "enrolment.start": async ({ accountId }) => enrolments.start(await thread.getAccount({ accountId })),
    "enrolment.get": ({ enrolmentId }) => enrolments.get(enrolmentId),
    "enrolment.act": ({ enrolmentId, action }) => enrolments.act(enrolmentId, action),
    "enrolment.revealPicture": async ({ enrolmentId }) => (await enrolments.shownSecret(enrolmentId)).picture,
    "enrolment.copySetupKey": async ({ enrolmentId }) => {
      const { setupKey } = await enrolments.shownSecret(enrolmentId);
      return clipboard.copy(setupKey, (await settings()).clipboardSeconds);
    },
    "enrolment.stop": ({ enrolmentId }) => enrolments.stop(enrolmentId),
    "security.list": () => listSecurityViews({ thread, records, vault, findDriver }),
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

/** Addresses of practice domains are enrolled through their API. Other drivers come beside this one. */
function practiceDrivers({ practice, now }: Pick<EnrolmentParts, "practice" | "now">): FindDriver {
  return (account) => {
    const domain = practice.domainOf(account.address);
    const provider = domain ? providerOf(domain.providerId) : providerOfAccount(account, practice.domains());
    const plan = provider && planOf(provider.id);
    if (!domain || !plan) return undefined;
    return { plan, driver: createPracticeDriver({ domain, address: account.address, now }) };
  };
}
