// All that the page may ask and hear. A call is `name: call(input, output)`, an event is `name: schema`; everything
// else (client, door, bridge) is derived from these two objects.
//
// [Note: output schemas] core/answer.ts parses the output too: a field that is not named here cannot leave the core.
// [Note: no paths, no addresses] Files are named by tokens that a dialog gave out or sent as bytes; links by ids.
import { z } from "zod";
import { AccountId, AccountView, Pin, Refusal, Servers } from "../models/account.ts";
import { AppStatus, Settings, SettingsChange } from "../models/app.ts";
import { BackupVersion, BackupView, VersionId, VersionsKept } from "../models/backup.ts";
import { ClockView } from "../models/clock.ts";
import { BinnedCode, CodeByHand, CodeChange, CodeEntry, CodeId, CurrentCode } from "../models/code.ts";
import { CodeSheetWords } from "../models/code-sheet.ts";
import { DraftFields, DraftId, DraftMode, DraftView, OutboxItem } from "../models/draft.ts";
import { SheetWords } from "../models/emergency-sheet.ts";
import {
  BackupCode,
  EnrolmentAction,
  EnrolmentHow,
  EnrolmentId,
  EnrolmentView,
  RecognisedCodes,
  SecurityView,
} from "../models/enrolment.ts";
import { ExportFormat, LeftOut, QrImage } from "../models/export.ts";
import { AccountHealth } from "../models/health.ts";
import { ImportId } from "../models/import.ts";
import { JobId, JobView } from "../models/job.ts";
import { AppPasswordId, KeptOverview, RecoveryPhone, WaitingView } from "../models/kept.ts";
import { LockTriggers, LockView, shortestPassphrase } from "../models/lock.ts";
import {
  FolderId,
  FolderView,
  MailView,
  MessageAction,
  MessageId,
  MessageRow,
  MessageView,
} from "../models/message.ts";
import { OauthClientView, OauthOffer } from "../models/oauth.ts";
import { PageLink, PagePlace, PageView } from "../models/provider-page.ts";
import { CameraView, PictureId, ScanSourceView } from "../models/scan.ts";
import { Accelerator, ShortcutName, ShortcutView } from "../models/shortcut.ts";
import { TrayWords } from "../models/tray.ts";
import { KnownPage } from "../providers/known-page.ts";
import { ErrorView } from "./errors.ts";

export interface Call<Input extends z.ZodType, Output extends z.ZodType> {
  readonly input: Input;
  readonly output: Output;
}

function call<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Call<Input, Output> {
  return { input, output };
}

const nothing = z.void();
const job = z.object({ jobId: JobId });
/** Bytes of a picture or file that was dropped or pasted. SECURITY: the limit comes before any parsing. */
export const maxPictureBytes = 20 * 1024 * 1024;
/** Looked through in one search. */
export const maxPictures = 30;
/** Of an export of another authenticator. */
export const maxImportBytes = 20 * 1024 * 1024;
export const maxPdfBytes = 5 * 1024 * 1024;
/** Of all attachments of a message together. */
export const maxAttachedBytes = 25 * 1024 * 1024;
const anyBytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const bytes = (limit: number, code: "too-large" | "picture-too-large" = "too-large") =>
  anyBytes.refine((value) => value.byteLength <= limit, { error: code, params: { limit } });
const password = z.string().min(1).max(1_000);
const pin = z.string().max(64);
/** PINs that were typed for codes of a file, by their index in its `lackingPin`. */
const typedPins = z
  .array(z.object({ index: z.number().int(), pin: z.string().trim().min(1).max(64) }))
  .max(10_000)
  .default([]);
const newPassphrase = z.string().min(shortestPassphrase).max(1_000);

