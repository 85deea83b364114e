// Words of backups: setting them up, how they go, getting things back.
const moment = (at: number) => new Date(at).toLocaleString([], { dateStyle: "long", timeStyle: "short" });
const date = (at: number) => new Date(at).toLocaleDateString([], { dateStyle: "long" });

export const backup = {
  title: "Backups",
  lead: "If this computer or its keychain is lost, a backup and its passphrase bring back your codes, backup codes and emergency keys.",
  open: "Open backups",

  automatic: "Automatic backups",
  about:
    "Gatepost writes an encrypted copy into a folder of your choice soon after each change, reads it back, and keeps several versions. Choose a folder that is not lost with this computer: a USB stick, a network drive, or one that is synchronised.",
  passphrase: "Passphrase for backups",
  passphraseHint:
    "At least 8 characters; four or more random words are good. Write it down: it is kept nowhere, and nobody can open a backup without it.",
  begin: "Choose a folder and begin",
  begun: "Automatic backups are on. The first one was written, read back and opened with your passphrase.",

  folder: "Folder",
  openFolder: "Open folder",
  last: "Last backup",
  never: "none yet",
  moment,
  waiting: "There are changes that go into the next backup in a moment.",
  keep: "Newest versions kept",
  keepHint: "Beside them one of each of the last eight weeks and twelve months.",
  runNow: "Back up now",
  made: "Backed up, read back and compared.",
  changeFolder: "Change folder",
  moved: "Backups go to the new folder from now on. The old one keeps its files.",
  changePassphrase: "Change passphrase",
  changeTitle: "Change the passphrase for backups",
  changeAbout:
    "A new backup is made under the new passphrase at once. Backups that are there already keep the old one.",
  change: "Change passphrase",
  changed: "New backups open with the new passphrase.",
  turnOff: "Turn off",
  turnOffTitle: "Turn automatic backups off?",
  turnOffAbout: "No more backups are made. Those in the folder stay where they are.",
  working: "Making a backup…",
  phases: {
    waiting: "Choose the folder in the window that has opened.",
    deriving: "Making a key of the passphrase…",
    writing: "Writing the backup…",
    checking: "Reading it back and comparing…",
  } as Readonly<Record<string, string>>,
  problemSince: (at: number) =>
    `No backup could be made since ${moment(at)}. Gatepost keeps trying; your codes themselves are not affected.`,

  restore: "Restore",
  restoreAbout:
    "Gatepost shows what a backup holds before anything is saved. What is here already stays; nothing is replaced unless you choose it.",
  versions: "Backups in the folder",
  version: (at: number, size: string) => `${moment(at)}, ${size}`,
  foreign: "from another computer or an earlier installation",
  restoreThis: "Restore",
  restoreOf: (at: number) => `Restore the backup of ${moment(at)}`,
  more: (count: number) => `Show ${count} older`,
  noVersions: "There is no backup in the folder.",
  chooseFile: "Choose a backup file",

  paper: {
    title: "On paper",
    about:
      "A sheet with the QR code and the secret key of every code, and with your backup codes and emergency keys, for a safe. Each QR code is read back before it is printed.",
    understood: "I understand that whoever has this paper can make all my codes",
    print: "Print…",
    save: "Save as a PDF…",
    working: "Making the sheet…",
    phases: {
      drawing: "Drawing the QR codes and reading them back…",
      waiting: "Answer the window that has opened.",
    } as Readonly<Record<string, string>>,
    done: "The sheet is made.",
  },

  reminder: {
    label: "Backups",
    never:
      "Your codes are on this computer only. If it is lost, so are they, and perhaps your way into your accounts.",
    old: (at: number) => `The last backup of your codes is of ${date(at)}.`,
    "newer-codes": (at: number) => `There are codes that are not in the last backup, of ${date(at)}.`,
    lost: (count: number) =>
      `${count === 1 ? "The secret of one code is" : `The secrets of ${count} codes are`} no longer in your keychain as Gatepost wrote ${count === 1 ? "it" : "them"}. A backup brings ${count === 1 ? "it" : "them"} back; nothing else changes.`,
    restore: "Restore from a backup",
    setUp: "Set up backups",
    later: "Not now",
    failing: "Backups cannot be made at the moment.",
    look: "Look at backups",
  },
};
