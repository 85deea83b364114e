// For each error code: what happened, and what to do. Facts from the error's detail are filled in where they are known.
import type { ErrorCode, ErrorDetail } from "../../../shared/ipc/errors.ts";
import { isolated } from "../../../shared/isolated.ts";
import { Cause } from "../../../shared/providers/cause.ts";
import { fileSize } from "../dates.ts";
import { fieldNames, fieldReasons } from "./fields.ts";
import { byReason, noCamera, noScreen, unreadablePicture } from "./no-pictures.ts";
import { relogin } from "./relogin.ts";

export interface ErrorSentence {
  readonly says: string;
  readonly todo: string;
}

type Describe = (detail: ErrorDetail) => ErrorSentence;

/** A fact as text, or `otherwise`. */
function fact(detail: ErrorDetail, name: string, otherwise: string): string {
  const value = detail[name];
  return value === undefined || value === "" ? otherwise : String(value);
}

/** A fact that is a number of bytes. */
function size(detail: ErrorDetail, name: string): string {
  const value = detail[name];
  return typeof value === "number" ? fileSize(value) : fact(detail, name, "");
}

/** `the IMAP server imap.example.org, port 993`, as far as it is known. */
function server(detail: ErrorDetail): string {
  const protocol = detail.protocol;
  const kind = protocol === "imap" ? "IMAP server" : protocol === "smtp" ? "SMTP server" : "server";
  const host = fact(detail, "host", "");
  const port = fact(detail, "port", "");
  return `the ${kind}${host === "" ? "" : ` ${host}`}${port === "" ? "" : `, port ${port}`}`;
}

/** ` “notes.txt”`, if the name is known. */
const named = (detail: ErrorDetail) => (detail.name === undefined ? "" : ` “${fact(detail, "name", "")}”`);

/** Seconds to wait, as a person says it. */
function waiting(detail: ErrorDetail): string {
  const seconds = Number(detail.seconds);
  if (seconds === 1) return "one second";
  if (seconds < 100) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

const start = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);
const always = (says: string, todo: string): Describe => {
  const sentence = { says, todo };
  return () => sentence;
};
const said = (detail: ErrorDetail) => {
  const text = fact(detail, "serverText", "");
  return text === "" ? "" : ` It said: “${text}”`;
};

function fieldName(detail: ErrorDetail): string {
  const field = fact(detail, "field", "");
  return fieldNames[field] ?? (field === "" ? "one of the entries" : `“${field}”`);
}

const refused: Describe = (detail) => ({
  says: `${start(server(detail))} refused the user name or the password.${said(detail)}`,
  todo: "Check both and try again. If two-factor authentication is on at your provider, it may want an app password here; some providers also want IMAP to be switched on first.",
});

/** Where the core has named the cause: that, whose words it is read from, and what helps against it. */
function refusedFor(detail: ErrorDetail): ErrorSentence | undefined {
  const cause = Cause.safeParse(detail.cause);
  const todo = cause.success ? relogin.next(cause.data, detail.credential === "app-password") : undefined;
  if (!cause.success || todo === undefined) return undefined;
  const named = relogin.reasons[cause.data](fact(detail, "provider", relogin.provider));
  const reason = detail.confidence === "possible" ? relogin.likeliest(named) : named;
  const text = fact(detail, "serverText", "");
  const words = text === "" ? "" : ` ${start(server(detail))} said: “${text}”`;
  return { says: `${start(reason)}.${words}`, todo };
}