export const calls = {
  // ---- the program
  "app.status": call(nothing, AppStatus),
  /** Tries the keychain and the store again, for example after the user has unlocked the keychain. */
  "app.retry": call(nothing, AppStatus),
  /** Only where the key of the stored mail is lost: sets the file aside, untouched, and begins with an empty one. */
  "app.startAnew": call(nothing, AppStatus),
  /** Starts the practice provider and adds its account. A job; its result is an account. */
  "app.startPractice": call(z.object({ providerId: z.enum(["mail-com", "mailfence"]) }), job),
  "settings.get": call(nothing, Settings),
  /** Changes these settings and no other; answers all of them. */
  "settings.change": call(SettingsChange, Settings),
  /** The keys that reach Gatepost from any program, and whether the system gives them to it. */
  "shortcuts.list": call(nothing, z.array(ShortcutView)),
  /** Asks the system for these keys and keeps them; `shortcut-taken` or `shortcut-refused` if they cannot be had. Empty: none. */
  "shortcuts.set": call(z.object({ name: ShortcutName, accelerator: Accelerator }), ShortcutView),
  /** Closes the quick-code window. */
  "quickCode.close": call(nothing, nothing),
  /** Brings Gatepost's own window to the front, and closes the quick-code window. */
  "quickCode.showProgram": call(nothing, nothing),
  /** Gives the tray's menu its words; from then on the sign is there, if the settings want it. */
  "tray.setWords": call(TrayWords, nothing),
  "jobs.list": call(nothing, z.array(JobView)),
  "jobs.get": call(z.object({ jobId: JobId }), JobView),
  "jobs.cancel": call(z.object({ jobId: JobId }), nothing),

  // ---- accounts
  "accounts.list": call(nothing, z.array(AccountView)),
  /** A job: finds servers for an address; its result is `servers`. */
  "accounts.lookup": call(z.object({ address: z.string().max(320) }), job),
  /** A job: tries IMAP and SMTP, saves only if both accept. Its result is an account. */
  "accounts.add": call(
    z.object({
      name: z.string().max(200),
      address: z.string().max(320),
      password,
      servers: Servers,
      pins: z.array(Pin).max(4),
      providerId: z.string().max(64).optional(),
    }),
    job,
  ),
  /** A job: tries the changed servers with the stored password, saves only if both accept. */
  "accounts.edit": call(
    z.object({
      accountId: AccountId,
      name: z.string().max(200),
      servers: Servers,
      pins: z.array(Pin).max(4),
    }),
    job,
  ),
  /** Removes the account, its keychain items and its local copy of the mail. */
  "accounts.remove": call(z.object({ accountId: AccountId }), nothing),
  /** Tries to connect now, whatever the state; a refused login is not tried again by this. */
  "accounts.retry": call(z.object({ accountId: AccountId }), nothing),
  /** Why the last login was refused, and what to do. */
  "accounts.refusal": call(z.object({ accountId: AccountId }), Refusal),
  /** How the logins of the account have gone: the last success and refusal, and what happened before. */
  "accounts.health": call(z.object({ accountId: AccountId }), AccountHealth),
  /** A job: tries IMAP and SMTP with the new credential; only then replaces the old one and goes on. */
  "accounts.signIn": call(z.object({ accountId: AccountId, password }), job),

  // ---- signing in with OAuth2
  /** Whether an address can be signed in at its provider's own page: one offer, or none. */
  "oauth.offer": call(
    z.object({ address: z.string().max(320), providerId: z.string().max(64).optional() }),
    z.array(OauthOffer).max(1),
  ),
  /** The providers that let programs in by OAuth2, each with the client id that is entered here; never a secret. */
  "oauth.clients": call(nothing, z.array(OauthClientView)),
  /** Writes it into oauth.json, the secret into the keychain; without `clientSecret` the secret of this id stays. */
  "oauth.setClient": call(
    z.object({
      providerId: z.string().max(64),
      clientId: z.string().max(300),
      clientSecret: z.string().max(300).optional(),
    }),
    nothing,
  ),
  "oauth.removeClient": call(z.object({ providerId: z.string().max(64) }), nothing),
  /** Opens the page on which one registers a program at this provider, in the system's browser. */
  "oauth.openRegistration": call(z.object({ providerId: z.string().max(64) }), nothing),
  /** A job: asks the provider in the system's browser, then does as `accounts.add`. Phases `browser`, `exchanging`. */
  "oauth.addAccount": call(
    z.object({
      name: z.string().max(200),
      address: z.string().max(320),
      servers: Servers,
      pins: z.array(Pin).max(4),
      providerId: z.string().max(64).optional(),
    }),
    job,
  ),
  /** A job: as `accounts.signIn`, with a permission asked for in the system's browser; also instead of a password. */
  "oauth.signIn": call(z.object({ accountId: AccountId }), job),

  // ---- mail
  "folders.list": call(nothing, z.array(FolderView)),
  "messages.list": call(
    z.object({
      view: MailView,
      offset: z.number().int().nonnegative(),
      limit: z.number().int().min(1).max(500),
    }),
    z.object({ total: z.number().int(), rows: z.array(MessageRow) }),
  ),
  "messages.open": call(z.object({ messageId: MessageId }), MessageView),
  /** Gives the cleaned HTML of a message a place on the message scheme; answers the address for the frame. */
  "messages.frame": call(
    z.object({ messageId: MessageId, html: z.string().max(10_000_000), remote: z.boolean() }),
    z.object({ src: z.string() }),
  ),
  /** Done locally at once, on the server as soon as it can be; `undoToken` takes it back. */
  "messages.act": call(
    z.object({ messageIds: z.array(MessageId).min(1).max(10_000), action: MessageAction }),
    z.object({ undoToken: z.string() }),
  ),
  "messages.undo": call(z.object({ undoToken: z.string().max(64) }), nothing),
  /** Asks where, and saves. `saved` is false if the user changed their mind. */
  "attachments.save": call(
    z.object({ messageId: MessageId, index: z.number().int().nonnegative() }),
    z.object({ saved: z.boolean() }),
  ),
  /** Opens with the system's program. The page has asked the user before. */
  "attachments.open": call(
    z.object({ messageId: MessageId, index: z.number().int().nonnegative() }),
    nothing,
  ),

  // ---- writing
  "drafts.create": call(
    z.object({ mode: DraftMode, accountId: AccountId.optional(), messageId: MessageId.optional() }),
    DraftView,
  ),
  "drafts.list": call(nothing, z.array(DraftView)),
  "drafts.get": call(z.object({ draftId: DraftId }), DraftView),
  /** Opens a message of a Drafts folder for writing on. */
  "drafts.openMessage": call(z.object({ messageId: MessageId }), DraftView),
  "drafts.save": call(z.object({ draftId: DraftId, fields: DraftFields }), DraftView),
  "drafts.discard": call(z.object({ draftId: DraftId }), nothing),
  /** Asks for files and adds copies of them. */
  "drafts.attach": call(z.object({ draftId: DraftId }), DraftView),
  "drafts.attachBytes": call(
    z.object({
      draftId: DraftId,
      name: z.string().max(255),
      type: z.string().max(255),
      bytes: bytes(maxAttachedBytes),
    }),
    DraftView,
  ),
  "drafts.detach": call(z.object({ draftId: DraftId, attachmentId: z.string().max(64) }), DraftView),
  /** Hands the draft to the outbox; until `undoUntil` it can be taken back. */
  "drafts.send": call(
    z.object({ draftId: DraftId }),
    z.object({ outboxId: z.string(), undoUntil: z.number() }),
  ),
  "outbox.list": call(nothing, z.array(OutboxItem)),
  /** Takes a message back: it is a draft again. */
  "outbox.undo": call(z.object({ outboxId: z.string().max(64) }), DraftView),
  "outbox.retry": call(z.object({ outboxId: z.string().max(64) }), nothing),

  // ---- authenticator
  "codes.list": call(nothing, z.array(CodeEntry)),
  /** The codes that may be shown now; for HOTP none (see `codes.advance`). */
  "codes.current": call(nothing, z.array(CurrentCode)),
  /** A closed keychain is asked again at once, not only after some time. */
  "codes.askAgain": call(nothing, nothing),
  /** HOTP: saves the next counter, then answers the code. */
  "codes.advance": call(z.object({ codeId: CodeId }), CurrentCode),
  /** Writes the code to the clipboard and clears it later, if it is still there. */
  "codes.copy": call(z.object({ codeId: CodeId }), z.object({ clearsAt: z.number() })),
  "codes.addByHand": call(CodeByHand, CodeEntry),
  /** Adds from an otpauth:// link that was typed or pasted; `pin` for kinds that have one, if it is not in the link. */
  "codes.addLink": call(z.object({ link: z.string().max(4_096), pin: pin.optional() }), CodeEntry),
  /** Adds what a scan found. */
  "codes.addFound": call(z.object({ foundId: z.string().max(64), pin: pin.optional() }), CodeEntry),
  "codes.edit": call(CodeChange, CodeEntry),
  /** Puts an entry before another one in the order that the user makes, or at the end. */
  "codes.move": call(z.object({ codeId: CodeId, before: CodeId.optional() }), nothing),
  /** Gives a group another name, in all its entries; without `to` there is no such group any more. */
  "codes.renameGroup": call(
    z.object({ from: z.string().max(200), to: z.string().max(200).optional() }),
    nothing,
  ),
  /** Asks for a picture file and answers its bytes, to be made an icon of; `picture` is missing if none was chosen. */
  "codes.chooseIcon": call(nothing, z.object({ picture: anyBytes.optional() })),
  /** Puts it into the bin, where it stays for 30 days. */
  "codes.remove": call(z.object({ codeId: CodeId }), nothing),
  "codes.restore": call(z.object({ codeId: CodeId }), nothing),
  /** What lies in the bin, the newest first. */
  "codes.bin": call(nothing, z.array(BinnedCode)),
  /** Removes entries of the bin and their secrets for good. */
  "codes.destroy": call(z.object({ codeIds: z.array(CodeId).min(1).max(10_000) }), nothing),
  /** How far this computer's clock is off; asks the servers again in the background if that is some time ago. */
  "clock.get": call(nothing, ClockView),
  /** Jobs that look for QR codes; their result is a `scan`. */
  /** All screens. `shown`: our own window is what is to be looked at, or may stand where it is. */
  "scan.screen": call(z.object({ ownWindow: z.enum(["hidden", "shown"]) }), job),
  /** Screens and windows to choose from; none where the desktop asks by itself. */
  "scan.sources": call(nothing, z.object({ asksItself: z.boolean(), sources: z.array(ScanSourceView) })),
  /** One screen or window. Without `sourceId` the desktop asks which. */
  "scan.source": call(z.object({ sourceId: z.string().max(200).optional() }), job),
  /** Freezes the screens and lets a part of one be marked. */
  "scan.region": call(nothing, job),
  "scan.chooseFile": call(nothing, job),
  "scan.clipboard": call(nothing, job),
  /** Pictures that were dropped or pasted. */
  "scan.pictures": call(
    z.object({
      pictures: z
        .array(
          z.object({
            bytes: bytes(maxPictureBytes, "picture-too-large"),
            name: z.string().max(300).optional(),
          }),
        )
        .min(1)
        .max(maxPictures),
    }),
    job,
  ),
  /** Files of a message, also the pictures within its text. */
  "scan.attachments": call(
    z.object({
      messageId: MessageId,
      indexes: z.array(z.number().int().nonnegative()).min(1).max(maxPictures),
    }),
    job,
  ),
  /** Lets this page use the camera until `scan.closeCamera`. */
  "scan.openCamera": call(nothing, nothing),
  /** One picture of the camera, as JPEG. */
  "scan.frame": call(z.object({ bytes: bytes(maxPictureBytes, "picture-too-large") }), CameraView),
  "scan.closeCamera": call(nothing, nothing),
  /** What was looked at: coarse, grey, and with all codes in it made unreadable. PNG. */
  "scan.preview": call(z.object({ pictureId: PictureId }), QrImage),
  /** Forgets what `scan.preview` shows. */
  "scan.forget": call(z.object({ pictureIds: z.array(PictureId).max(maxPictures) }), nothing),

  // ---- the lock of the authenticator; while it is locked, calls on codes and what is kept fail with `locked`
  "lock.get": call(nothing, LockView),
  /** Locks it now; nothing if there is no lock. */
  "lock.lock": call(nothing, nothing),
  /** Where its state is `broken`: asks the keychain once more. */
  "lock.lookAgain": call(nothing, LockView),
  /** Takes about a second. A wrong passphrase is `lock-passphrase-wrong`; after some of them, `lock-wait`. */
  "lock.unlock": call(z.object({ passphrase: password }), nothing),
  /** Asks the system for a touch, where the lock rests for it. `cancelled` if it was not the user's. */
  "lock.touch": call(nothing, nothing),
  /** A job: seals what is kept. Cancelled, it ends when everything is as it was before. */
  "lock.turnOn": call(z.object({ passphrase: newPassphrase }), job),
  /** A job: opens what is sealed; from then on the system's keychain alone protects it. Cancelled, it seals all again. */
  "lock.turnOff": call(z.object({ passphrase: password }), job),
  /** A job: from then on the new passphrase opens it. */
  "lock.change": call(z.object({ passphrase: password, next: newPassphrase }), job),
  "lock.setTriggers": call(LockTriggers, LockView),
  /** A job, after a forgotten passphrase: asks for a backup and reads it; nothing is changed. Its result is `backup`. */
  "lock.chooseBackup": call(nothing, job),
  /** A job: the backup's own passphrase. Its result is `backup`. */
  "lock.openBackup": call(z.object({ backupId: z.string().max(64), passphrase: password }), job),
  /**
   * A job: removes what is sealed and the lock with it, for good, and brings back what the read backup has, but for codes
   * without their PIN. Its result is `imported`.
   */
  "lock.startAnew": call(
    z.object({
      giveUpWhatIsSealed: z.literal(true),
      backupId: z.string().max(64).optional(),
      pins: typedPins,
    }),
    job,
  ),
  /** Marks our window as not to be captured, while it shows codes, QR codes or what is kept for recovery. */
  "app.protectWindow": call(z.object({ on: z.boolean() }), nothing),

  // ---- moving to another keychain, or another computer
  /** A job: asks where, writes all items there under a passphrase, reads them back. Its result is `keychain-moved`. */
  "keychain.prepareMove": call(z.object({ passphrase: newPassphrase }), job),
  /** A job, while the key of the store is gone: asks for that file, and puts its items into this keychain. */
  "keychain.bringOver": call(z.object({ passphrase: password }), job),

  // ---- codes from other authenticators, and to them
  /** Asks for the files of an export. The result of this job and the next four is an `import`: a preview, nothing saved. */
  "import.chooseFiles": call(nothing, job),
  /** Files that were copied in a file manager. */
  "import.clipboard": call(nothing, job),
  /** Files that were dropped. Several are the parts of one export. */
  "import.files": call(z.object({ files: z.array(bytes(maxImportBytes)).min(1).max(30) }), job),
  /** A Google export that scans have collected, whole or not. */
  "import.collected": call(z.object({ batchId: z.string().max(64) }), job),
  "import.unlock": call(z.object({ importId: ImportId, passphrase: password }), job),
  /** A job: saves all rows but those left out and those without their PIN, or none. Its result is `imported`. */
  "import.apply": call(
    z.object({
      importId: ImportId,
      leaveOut: z.array(z.number().int()).max(10_000),
      // accounts whose backup codes and emergency key are to be those of the file, by their index in `recovery`
      replaceRecovery: z.array(z.number().int()).max(1_000).default([]),
      pins: typedPins,
    }),
    job,
  ),
  /** The backup codes and the emergency key of one account, as they stand in the file. */
  "import.revealRecovery": call(
    z.object({ importId: ImportId, index: z.number().int().nonnegative() }),
    z.object({ backupCodes: z.array(BackupCode), secretKey: z.string().optional() }),
  ),
  /** Forgets what was read. */
  "import.discard": call(z.object({ importId: ImportId }), nothing),

  /**
   * A job: asks where, writes all codes there, reads them back. Its result is `exported`. `lockPassphrase`: where there is
   * a lock, for files without protection.
   */
  "export.save": call(
    z.object({
      format: ExportFormat,
      passphrase: password.optional(),
      lockPassphrase: password.optional(),
    }),
    job,
  ),
  /** A job: a sheet with all codes and recovery things, not protected: printed, or saved as a PDF. Phases `drawing`, `waiting`. */
  "export.printAll": call(
    z.object({
      to: z.enum(["printer", "pdf"]),
      words: CodeSheetWords,
      lockPassphrase: password.optional(),
    }),
    job,
  ),
  /** The QR code of one entry, to link a phone. PNG. Where there is a lock, its passphrase is asked for again. */
  "export.revealPicture": call(z.object({ codeId: CodeId, lockPassphrase: password.optional() }), QrImage),
  /** The QR codes of all entries that Google Authenticator can take over. PNG. The lock's passphrase as above. */
  "export.revealMigration": call(
    z.object({ lockPassphrase: password.optional() }),
    z.object({ pictures: z.array(QrImage), leftOut: z.array(LeftOut) }),
  ),

  // ---- automatic encrypted backups; a version is restored as an import, by merge and with a preview
  "backup.get": call(nothing, BackupView),
  /**
   * A job: asks for a folder, makes the first backup there and opens it with the passphrase. Where they are on already, it
   * gives them another passphrase, in the same folder if `sameFolder` is set. Phases `waiting`, `deriving`, `writing`,
   * `checking`.
   */
  "backup.setUp": call(z.object({ passphrase: password, sameFolder: z.boolean() }), job),
  /** A job: asks for another folder and goes on there. */
  "backup.changeFolder": call(nothing, job),
  /** A job: makes one now, whether anything has changed or not. */
  "backup.runNow": call(nothing, job),
  "backup.setKept": call(z.object({ keep: VersionsKept }), nothing),
  /** No more are made; those that are there stay. */
  "backup.turnOff": call(nothing, nothing),
  /** Shows the folder in the system's file manager. */
  "backup.openFolder": call(nothing, nothing),
  /** The newest first; those of other installations in the same folder as well. */
  "backup.versions": call(nothing, z.array(BackupVersion)),
  /** A job as `import.chooseFiles`, with a backup of the folder; its result is an `import`. */
  "backup.openVersion": call(z.object({ versionId: VersionId }), job),
  /** Not now: the reminder comes again in a month, or with new codes. */
  "backup.dismissReminder": call(nothing, nothing),

  // ---- two-factor authentication at the provider
  "security.list": call(nothing, z.array(SecurityView)),
  /** Begins, or goes on; without `how` as it was begun, else in the best way that is open for the account. */
  "enrolment.start": call(z.object({ accountId: AccountId, how: EnrolmentHow.optional() }), EnrolmentView),
  "enrolment.get": call(z.object({ enrolmentId: EnrolmentId }), EnrolmentView),
  /** Does one thing of the current step. A refusal by the provider stands in `problem`, in place. */
  "enrolment.act": call(z.object({ enrolmentId: EnrolmentId, action: EnrolmentAction }), EnrolmentView),
  /** The QR code that the provider shows, as a picture, to be shown beside the step and linked with a phone. PNG. */
  "enrolment.revealPicture": call(
    z.object({ enrolmentId: EnrolmentId }),
    z.object({ png: anyBytes, width: z.number(), height: z.number() }),
  ),
  /** Copies the setup key of the current step to the clipboard, as the provider's `Copy code` does. */
  "enrolment.copySetupKey": call(z.object({ enrolmentId: EnrolmentId }), z.object({ clearsAt: z.number() })),
  /** Stops: nothing is switched on, what was kept so far stays kept. Refused after the last step. */
  "enrolment.stop": call(z.object({ enrolmentId: EnrolmentId }), nothing),
  /** What would be kept of pasted text in the present step: how many codes, and what is odd about them. */
  "enrolment.recognise": call(
    z.object({ enrolmentId: EnrolmentId, text: z.string().max(20_000) }),
    RecognisedCodes,
  ),
  /** A job: after the activation, logs in over IMAP and SMTP to see whether mail flows as before. */
  "enrolment.proveLogin": call(z.object({ enrolmentId: EnrolmentId }), job),
  /**
   * A job: after an activation that has cut mail programs off, lets them in again at the practice provider, has a password
   * made for Gatepost there, and signs in with it over IMAP and SMTP.
   */
  "enrolment.mailAgain": call(z.object({ enrolmentId: EnrolmentId }), job),
  /**
   * A job: takes what lies on the clipboard as the password that the provider has just made, tries it over IMAP and SMTP,
   * and keeps it then. `app-password-not-copied` if that cannot be one.
   */
  "enrolment.signInPasted": call(z.object({ enrolmentId: EnrolmentId }), job),
  /**
   * Makes the window narrow and keeps it on top, beside the user's own browser; false: as it was before. `onTop`: whether
   * the desktop lets it stay there, which Wayland does not.
   */
  "enrolment.float": call(z.object({ on: z.boolean() }), z.object({ onTop: z.boolean() })),
  /** Jobs that take a PDF in; their result is a `pdf`. It stays in the core's memory. */
  "recovery.choosePdf": call(nothing, job),
  "recovery.takePdf": call(z.object({ name: z.string().max(255), bytes: bytes(maxPdfBytes) }), job),
  /** A PDF that the user has taken from the provider's page: `page.takeDownload` comes first. */
  "recovery.takeDownload": call(z.object({ downloadId: z.string().max(64) }), job),
  /** The key that was read out of a PDF, to be compared with what the PDF shows. */
  "recovery.revealPdfKey": call(z.object({ pdfId: z.string().max(64) }), z.object({ key: z.string() })),
  /** Asks where, and saves. `saved` is false if the user changed their mind. */
  "recovery.savePdf": call(z.object({ pdfId: z.string().max(64) }), z.object({ saved: z.boolean() })),
  /** Asks in the system's dialog. `done` is false if the user changed their mind. */
  "recovery.printPdf": call(z.object({ pdfId: z.string().max(64) }), z.object({ done: z.boolean() })),
  /**
   * One page with everything that gets a person back in: printed, or saved as a PDF where the user chooses. `done` is
   * false if they changed their mind. The words are the page's; the core puts the facts beside them.
   */
  "recovery.printSheet": call(
    z.object({ accountId: AccountId, to: z.enum(["printer", "pdf"]), words: SheetWords }),
    z.object({ done: z.boolean() }),
  ),
  "recovery.revealBackupCodes": call(z.object({ accountId: AccountId }), z.array(BackupCode)),
  "recovery.markBackupCode": call(
    z.object({ accountId: AccountId, index: z.number().int().nonnegative(), used: z.boolean() }),
    nothing,
  ),
  "recovery.copyBackupCode": call(
    z.object({ accountId: AccountId, index: z.number().int().nonnegative() }),
    z.object({ clearsAt: z.number() }),
  ),

  // ---- what is kept to get back in, beside the code itself
  "kept.list": call(nothing, KeptOverview),
  "kept.renameAppPassword": call(
    z.object({ accountId: AccountId, appPasswordId: AppPasswordId, name: z.string().max(100) }),
    nothing,
  ),
  /** Forgets the note of one that is not in use. Nothing is changed at the provider. */
  "kept.forgetAppPassword": call(z.object({ accountId: AccountId, appPasswordId: AppPasswordId }), nothing),
  /** The person has revoked it at the provider (or has not, after all). Nothing is changed there. */
  "kept.markAppPassword": call(
    z.object({ accountId: AccountId, appPasswordId: AppPasswordId, revoked: z.boolean() }),
    nothing,
  ),
  /** The number that the provider has, as a note. An empty one takes the note away. */
  "kept.savePhone": call(z.object({ accountId: AccountId, phone: RecoveryPhone }), nothing),
  /** Reads backup codes out of pasted text and keeps them instead of the old ones: all of them, or nothing changes. */
  "kept.replaceBackupCodes": call(
    z.object({ accountId: AccountId, text: z.string().max(20_000) }),
    z.object({ count: z.number().int() }),
  ),
  /** What a backup has brought for addresses that are no accounts here yet. */
  "kept.waiting": call(nothing, z.array(WaitingView)),
  /** Removes what is kept for such an address, for good. */
  "kept.forgetWaiting": call(z.object({ accountId: AccountId }), nothing),
  "kept.revealSecretKey": call(z.object({ accountId: AccountId }), z.object({ key: z.string() })),
  "kept.copySecretKey": call(z.object({ accountId: AccountId }), z.object({ clearsAt: z.number() })),

  // ---- the provider's page inside Gatepost; `page.changed` tells how it stands
  "page.get": call(nothing, PageView),
  /** Shows a page of the account's provider. One that is open already for this account keeps its login. */
  "page.open": call(z.object({ accountId: AccountId, link: PageLink }), PageView),
  /** Says where in our window the page is to lie. It is kept out of the window's head, whatever is asked. */
  "page.place": call(PagePlace, nothing),
  /** `start`: the address that it was opened with. */
  "page.go": call(z.object({ to: z.enum(["back", "forward", "reload", "stop", "start"]) }), nothing),
  /** Gives the keyboard to the page; F6 or Escape in it gives it back. */
  "page.focus": call(nothing, nothing),
  /** A job: takes a picture of the page as it is on screen and looks for QR codes in it; its result is a `scan`. */
  "page.scan": call(nothing, job),
  /** Keeps the offered PDF in the core's memory for a few minutes, for the step that asks for it. */
  "page.takeDownload": call(z.object({ downloadId: z.string().max(64) }), nothing),
  "page.refuseDownload": call(z.object({ downloadId: z.string().max(64) }), nothing),
  /** Opens the address that the page was opened with in the system's browser. */
  "page.openOutside": call(nothing, nothing),
  /** Opens what stands in `blocked` in the system's browser, after the user has agreed. */
  "page.openBlocked": call(nothing, nothing),
  /** Takes `blocked` away. */
  "page.dismissBlocked": call(nothing, nothing),
  /** Closes the page and forgets everything that it has kept. */
  "page.close": call(nothing, nothing),

  // ---- leaving the program
  /** Opens a page of a provider in the system's browser; the core knows the address. */
  "links.openProvider": call(
    z.object({
      accountId: AccountId,
      // `web-alert`: the page that the server named with its last refusal, if it is one of the provider's own;
      // `practice-phone`: where a practice provider shows its text messages; real providers have none
      link: z.enum([...PageLink.options, "web-alert", "practice-phone"]),
    }),
    nothing,
  ),
  /** The same by what is known of a provider, without an account; a source by its place in the list. */
  "links.openKnown": call(
    z.object({
      providerId: z.string().max(64),
      link: z.union([KnownPage, z.object({ source: z.number().int().nonnegative() })]),
    }),
    nothing,
  ),
  /** Opens the link that `links.asked` told of, after the user has agreed. */
  "links.open": call(z.object({ linkToken: z.string().max(64) }), nothing),
} as const satisfies Record<string, Call<z.ZodType, z.ZodType>>;

