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
  goUnlock: "Unlock",
  change: "Change passphrase",
  turnOff: "Turn off the lock",
  unfinished: {
    "turning-on": "Sealing was interrupted. It goes on when the authenticator is unlocked; nothing is lost.",
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
  repeat: "Repeat the passphrase",
  differs: "The two are not the same.",
  strength: {
    "too-short": "At least 8 characters.",
    weak: "Easy to guess. Add words that have nothing to do with each other.",
    fair: "Fair. One or two more words would make it good.",
    good: "Good: hard to guess.",
  } satisfies Readonly<Record<Strength, string>>,
  sealing: "Sealing the secrets…",
  opening: "Opening the secrets…",
  sealed: (done: number, total: number) =>
    `Sealing the secrets: ${done} of ${total}. A large keychain takes a while; mail and codes work meanwhile.`,
  goOn: "Go on in the background",
  deriving: "Making the key from the passphrase…",
  turnedOn: "The lock is on. From now on the passphrase opens the authenticator.",

  changeTitle: "Change the passphrase of the lock",
  changeText: "The new one is needed from then on. Backups keep their own passphrases.",
  current: "Present passphrase",
  changed: "The passphrase was changed.",

  turnOffTitle: "Turn off the lock",
  turnOffText:
    "The secrets stay in this computer’s keychain, without the seal. Whoever can use your account on this computer can then see the codes.",
  turnedOff: "The lock is off.",

  confirm: "Passphrase of the lock",
  confirmHint: "Asked for again, because secrets leave Gatepost without protection.",
  show: "Show the QR code",

  forgottenTitle: "A forgotten passphrase",
  forgottenText:
    "Nobody can open what is sealed without the passphrase, not even Gatepost. If it may come back to you, close this and try again later: nothing is lost by waiting.",
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
  without:
    "The names of your entries stay in the list, so that you know where to set up two-factor authentication again. Their secrets, all backup codes and emergency keys that are sealed are removed for good.",
  beforeWithout:
    "Before you do this, find another way into each account: a phone that has the same codes, printed backup codes, or the provider’s recovery.",
  understand: "I understand that what is sealed cannot be brought back",
  removeAndRestore: "Remove what is sealed and restore",
  removeOnly: "Remove what is sealed",
  starting: "Beginning anew…",
  startedAnew: (count: number) =>
    count === 0
      ? "What was sealed is removed, and the lock is off."
      : `The lock is off, and ${count === 1 ? "one code is" : `${count} codes are`} back.`,
};
