// Words of the authenticator's lock.
import type { AppStatus } from "../../../shared/models/app.ts";
import type { Strength } from "../../../shared/security/passphrase-strength.ts";

const several = (count: number) => (count === 1 ? "One entry" : `${count} entries`);

/** Whether a screenshot can show the codes; [Note: what systems tell] in the shell. */
const capture: Readonly<Record<AppStatus["platform"], string>> = {
  linux:
    "Linux gives programs no way to keep a window out of screenshots and screen sharing: while codes, QR codes or backup codes are on screen, whoever sees your screen sees them.",
  darwin:
    "Gatepost asks macOS to keep its window out of screenshots and screen sharing while codes, QR codes or backup codes are on screen. Newer programs can record it all the same.",
  win32:
    "While codes, QR codes or backup codes are on screen, Windows keeps Gatepost’s window out of screenshots and screen sharing.",
};

export const lock = {
  button: "Lock",

  title: "Lock of the authenticator",
  about:
    "A passphrase of your own seals the secrets of your codes, your backup codes and emergency keys in this computer’s keychain. Mail goes on without it.",
  off: "The lock is off: whoever can use your account on this computer can open Gatepost and see the codes.",
  turnOn: "Turn on the lock",
  on: "The lock is on.",
  lockedNow: "The lock is on, and the authenticator is locked. Unlock it to change anything here.",
  brokenNow:
    "The lock is on, but the key of the lock is not in the keychain as Gatepost wrote it. The authenticator says what happened and what to do.",
  goUnlock: "Unlock",
  goLook: "Open the authenticator",
  change: "Change passphrase",
  turnOff: "Turn off the lock",
  unfinished: {
    "turning-on":
      "Turning the lock on was interrupted. It goes on when the authenticator is unlocked; nothing is lost.",
    "turning-off":
      "Turning the lock off was interrupted. It goes on when the authenticator is unlocked; nothing is lost.",
  },

  when: "Locks by itself",
  onStart: "When Gatepost starts (always: the key is nowhere but in the memory of the running program)",
  idle: "When the computer was not used for",
  minutes: (count: number) => (count === 0 ? "Never" : count === 1 ? "1 minute" : `${count} minutes`),
  onSuspend: "When the computer goes to sleep",
  onScreenLock: "When the screen is locked",
  screenLockLinux:
    "Many Linux desktops do not tell programs that the screen is locked; the idle time works everywhere.",
  touchId: "Unlock with Touch ID while Gatepost runs",
  touchIdHint:
    "After the start the passphrase is asked for once. Then the key stays in memory while it is locked, and Touch ID decides whether it is used.",
  hello: "Windows Hello is not offered: the framework that Gatepost is built with has no access to it.",
  capture,

  lockedTitle: "The authenticator is locked",
  lockedText: "Your mail goes on. Codes, backup codes and emergency keys need the passphrase.",
  passphrase: "Passphrase",
  unlock: "Unlock",
  touch: "Unlock with Touch ID",
  waiting: (seconds: number) =>
    seconds === 1 ? "You can try again in one second." : `You can try again in ${seconds} seconds.`,
  forgot: "Forgotten the passphrase?",

  turnOnTitle: "Turn on the lock",
  turnOnText:
    "Choose a passphrase that you use nowhere else. It is kept nowhere: without it nobody can open what is sealed, and no one can reset it.",
  backupTitle: "A backup first",
  backupNever:
    "There is no backup yet. If you forget the passphrase, a backup is the only way to get your codes back.",
  backupAt: (date: string) =>
    `The last backup is of ${date}. It brings your codes back if you forget the passphrase.`,
  backupOffer: "Make a backup",
  withoutBackup: "I know that without a backup a forgotten passphrase costs me the codes",
  newPassphrase: "New passphrase",
  newHint:
    "Five or six words that have nothing to do with each other are easy to remember and hard to guess.",
  strength: {
    "too-short": "At least 8 characters.",
    weak: "Easy to guess. Add words that have nothing to do with each other.",
    fair: "Fair. One or two more words would make it good.",
    good: "Good: hard to guess.",
  } satisfies Readonly<Record<Strength, string>>,
  /** By the phase of the work. */
  work: {
    deriving: "Making the key from the passphrase…",
    sealing: "Sealing the secrets",
    opening: "Opening the secrets",
    undoing: "Putting everything back as it was",
  } as Readonly<Record<string, string>>,
  workDone: (what: string, done: number, total: number) =>
    `${what}: ${done} of ${total}. A large keychain takes a while; mail and codes work meanwhile.`,
  goOn: "Go on in the background",
  deriving: "Making the key from the passphrase…",
  /** When it has come to its end. */
  ended: {
    "lock.turnOn": "The lock is on. From now on the passphrase opens the authenticator.",
    "lock.turnOff": "The lock is off.",
    "lock.change": "The passphrase was changed.",
  },
  cancelled: {
    "lock.turnOn": "Cancelled: the lock is off, as it was before.",
    "lock.turnOff": "Cancelled: the lock is on and everything is sealed, as it was before.",
  },

  changeTitle: "Change the passphrase of the lock",
  changeText: "The new one is needed from then on. Backups keep their own passphrases.",
  current: "Present passphrase",

  turnOffTitle: "Turn off the lock",
  turnOffText:
    "The secrets stay in this computer’s keychain, without the seal. Whoever can use your account on this computer can then see the codes.",

  confirm: "Passphrase of the lock",
  confirmHint: "Asked for again, because secrets leave Gatepost without protection.",
  show: "Show the QR code",

  forgotten: {
    title: "A forgotten passphrase",
    says: "Nobody can open what is sealed without the passphrase, not even Gatepost. If it may come back to you, close this and try again later: nothing is lost by waiting.",
  },
  /** The lock's own keychain item is gone or of no use. */
  broken: {
    troubles: {
      gone: {
        title: "The keychain has lost the key of the lock",
        says: "The item of your system’s keychain that holds the key of the authenticator’s lock is not there any more. Without it the passphrase opens nothing. The passphrase is not the problem.",
        todo: "If you can bring the keychain back (from a backup of your computer, or by signing in to the keychain that you used before), do that and try again. Otherwise a backup of Gatepost brings your codes back.",
      },
      changed: {
        title: "Another program has changed the key of the lock",
        says: "In the item of your system’s keychain that holds the key of the authenticator’s lock stands something that Gatepost has not written, or an older one of its own. Gatepost does not use it, and writes nothing over it.",
        todo: "If you can bring the keychain back as it was (from a backup of your computer), do that and try again. Otherwise a backup of Gatepost brings your codes back.",
      },
      damaged: {
        title: "The key of the lock cannot be read",
        says: "The item of your system’s keychain that holds the key of the authenticator’s lock is damaged. Without it the passphrase opens nothing. The passphrase is not the problem.",
        todo: "If you can bring the keychain back as it was (from a backup of your computer), do that and try again. Otherwise a backup of Gatepost brings your codes back.",
      },
      newer: {
        title: "A newer Gatepost has made this lock",
        says: "This version of Gatepost does not know how the lock of the authenticator is made.",
        todo: "Update Gatepost, then try again.",
      },
    },
    untouched:
      "Your mail goes on. What is sealed lies untouched in the keychain, and no new key is made over it.",
    stillSo: "It is still as it was.",
    restore: "Restore from a backup",
    dialog: {
      title: "Restore the authenticator from a backup",
      says: "Without the key of the lock nobody can open what is sealed, not even Gatepost. If the keychain may come back as it was, close this and try again then: nothing is lost by waiting.",
    },
  },
  unknownTitle: "The authenticator cannot be opened now",
  forgottenBackup:
    "With a backup, all that is in it comes back. It has a passphrase of its own. First Gatepost reads it and shows what it would bring; nothing is changed before you say so.",
  chooseBackup: "Choose a backup",
  chosenBackup: "Passphrase of the backup",
  openBackup: "Open the backup",
  withoutABackup: "I have no backup",
  reading: "Reading the backup…",
  readingPhases: {
    waiting: "Choose the file in the window that has opened.",
    deriving: "Opening the backup. That takes some seconds.",
  } as Readonly<Record<string, string>>,
  brings: (count: number) =>
    count === 0
      ? "None of the entries in your list is in this backup."
      : `${several(count)} of your list ${count === 1 ? "is" : "are"} in this backup and ${count === 1 ? "gets its secret" : "get their secrets"} back.`,
  others: (count: number) =>
    `${several(count)} that ${count === 1 ? "is" : "are"} not in your list ${count === 1 ? "comes" : "come"} back as well.`,
  missing: (count: number) =>
    count === 1
      ? "One entry is not in it. Its name stays in the list, but its secret is gone for good:"
      : `${count} entries are not in it. Their names stay in the list, but their secrets are gone for good:`,
  missingList: "Not in the backup",
  recovery: "What else comes back, for getting into accounts:",
  recoveryList: "Backup codes and emergency keys in the backup",
  notAdded: "kept until this account is added",
  without:
    "The names of your entries stay in the list, so that you know where to set up two-factor authentication again. Their secrets, all backup codes and emergency keys that are sealed are removed for good.",
  beforeWithout:
    "Before you do this, find another way into each account: a phone that has the same codes, printed backup codes, or the provider’s recovery.",
  understand: "I understand that what is sealed cannot be brought back",
  removeAndRestore: "Remove what is sealed and restore",
  removeOnly: "Remove what is sealed",
  starting: "Beginning anew…",
  /** `restored`: accounts that got backup codes, keys or notes back */
  startedAnew: (count: number, restored: number) =>
    count === 0 && restored === 0
      ? "What was sealed is removed, and the lock is off."
      : [
          `The lock is off, and ${count === 0 ? "no code" : count === 1 ? "one code" : `${count} codes`} ${count > 1 ? "are" : "is"} back.`,
          ...(restored > 0
            ? [
                `Backup codes, keys or notes of ${restored === 1 ? "one account" : `${restored} accounts`} came back.`,
              ]
            : []),
        ].join(" "),
};