export const events = {
  "app.changed": z.object({}),
  "settings.changed": z.object({}),
  "jobs.changed": JobView,
  "accounts.changed": z.object({}),
  "folders.changed": z.object({}),
  /** Rows of these folders changed, or these messages (a body came). */
  "messages.changed": z.object({ folderIds: z.array(FolderId), messageIds: z.array(MessageId) }),
  "drafts.changed": z.object({}),
  "outbox.changed": z.object({}),
  "codes.changed": z.object({}),
  "clock.changed": z.object({}),
  /** The lock of the authenticator opened or closed, or there is one or none from now on. */
  "lock.changed": z.object({}),
  "security.changed": z.object({}),
  /** a client id came or went */
  "oauth.changed": z.object({}),
  "backup.changed": z.object({}),
  "page.changed": PageView,
  /** The provider's page has come to rest: some time after it was loaded, or after somebody has touched it. */
  "page.rested": z.object({}),
  /** The keys for it were pressed, in whatever program: scan the screen and show what was found. */
  "scan.asked": z.object({}),
  /** A link in a message was clicked: ask the user, then `links.open`. `host` in Unicode and as it is on the wire. */
  "links.asked": z.object({ linkToken: z.string(), url: z.string(), host: z.string() }),
  /** Something went wrong in the background that a person should know, once. */
  "app.notice": z.object({ accountId: AccountId.optional(), error: ErrorView }),
} as const satisfies Record<string, z.ZodType>;

export type CallName = keyof typeof calls;
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]["input"]>;
export type CallOutput<Name extends CallName> = z.output<(typeof calls)[Name]["output"]>;
export type EventName = keyof typeof events;
export type EventData<Name extends EventName> = z.output<(typeof events)[Name]>;
export type AnyEvent = {
  readonly [Name in EventName]: { readonly name: Name; readonly data: EventData<Name> };
}[EventName];

/** What comes back over the bridge: data, never a thrown error. */
export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: ErrorView };

/** The two functions that the preload exposes as `window.gatepost`. */
export interface Bridge {
  call(name: string, input: unknown): Promise<Reply<unknown>>;
  on(listener: (event: AnyEvent) => void): () => void;
}
