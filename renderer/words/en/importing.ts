// Words of importing codes from other authenticators and exporting them.
import type { ImportFormat } from "../../../shared/models/import.ts";
import { fieldNames, fieldReasons } from "./fields.ts";

const codes = (count: number) => (count === 1 ? "one code" : `${count} codes`);

/** Where the export is found in the other program. */
const help: Readonly<Record<ImportFormat, string>> = {
  aegis: "Settings › Import & Export › Export. With or without encryption.",
  ente: "Settings › Data › Export codes. Encrypted or plain text.",
  "two-fas": "Settings › 2FAS Backup › Export to file. With or without a password.",
  "google-migration":
    "Transfer accounts › Export accounts. Take a picture of each QR code, and choose all of them together.",
  bitwarden:
    "Export vault: JSON, CSV, or JSON with a password (not “account restricted”); also Bitwarden Authenticator.",
  stratum: "Settings › Backup. Encrypted, or the plain file.",
  andotp: "Backup › Encrypted or plain backup.",
  "freeotp-plus": "Menu › Export › JSON.",
  freeotp: "Menu › Backup: the file externalBackup.xml.",
  "proton-authenticator": "Settings › Export. With or without a password.",
  "proton-pass": "Settings › Export: the zip without encryption.",
  keepass: "KeePassXC: Database › Export, CSV or XML.",
  "keepass-database": "The database itself, opened by its password.",
  raivo: "Settings › Export OTPs to a zip archive.",
  "one-password": "File › Export: 1PUX or CSV.",
  lastpass: "LastPass Authenticator: Settings › Transfer accounts › Export to file.",
  winauth: "WinAuth: Export, a text or a protected zip; also Authenticator Plus.",
  "otp-client": "Its database, opened by its password.",
  "authenticator-extension": "Settings › Backup › Download backup file.",
  otpauth: "A text with a link otpauth:// in each line.",
  gatepost: "A backup that Gatepost has made.",
};

/** In the order in which people have them. */
const names: Readonly<Record<ImportFormat, string>> = {
  aegis: "Aegis",
  ente: "Ente Auth",
  "two-fas": "2FAS",
  "google-migration": "Google Authenticator",
  bitwarden: "Bitwarden",
  stratum: "Stratum (Authenticator Pro)",
  andotp: "andOTP",
  "freeotp-plus": "FreeOTP+ and FreeOTP 1",
  freeotp: "FreeOTP",
  "proton-authenticator": "Proton Authenticator",
  "proton-pass": "Proton Pass",
  keepass: "KeePassXC and KeePass (CSV, XML)",
  "keepass-database": "KeePass database (KDBX)",
  raivo: "Raivo OTP",
  "one-password": "1Password",
  lastpass: "LastPass Authenticator",
  winauth: "WinAuth and Authenticator Plus",
  "otp-client": "OTPClient",
  "authenticator-extension": "Authenticator (browser extension)",
  otpauth: "otpauth:// links",
  gatepost: "Gatepost",
};

