// Words of the security overview, and of what is kept beside the code: application passwords, phone, emergency key.
import type { LossNext, LossOutcome } from "../../../shared/security/if-lost.ts";

const date = (at: number) => new Date(at).toLocaleDateString([], { dateStyle: "long" });
const day = (at: number | undefined) => (at === undefined ? "an earlier day" : date(at));

interface LossFacts {
  readonly lastBackupAt: number | undefined;
  readonly phone: string | undefined;
}

const outcomes: Readonly<Record<LossOutcome, (facts: LossFacts) => string>> = {
  "password-opens": () =>
    "Your password alone opens the account, on any computer. Your mail is at the provider and is not affected.",
  "not-known": () =>
    "Gatepost does not know whether two-factor authentication is on here. If it is, what opens the account is kept somewhere else.",
  restore: ({ lastBackupAt }) =>
    `The encrypted backup of ${day(lastBackupAt)} and its passphrase bring the code and the recovery codes back on another computer. Make sure that it does not lie on this computer alone.`,
  "backup-older": ({ lastBackupAt }) =>
    `The last backup is of ${day(lastBackupAt)}, from before two-factor authentication was switched on here. It would not bring this account’s code back.`,
  "own-paper": () =>
    "The code would be gone. The secret key for emergencies gets you back in, if its PDF or a print of it lies somewhere else than on this computer.",
  phone: ({ phone }) =>
    `The code and everything kept beside it would be gone. The provider may let you back in by the recovery phone${phone ? ` ${phone}` : ""}; that is for the provider to decide.`,
  "locked-out": () =>
    "Everything that opens the account would be gone with it, backup codes in Gatepost as well. If nothing is kept elsewhere, only the provider’s support could help.",
};

const nexts: Readonly<Record<LossNext, string>> = {
  nothing: "There is nothing to do now.",
  "turn-on": "Next: turn two-factor authentication on, so that the password alone is no longer enough.",
  look: "Next: look at the provider’s security page whether it is on.",
  "keep-code":
    "Next: keep the account’s code in Gatepost’s authenticator, or make new backup codes at the provider.",
  "back-up": "Next: make an encrypted backup of the authenticator and keep it somewhere else.",
  "new-codes": "Next: make new backup codes. Few are left.",
};

export const kept = {
  title: "Security overview",
  about:
    "For each account: what guards it, what is kept to get back in, and what happens if this computer is lost.",
  open: "Open the security overview",
  none: "No account has been added yet.",
  backup: "Backup of the authenticator",
  lastBackup: (at: number) => `Last backed up on ${date(at)}.`,
  openAuthenticator: "Open the authenticator",
  neverBackedUp: "It has never been backed up. Codes and recovery codes exist on this computer only.",
  states: {
    on: "Two-factor authentication is on.",
    off: "Two-factor authentication is not on.",
    unknown: "Gatepost does not know whether two-factor authentication is on.",
  },
  code: "Authenticator code",
  codes: "Backup codes",
  codesLeft: (left: number, used: number) => (used === 0 ? `${left} left` : `${left} left, ${used} used`),
  key: "Secret key for emergencies",
  kept: "kept",
  notKept: "not kept",
  keyKept: "kept; a PDF that you have saved is where you put it",
  phone: "Recovery phone",
  phoneNone: "not noted",
  appPasswords: "App passwords",
  appPasswordCount: (valid: number, revoked: number) =>
    [valid === 0 ? "none" : `${valid} not revoked`, ...(revoked === 0 ? [] : [`${revoked} revoked`])].join(
      ", ",
    ),
  ifLost: "If this computer were lost today",
  outcomes,
  nexts,
  revoke: (count: number) =>
    count === 1
      ? "Also revoke the app password at the provider then: it opens the mail without a code."
      : `Also revoke the ${count} app passwords at the provider then: they open the mail without a code.`,
  details: (address: string) => `Security of ${address}`,
  look: "Open the provider’s security page",

  appPasswordsNone:
    "Gatepost has not signed in with an app password here. It notes the name and the date of each that it does; never the password.",
  appPasswordUnnamed: (at: number) => `App password of ${date(at)}`,
  inUse: "Gatepost signs in with this one",
  addedAt: (at: number) => `first used on ${date(at)}`,
  revokedAt: (at: number) => `marked as revoked on ${date(at)}`,
  markRevoked: "Mark as revoked",
  markValid: "Mark as not revoked",
  forget: "Remove the note",
  rename: "Rename",
  name: "Name of the app password",
  nameHint: "As it is called on the provider’s page, so that you find it there.",
  revokeNote: "Marking changes nothing at the provider: revoke it there first.",
  phoneField: "Recovery phone",
  phoneHint: "The number that the provider has. A note for you; Gatepost does not use it.",
  savePhone: "Save the number",
  phoneSaved: "Saved.",

  newCodes: "Replace backup codes",
  fewCodes: (left: number) =>
    left === 0
      ? "No backup code is left. Make new ones at the provider."
      : `Only ${left === 1 ? "one backup code is" : `${left} backup codes are`} left. It is time to make new ones.`,
  newCodesTitle: "New backup codes",
  newCodesAbout:
    "When the provider makes new backup codes, all old ones stop working at once. Make them on its page, then paste them here: they replace the ones that Gatepost keeps.",
  pasted: "New backup codes, as the provider shows them",
  replace: "Replace the old codes",
  replaced: (count: number) => `${count} new backup codes are kept. The old ones are gone.`,

  waiting: {
    says: (at: number) =>
      `This account is not in Gatepost. A backup that was restored on ${date(at)} has brought what is kept for it; once you add the account, it belongs to it.`,
    add: "Add this account",
    showCodes: "Show the backup codes",
    hideCodes: "Hide the backup codes",
    remove: "Remove what is kept",
    removeTitle: (address: string) => `Remove what is kept for ${address}?`,
    removeText:
      "Its backup codes, emergency key and notes are removed from this computer for good. Codes in the authenticator stay.",
    removed: (address: string) => `What was kept for ${address} is removed.`,
  },

  showKey: "Show the secret key",
  hideKey: "Hide the secret key",
  copyKey: "Copy the secret key",
  copied: "Copied. The clipboard is cleared after a while.",
};