export const errors: Readonly<Record<ErrorCode, Describe>> = {
  locked: always(
    "The authenticator is locked.",
    "Open the authenticator and unlock it with its passphrase; then try again.",
  ),
  "lock-broken": always(
    "The authenticator cannot be unlocked: your system’s keychain does not hold the key of its lock as Gatepost wrote it.",
    "Open the authenticator: it says what happened and what to do.",
  ),
  "lock-passphrase-wrong": (detail) => ({
    says: "That is not the passphrase of the lock.",
    todo:
      detail.seconds === undefined
        ? "Look whether Caps Lock is on, and try again."
        : `Look whether Caps Lock is on. You can try again in ${waiting(detail)}.`,
  }),
  "lock-wait": (detail) => ({
    says: "There were several wrong passphrases.",
    todo:
      detail.seconds === undefined
        ? "After a while you can try again. Nothing is lost meanwhile."
        : `You can try again in ${waiting(detail)}. Nothing is lost meanwhile.`,
  }),
  internal: always(
    "Something went wrong inside Gatepost.",
    "Nothing was lost. Try again; if it happens again, the log in Gatepost’s folder tells more.",
  ),
  forbidden: always("This is not allowed.", "Close the window and open it again."),
  "bad-input": (detail) => ({
    says: `Gatepost cannot use ${fieldName(detail)} as it was typed.`,
    todo: "Correct it and try again.",
  }),
  "not-found": always(
    "That is no longer there.",
    "It may have been removed meanwhile; look at the list again.",
  ),
  cancelled: always("It was cancelled.", "Start it again whenever you like."),
  "too-large": (detail) => ({
    says:
      detail.together === true
        ? "The attachments together are too large."
        : detail.name === undefined
          ? "That is too large."
          : `The file${named(detail)} is too large.`,
    todo: `Choose a smaller one${detail.limit === undefined ? "" : ` (at most ${size(detail, "limit")})`}.`,
  }),
  "shortcut-taken": always(
    "Another program already has these keys.",
    "Choose others, or take them from that program first.",
  ),
  "shortcut-refused": (detail) => ({
    says: "This desktop gives programs no keys that work everywhere.",
    todo: `In its own keyboard settings set keys for the command “gatepost ${fact(detail, "command", "")}”: it does the same.`,
  }),
  busy: always("Gatepost is still busy with the last one.", "Wait until it has ended, or cancel it."),

  "keychain-locked": always(
    "Your system’s keychain is locked, so Gatepost cannot reach the passwords and codes in it.",
    "Unlock the keychain, then try again. Your password is not the problem.",
  ),
  "keychain-missing": always(
    "No system keychain was found on this computer.",
    "Start your keychain service (on Linux: gnome-keyring or KWallet), then try again. Your password is not the problem.",
  ),
  "keychain-unavailable": always(
    "Your system’s keychain does not answer.",
    "If a window asks for the keychain’s password, answer it; else sign in to your desktop again. Then try again. Your password is not the problem.",
  ),
  "keychain-refused": always(
    "The system’s keychain did not keep what was written.",
    "Check that the keychain is unlocked and that the disk is not full, then try again.",
  ),
  "keychain-changed": always(
    "Another program has changed what Gatepost keeps in your system’s keychain.",
    "Gatepost does not use it, and writes nothing over it. Restore the keychain, or bring it back from a backup.",
  ),
  "keychain-file-foreign": always(
    "This file does not hold the key to the mail that is stored here.",
    "Choose the file that was made with this folder of Gatepost. Nothing has been changed.",
  ),
  "password-gone": always(
    "The password of this account is no longer in your system’s keychain.",
    "Restore the keychain, or sign in again with the password. Your mail and your changes are kept.",
  ),
  "password-changed": always(
    "Another program has changed the password of this account in your system’s keychain.",
    "Gatepost sends it to no server. Sign in again with the password. Your mail and your changes are kept.",
  ),
  "store-unreadable": always(
    "The mail stored on this computer cannot be read.",
    "Restore Gatepost’s folder from a backup. Your mail on the servers is not affected.",
  ),
  "disk-full": always(
    "The disk is full.",
    "Free some space, then try again. Nothing that was stored is lost.",
  ),
  "file-unreadable": (detail) => ({
    says: `The file${named(detail)} could not be read.`,
    todo: "Check that it is still there and that you may read it, or choose another.",
  }),
  "file-unwritable": (detail) => ({
    says: `The file${named(detail)} could not be written.`,
    todo: "Choose another folder, or check that you may write there.",
  }),

  "address-invalid": (detail) => ({
    says: `“${fact(detail, "address", "This")}” is not an email address.`,
    todo: "Type a whole address, for example ann@example.org.",
  }),
  "account-exists": (detail) => ({
    says: `${fact(detail, "address", "This account")} is already in Gatepost.`,
    todo: "Open it under Mail, or change its servers under Settings.",
  }),
  "servers-not-found": (detail) => ({
    says: `No servers were found for ${fact(detail, "domain", fact(detail, "address", "this address"))}.`,
    todo: "Check the address, or set the servers up by hand with the names from your provider’s help pages.",
  }),
  "host-not-found": (detail) => ({
    says: `There is no server called ${fact(detail, "host", "that")}${protocolNote(detail)}.`,
    todo: "Check the spelling of the server’s name and your network connection.",
  }),
  "connection-refused": (detail) => ({
    says: `${start(server(detail))} does not accept connections.`,
    todo: "Check the port. Usual are 993 for IMAP and 465 or 587 for SMTP.",
  }),
  "connection-timed-out": (detail) => ({
    says: `${start(server(detail))} did not answer in time.`,
    todo: "Check the server’s name and port, your network, and any firewall, then try again.",
  }),
  "connection-lost": (detail) => ({
    says: `The connection to ${server(detail)} broke off.`,
    todo: "Check your network and try again. Nothing was lost.",
  }),
  "no-encryption": (detail) => ({
    says: `${start(server(detail))} offers no encryption that Gatepost accepts, so the password was not sent.`,
    todo: "Choose the other kind of security (TLS or STARTTLS) with its port, or ask the provider. Gatepost never signs in without encryption.",
  }),
  "certificate-untrusted": (detail) => ({
    says: `The identity of ${server(detail)} could not be verified.`,
    todo:
      detail.reason === "pin-changed"
        ? "Its certificate is another one than the one you trusted. Ask whoever runs the server whether it was renewed before you trust the new one."
        : "Check the server’s name. Trust its certificate only if you know why it is a private one.",
  }),
  "server-answer-broken": (detail) => ({
    says: `${start(server(detail))} gave an answer that is not ${detail.protocol === "smtp" ? "SMTP" : detail.protocol === "imap" ? "IMAP" : "understandable"}.`,
    todo: "Check the server and the port: it may be another service, or it may have stopped in the middle. Then try again.",
  }),
  offline: always(
    "There is no network connection.",
    "You can go on reading and writing; Gatepost sends your changes when the network is back.",
  ),

  "login-refused": (detail) => refusedFor(detail) ?? refused(detail),
  "login-throttled": (detail) => ({
    says: `${start(server(detail))} asks to wait before the next sign-in.`,
    todo: "Wait a few minutes, then try again. This does not mean that the password is wrong.",
  }),
  "host-paused": (detail) => ({
    says: `Gatepost spares ${server(detail)} for a while: it asked another of your accounts there to wait.${said(detail)}`,
    todo: "It goes on by itself. This does not mean that a password is wrong.",
  }),
  "server-unavailable": (detail) => ({
    says: `${start(server(detail))} cannot serve right now.`,
    todo: "Try again later. This does not mean that the password is wrong.",
  }),
  "sign-in-needed": always(
    "The account has to sign in again first.",
    "Choose “Sign in again” above the message list. Your changes are kept until then.",
  ),

  "oauth-not-configured": (detail) => ({
    says:
      detail.secret === true
        ? `The client secret for ${fact(detail, "name", "this provider")} is no longer in your system’s keychain.`
        : `Gatepost is not registered at ${fact(detail, "name", "this provider")} on this computer: there is no client ID.`,
    todo:
      detail.secret === true
        ? "Enter it again under Settings, “Client IDs”, then sign in. The client ID itself is still there."
        : "Enter one under Settings, “Client IDs”; how to register stands beside the form. Where the provider gives app passwords, one of those works without it.",
  }),
  "oauth-file-broken": (detail) => ({
    says: `The file oauth.json in Gatepost’s folder cannot be used${detail.field === undefined ? "" : `: look at “${fact(detail, "field", "")}”`}.`,
    todo: "Correct it as docs/oauth.md describes, then try again.",
  }),
  "oauth-refused": (detail) => ({
    says: `${oauthReason(detail)}${said(detail)}`,
    todo: "Start again and agree on the provider’s page, or ask your administrator if the page says so.",
  }),
  "oauth-timed-out": (detail) => ({
    says: `No answer of ${fact(detail, "name", "the provider")} came in time.`,
    todo: "Start again; the page in the browser waits for you for five minutes.",
  }),
  "oauth-answer-invalid": (detail) => ({
    says: `The answer of ${fact(detail, "name", "the provider")} does not fit the question, so Gatepost did not use it.`,
    todo: "Start again. If it happens again, somebody may be interfering with your browser or network.",
  }),
  "oauth-not-lasting": (detail) => ({
    says: `${fact(detail, "name", "The provider")} gave a permission for this moment only.`,
    todo: "Start again. If it happens again, the registration of the client ID has to allow offline access.",
  }),
  "oauth-token-too-long": always(
    "The provider’s permission is too long for your system’s keychain.",
    "Nothing was changed. Sign in with an app password if the provider has them.",
  ),
  "oauth-login-refused": (detail) => ({
    says: `The provider gave its permission, but ${server(detail)} refused the sign-in.${said(detail)}`,
    todo: "Make sure that you choose the account with exactly this address in the browser, and that IMAP is switched on at the provider. Nothing was changed.",
  }),

  "message-gone": always(
    "This message is no longer on the server.",
    "It may have been moved or deleted by another program.",
  ),
  "message-malformed": always(
    "This message is damaged and cannot be shown in full.",
    "What could be read is shown. Ask the sender to send it again if something is missing.",
  ),
  "folder-missing": (detail) => ({
    says: `The folder${detail.role === undefined && detail.name === undefined ? "" : ` “${fact(detail, "name", fact(detail, "role", ""))}”`} is not on the server.`,
    todo: "Make it on the provider’s web page, or choose another folder.",
  }),
  "server-refused": (detail) => ({
    says: `The server refused this.${said(detail)}`,
    todo: "Nothing was lost. Try again, or read the server’s own words.",
  }),
  "over-quota": always(
    "Your mailbox is full.",
    "Delete or move some messages, empty the trash, then try again.",
  ),
  "recipient-invalid": (detail) => ({
    says: `“${fact(detail, "recipient", fact(detail, "address", "One recipient"))}” is not an email address.`,
    todo: "Correct it, then send again.",
  }),
  "recipients-missing": always(
    "The message has no recipient.",
    "Type at least one address into To, Cc or Bcc.",
  ),
  "recipients-refused": (detail) => ({
    says: `The server refused ${fact(detail, "recipients", fact(detail, "recipient", "a recipient"))}.${said(detail)}`,
    todo:
      detail.accepted === undefined
        ? "Check the address, then send again. The message was not sent to anybody."
        : `Check the address, then send again: it will go only to them. ${fact(detail, "accepted", "The others")} got the message.`,
  }),
  "message-too-large": (detail) => ({
    says: `The message is larger than the server takes${detail.limit === undefined ? "" : ` (${size(detail, "limit")})`}.`,
    todo: "Remove an attachment, then send again.",
  }),
  "message-refused": (detail) => ({
    says: `The server did not take the message.${said(detail)}`,
    todo: "The draft is kept. Change it as the server asks, then send again.",
  }),
  "sent-unknown": always(
    "The connection broke at the moment of sending; the message may have been sent.",
    "Look into Sent or ask the recipient before you send it again.",
  ),
  "attachment-missing": (detail) => ({
    says: `The attachment${named(detail)} is no longer there.`,
    todo: "Attach the file again.",
  }),

  "otpauth-not-a-code": always(
    "This is not a code for an authenticator.",
    "An authenticator code begins with otpauth://. Copy it from the page where two-factor authentication is set up.",
  ),
  "otpauth-field": (detail) => ({
    says: `The code has a problem with ${fieldName(detail)}: it ${fieldReasons[fact(detail, "reason", "")] ?? "cannot be used"}${detail.value === undefined ? "" : ` (${fact(detail, "value", "")})`}.`,
    todo: "Copy it again from the provider, or enter it by hand.",
  }),
  "secret-missing": always(
    "The secret key is missing.",
    "Type it as the provider shows it: letters A to Z and digits 2 to 7.",
  ),
  "secret-not-base32": (detail) => ({
    says:
      detail.digit === undefined
        ? `The secret key contains a character that cannot be in one${detail.position === undefined ? "" : `, at place ${fact(detail, "position", "")}`}.`
        : `The secret key contains the digit ${fact(detail, "digit", "")} at place ${fact(detail, "position", "")}, which cannot be in one. Probably it is ${fact(detail, "meant", "a letter")}.`,
    todo: "It has only the letters A to Z and the digits 2 to 7.",
  }),
  "secret-too-short": always(
    "The secret key is too short.",
    "Check that all of it was copied; usual are 16 to 52 characters.",
  ),
  "secret-gone": always(
    "The secret is no longer in your system’s keychain.",
    "Restore the keychain, or set the entry up again at the provider.",
  ),
  "code-exists": (detail) => ({
    says: `This code is already in Gatepost${detail.issuer === undefined ? "" : `, as “${isolated(fact(detail, "issuer", ""))}”`}.`,
    todo: "There is nothing to do.",
  }),
  "nothing-to-export": always(
    "There is no code that could be exported.",
    "Add a code first; one whose secret has gone from the keychain cannot be exported.",
  ),
  "export-differs": always(
    "What was written could not be read back as it should be, so it was thrown away.",
    "Try again, in another folder or in another format.",
  ),
  "backup-folder-gone": always(
    "The folder of your backups is not there.",
    "Plug in the drive, or sign in to the service, that it lies on; or choose another folder under Backups.",
  ),
  "unknown-format": always(
    "Gatepost does not know this kind of file.",
    "Choose the file that the other authenticator has exported. A list of the formats is under “Import from another app”.",
  ),
  "passphrase-needed": always(
    "This file is protected by a passphrase.",
    "Type the passphrase that was set when it was exported.",
  ),
  "wrong-passphrase": always(
    "The passphrase does not fit, or the file is damaged.",
    "Type the passphrase that was set when the file was exported; upper and lower case matter, blanks too.",
  ),
  "newer-version": (detail) => ({
    says: `This file is of version ${fact(detail, "version", "")}, which is newer than this Gatepost knows (${fact(detail, "newest", "")}).`,
    todo: "Update Gatepost, or export again in an older format or without a passphrase.",
  }),
  "bad-file": (detail) =>
    detail.format === "google-migration"
      ? {
          says: "The QR code of this export is damaged, or not whole.",
          todo: "Export again on the phone, then scan what it shows.",
        }
      : detail.reason === "account-bound"
        ? {
            says: "This export can be opened only by Bitwarden itself, in the account it comes from.",
            todo: "Export again there and choose “Password protected”, or JSON without protection.",
          }
        : detail.reason === "empty"
          ? { says: "The file is empty.", todo: "Export again, then choose the new file." }
          : {
              says: "The file is damaged, or not quite what its beginning says it is.",
              todo: "Export again in the other program, then choose the new file.",
            },
  "pdf-unreadable": ({ reason }) => ({
    says:
      reason === "locked"
        ? "This PDF is locked with a password."
        : reason === "no-pdf"
          ? "This file is no PDF."
          : "This PDF could not be read.",
    todo: "Choose the PDF that the provider gave you, or paste the key itself.",
  }),
  "picture-unreadable": unreadablePicture,
  "picture-empty": always("The picture is empty.", "Save it again, or take a new screenshot."),
  "picture-too-large": (detail) =>
    detail.unit === "memory"
      ? {
          says: "Unpacking the picture takes more memory than Gatepost gives to a picture.",
          todo: "Cut out the part with the QR code, or save the picture as PNG, then try again.",
        }
      : {
          says:
            detail.width === undefined
              ? "The picture is too large."
              : `The picture is too large: ${fact(detail, "width", "")} × ${fact(detail, "height", "")} pixels.`,
          todo: "Cut out the part with the QR code; 20 MB and 40 megapixels are the limits.",
        },
  "qr-not-found": always(
    "No QR code was found in the picture.",
    "Make sure that the whole code with its white edge is visible and not too small, then try again.",
  ),
  "qr-not-otpauth": always(
    "The QR code is not one for an authenticator.",
    "Use the code from the page where two-factor authentication is set up.",
  ),
  "clipboard-empty": always(
    "There is no picture, no file and no code in the clipboard.",
    "Copy the picture with the QR code, a file, or the otpauth:// link, then try again.",
  ),
  "camera-unavailable": ({ why }) => byReason(noCamera, why),
  "screen-unavailable": ({ why }) => byReason(noScreen, why),

  "enrolment-password-wrong": always(
    "The provider did not accept the password.",
    "Type the password of the email account itself, then try again.",
  ),
  "enrolment-phone-invalid": always(
    "The provider did not accept this phone number.",
    "Type a mobile number with its country code, for example +49 151 23456789.",
  ),
  "enrolment-sms-wrong": always(
    "This is not the code from the text message.",
    "Look at the newest message and type its code.",
  ),
  "enrolment-sms-expired": always("The code from the text message is no longer valid.", "Ask for a new one."),
  "enrolment-code-wrong": always(
    "The provider did not accept the six digits.",
    "Wait for the next code and type that one. If it fails again, check this computer’s clock: codes depend on the time.",
  ),
  "enrolment-code-used": always(
    "These six digits have been used already.",
    "Wait for the next code; each is accepted only once.",
  ),
  "enrolment-too-many-tries": (detail) => ({
    says: "The provider counted too many tries.",
    todo:
      detail.retryAfterSeconds === undefined
        ? "Wait a few minutes, then try again."
        : `Wait ${Math.max(1, Math.ceil(Number(detail.retryAfterSeconds) / 60))} minutes, then try again.`,
  }),
  "enrolment-session-expired": always(
    "The provider has ended the session.",
    "Type the password again; what was done so far is kept.",
  ),
  "enrolment-order": always(
    "The provider is at another step.",
    "Gatepost has looked again; go on with the step that is shown now.",
  ),
  "enrolment-secret-not-stored": always(
    "The secret could not be kept in your system’s keychain.",
    "Unlock the keychain, then try again. Two-factor authentication is not on yet.",
  ),
  "enrolment-artefact-not-kept": always(
    "What gets you back in if you lose the code has not been saved.",
    "Save it first; without it you could lock yourself out.",
  ),
  "enrolment-unsupported": always(
    "Gatepost does not know how to do this at this provider yet.",
    "Switch it on at the provider’s web page and scan the QR code under Authenticator.",
  ),

  "app-password-not-copied": always(
    "What lies on the clipboard cannot be a password for a program.",
    "Copy the password on the provider’s page, then press the button again. Nothing was sent.",
  ),
  "backup-codes-unreadable": always(
    "No list of backup codes was found in this text. The old ones are kept.",
    "Copy only the codes from the provider’s page and paste them again, one a line.",
  ),

  "page-embedding-refused": (detail) => ({
    says: `${fact(detail, "provider", "This provider")} does not let its pages be shown inside another program.`,
    todo: "Use your own browser for its pages; Gatepost’s steps stay beside it.",
  }),
  "page-not-reached": (detail) => ({
    says: `The page of ${fact(detail, "host", "the provider")} could not be reached${unreached[fact(detail, "reason", "")] ?? ""}.`,
    todo: "Check your network connection, then load the page again.",
  }),
  "page-certificate-untrusted": (detail) => ({
    says: `The identity of ${fact(detail, "host", "the page’s server")} could not be verified, so its page is not shown.`,
    todo: "Enter nothing there, in another browser neither. Check the date of this computer and try another network; ask the provider if it goes on.",
  }),
  "page-too-many-redirects": (detail) => ({
    says: `${fact(detail, "host", "The provider")} led from one page to the next without end.`,
    todo: "Begin again at the first page; if it happens again, use your own browser.",
  }),
  "page-crashed": always(
    "The provider’s page broke down.",
    "Load it again. What you have done in Gatepost is kept; the page may ask you to log in again.",
  ),
};

/** Why a page was not reached, as the end of a sentence. */
const unreached: Readonly<Record<string, string>> = {
  name: ": there is no server of that name",
  refused: ": the server does not accept connections",
  "timed-out": ": the server did not answer in time",
  lost: ": the connection broke off",
  offline: ": there is no network connection",
};

function oauthReason(detail: ErrorDetail): string {
  const cause = Cause.safeParse(detail.cause);
  const name = fact(detail, "name", "The provider");
  if (cause.success && cause.data === "consent_required") return `${name} was not given your consent.`;
  return cause.success && cause.data !== "unknown"
    ? `${relogin.reasons[cause.data](name)}.`
    : `${name} did not give Gatepost a permission.`;
}

function protocolNote(detail: ErrorDetail): string {
  const protocol = detail.protocol;
  return protocol === "imap" ? " (for IMAP)" : protocol === "smtp" ? " (for SMTP)" : "";
}