export const importing = {
  menu: "Import from another app",
  title: "Import from another app",
  intro:
    "Choose the file that the other authenticator has exported, or drop or paste it here. Gatepost finds out by itself what kind of file it is, and saves nothing before you have seen it.",
  choose: "Choose a file",
  drop: "Drop the exported file here",
  backupIntro:
    "Choose a backup that Gatepost has made, or drop or paste its file here. You see what it holds before anything is saved.",
  backupDrop: "Drop the backup file here",
  formats: "Which programs, and where their export is",
  help,
  names,
  reading: "Reading the file…",
  waiting: "Choose the file in the window that has opened.",
  deriving: "Opening the file. How long it takes was set by the program that made it: up to a minute.",
  derivingPart: (percent: number) =>
    `Opening the file: about ${percent} %. How long it takes was set by the program that made it.`,
  looking: "Looking for QR codes in the pictures…",
  saving: "Saving the codes…",

  passphraseTitle: (format: string) => `Protected export of ${format}`,
  backupPassphraseTitle: "Protected backup of Gatepost",
  passphrase: "Passphrase of the file",
  passphraseHint: "The one that was set when the file was exported.",
  open: "Open",

  previewTitle: (format: string) => `Import from ${format}`,
  backupTitle: "Restore from a backup of Gatepost",
  list: "Codes in the file",
  takeOver: (name: string) => `Import ${name}`,
  known: {
    same: "Already in Gatepost",
    "same-secret": "Its secret is already in Gatepost under another name",
    differs: "Already in Gatepost, with other notes, groups or icon: choose it to take over the file’s",
    behind: "Already in Gatepost, where its counter is behind the file’s: it is moved on",
    gone: "Already in Gatepost without its secret, which comes back",
  },
  trashed: "Was in the bin there",
  iconLost: "Its picture cannot be taken over; an icon can be chosen under “Edit”",
  /** `mended`: of those that are here, how many would get something from the file */
  summary: (added: number, mended: number, same: number) =>
    `${added === 0 ? "No code" : added === 1 ? "One code" : `${added} codes`} will be added${
      mended === 0 ? "" : `; ${mended === 1 ? "one that is" : `${mended} that are`} here will be mended`
    }${same === 0 ? "" : `; ${same === 1 ? "one is" : `${same} are`} there already`}.`,
  troublesTitle: (count: number) => (count === 1 ? "One row cannot be read" : `${count} rows cannot be read`),
  trouble: ({
    row,
    field,
    code,
    reason,
    value,
  }: {
    readonly row: number;
    readonly field?: string | undefined;
    readonly code: string;
    readonly reason?: string | undefined;
    readonly value?: string | undefined;
  }) =>
    code === "missing-part"
      ? `Part ${value ?? row} of the export is missing. Add its picture, or import what is here.`
      : field === undefined
        ? `Row ${row}: this is no code for an authenticator.`
        : `Row ${row}: ${fieldNames[field] ?? `“${field}”`} ${fieldReasons[reason ?? ""] ?? "cannot be used"}${
            value === undefined ? "" : ` (${value})`
          }.`,
  moreTroubles: (count: number) => `And ${count} more.`,
  pins: {
    title: (count: number) => (count === 1 ? "One code needs its PIN" : `${count} codes need their PIN`),
    says: "The file does not hold it. Type the PIN that you type for this code in the other program; without it the code is left out.",
    list: "Codes without their PIN",
    pinOf: (name: string) => `PIN of ${name}`,
  },
  recovery: {
    title: "Backup codes and emergency keys",
    states: {
      added: {
        same: "Kept here already.",
        missing: "Comes back to this account.",
        differs: "Something else is kept here.",
      },
      waiting: {
        same: "Kept here already, for the time when you add this account.",
        missing:
          "This account is not in Gatepost yet. It is kept for it, and you find it in the security overview (under Settings); when you add the account, it is there.",
        differs: "This account is not in Gatepost yet, and something else is kept for it.",
      },
    },
    holds: ({
      codes,
      secretKey,
    }: {
      readonly codes?: { readonly left: number; readonly used: number } | undefined;
      readonly secretKey: boolean;
    }) => {
      const parts = [
        ...(codes
          ? [
              `${codes.left === 1 ? "1 backup code" : `${codes.left} backup codes`} left${codes.used === 0 ? "" : `, ${codes.used} used`}`,
            ]
          : []),
        ...(secretKey ? ["secret key for emergencies"] : []),
      ];
      return parts.length === 0 ? "nothing" : parts.join("; ");
    },
    choice: (address: string) => `Which to keep for ${address}`,
    keepHere: "Keep what is here",
    takeFile: "Take those of the file",
    show: "Show what is in the file",
    hide: "Hide",
    used: "used",
    secretKey: "Secret key for emergencies",
  },
  apply: (count: number) => (count === 0 ? "Import" : `Import ${codes(count)}`),
  done: (added: number, changed: number, restored: number) =>
    [
      ...(added > 0 || (changed === 0 && restored === 0) ? [`Imported ${codes(added)}.`] : []),
      ...(changed > 0 ? [changed === 1 ? "One code was mended." : `${changed} codes were mended.`] : []),
      ...(restored > 0
        ? [
            `Backup codes, keys or notes of ${restored === 1 ? "one account" : `${restored} accounts`} came back.`,
          ]
        : []),
    ].join(" "),
};

const lost = (count: number) =>
  count === 0
    ? ""
    : ` ${count === 1 ? "One entry has" : `${count} entries have`} no secret in the keychain any more and could not be written.`;

export const exporting = {
  button: "Export",
  title: "Export codes",
  format: "What to make",
  formats: {
    gatepost: {
      name: "Gatepost backup",
      says: "Everything, also backup codes and emergency keys, under a passphrase. For getting back in when this computer is lost.",
    },
    aegis: {
      name: "Aegis, encrypted",
      says: "All codes under a passphrase. Most other authenticators can read it.",
    },
    otpauth: { name: "List of links", says: "A text with a link otpauth:// for each code. Not protected." },
    json: { name: "Plain JSON", says: "All codes with notes and groups. Not protected." },
    "google-migration": {
      name: "QR codes for Google Authenticator",
      says: "Shown here, to be scanned one after the other. Not protected.",
    },
  },
  passphrase: "Passphrase",
  passphraseHint: "At least 8 characters. Nobody can open the file without it, and it cannot be found again.",
  warning:
    "Whoever has this file can make all your codes. Keep it only as long as you need it, and not in a folder that is synchronised.",
  understood: "I understand that it is not protected",
  save: "Save…",
  show: "Show the QR codes",
  working: "Exporting…",
  phases: {
    waiting: "Choose in the window that has opened where to save it.",
    writing: "Writing the file…",
    checking: "Reading it back and comparing…",
  } as Readonly<Record<string, string>>,
  done: (count: number, gone: number) =>
    `${count === 1 ? "One code was" : `${count} codes were`} written, read back and compared.${lost(gone)}`,
  leftOut: "This format has no place for these; they are not in it:",
  pictureOf: (part: number, of: number) => `QR code ${part} of ${of}`,
  scanHint:
    "Scan it with the other authenticator. Close this window afterwards: whoever photographs it has the codes.",
  next: "Next",
  previous: "Previous",
  linkPhone: "Show as QR code",
  linkTitle: "Link a phone",
};
