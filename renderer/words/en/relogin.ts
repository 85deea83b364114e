// Words of signing in again: why a login was refused, and what to do. One heading for each cause of core/relogin.
import type { SignInStep, Wants } from "../../../shared/models/account.ts";
import type { Cause } from "../../../shared/providers/cause.ts";

type Named = (provider: string) => string;
const fixed =
  (text: string): Named =>
  () =>
    text;

const reasons: Record<Cause, Named> = {
  wrong_password: (provider) => `${provider} does not accept the password`,
  app_password_required: (provider) => `${provider} wants an application-specific password`,
  wrong_password_or_app_password_required: (provider) =>
    `${provider} does not accept this password; it may want one made for mail programs`,
  imap_disabled: (provider) => `POP3/IMAP access is switched off at ${provider}`,
  wrong_password_or_imap_disabled: (provider) =>
    `${provider} refused the login: POP3/IMAP access is off, or the password is not right`,
  auth_failed_generic: (provider) => `${provider} refused the login and does not say why`,
  password_expired: fixed("The password has expired"),
  authorization_failed: (provider) => `${provider} knows the password, but not for this user name`,
  web_login_required: (provider) => `${provider} wants you to log in on the web first`,
  basic_auth_disabled: (provider) => `${provider} takes no passwords from mail programs any more`,
  oauth_token_rejected: (provider) => `${provider} no longer accepts the permission that was given`,
  oauth_refresh_rejected: (provider) =>
    `${provider} does not renew the permission that was given: it has run out, or was taken back`,
  oauth_token_expired: (provider) => `The permission that ${provider} gave has run out`,
  oauth_token_revoked: (provider) => `The permission at ${provider} was taken back`,
  consent_required: (provider) => `${provider} wants your consent again`,
  admin_consent_required: fixed("Your organisation’s administrator must consent"),
  smtp_auth_disabled: fixed("Sending is switched off for this mailbox"),
  blocked_by_policy: fixed("A rule of your organisation forbids this login"),
  account_blocked: (provider) => `${provider} has locked this account`,
  account_disabled: (provider) => `${provider} has switched this account off`,
  session_refused: (provider) => `${provider} accepted the login and then refused the mailbox`,
  bridge_not_running: (provider) => `The bridge program of ${provider} is not running on this computer`,
  bridge_signed_out: (provider) => `The bridge program of ${provider} is signed out, or has another password`,
  certificate_untrusted: fixed("The server’s certificate is not trusted"),
  encryption_failed: fixed("No encrypted connection to the server could be made"),
  keychain_locked: fixed("The keychain is locked"),
  keychain_lost: fixed("The password is no longer in the keychain"),
  keychain_unavailable: fixed("The keychain does not answer"),
  privacy_required: fixed("The server wants an encrypted connection"),
  provider_reason: (provider) => `${provider} refused the login for a reason of its own`,
  too_many_connections: fixed("Too many connections at once"),
  too_many_attempts: fixed("Too many logins in a short time"),
  throttled: fixed("The server asked for a pause"),
  temporary: fixed("The server has a passing problem"),
  network: fixed("The server cannot be reached"),
  unknown: (provider) => `${provider} refused the login`,
};

const askAdministrator = "Ask whoever administers your mailbox. Your password is not the problem.";
const signInThere = "Sign in on the provider’s own page. No password helps here.";
const askSupport =
  "Log in on the provider’s page, or ask its support. Further tries from here only make it worse.";

/** What helps against a cause, in a sentence or two; nothing where the cause says no more than that it was refused. */
const next: Partial<Record<Cause, string>> = {
  app_password_required:
    "Make an app password at the provider, and paste it here instead of your own password.",
  wrong_password_or_app_password_required:
    "With two-factor authentication on, make an app password at the provider and paste it here; without it, check what you typed.",
  imap_disabled: "Switch it on in the provider’s settings, then try again. The password may well be right.",
  wrong_password_or_imap_disabled:
    "Look first whether POP3/IMAP access is on in the provider’s settings; then check what you typed.",
  password_expired: "Choose a new one on the provider’s page, then type it here.",
  authorization_failed: "Check the user name: it must be the one that the password belongs to.",
  web_login_required: "Log in on the provider’s page in your browser, do what it asks, then try again.",
  basic_auth_disabled: signInThere,
  oauth_token_rejected: signInThere,
  oauth_refresh_rejected: signInThere,
  oauth_token_expired: signInThere,
  oauth_token_revoked: signInThere,
  consent_required: signInThere,
  admin_consent_required: askAdministrator,
  smtp_auth_disabled: askAdministrator,
  blocked_by_policy: askAdministrator,
  account_blocked: askSupport,
  account_disabled: askSupport,
  privacy_required: "Check the servers: they must be reached with TLS or STARTTLS.",
  provider_reason: "The server’s own words say what it wants; its help pages may say more.",
  bridge_signed_out: "Sign in to the bridge program, and copy the password that it shows for mail programs.",
};

const steps: Record<SignInStep["kind"], { readonly title: string; readonly text: string }> = {
  "switch-on-imap": {
    title: "Switch POP3/IMAP access on again",
    text: "Some providers switch it off when two-factor authentication goes on. Until it is on again, every password is refused.",
  },
  "make-app-password": {
    title: "Make an application-specific password",
    text: "A password for Gatepost alone. It is shown only once: copy it at once.",
  },
  paste: {
    title: "Paste it here",
    text: "Gatepost tries it for receiving and for sending. Only if both work does it replace the old one.",
  },
  "type-password": {
    title: "Type the password",
    text: "Gatepost tries it for receiving and for sending. Only if both work does it replace the old one.",
  },
  "sign-in-with-oauth": {
    title: "Sign in on the provider’s page",
    text: "Your browser opens the provider’s own page. Gatepost never sees your password; it is given a permission that you can take back there at any time.",
  },
  "web-login": {
    title: "Log in on the web",
    text: "Do there what the provider asks for, then come back.",
  },
  wait: {
    title: "Wait a little",
    text: "Your password is not the problem. Gatepost tries again by itself.",
  },
  contact: {
    title: "Ask the provider or your administrator",
    text: "Tell them the server’s own words, which stand above.",
  },
  "check-servers": {
    title: "Look at the server settings",
    text: "Choose “Edit” at the account under Settings: the server’s name, port and kind of encryption must be those that the provider names.",
  },
  "check-user-name": {
    title: "Look at the user name",
    text: "Choose “Edit” at the account under Settings. The user name must be the one that the password belongs to; the provider knows whether that is the whole address.",
  },
  "start-bridge": {
    title: "Start the bridge program",
    text: "Mail of this provider comes through a program of its own on this computer. Start it; Gatepost then connects by itself.",
  },
  "sign-in-to-bridge": {
    title: "Sign in to the bridge program",
    text: "Open it, see that your account is signed in there, and copy the password that it shows for mail programs.",
  },
};

const openLinks = {
  "imap-switch": "Open the POP3/IMAP settings",
  "app-password": "Open application-specific passwords",
  security: "Open the security settings",
  help: "Open the provider’s help",
  "web-login": "Open the login page",
  "web-alert": "Open the page that the server names",
};

const time = (at: number) => new Date(at).toLocaleTimeString([], { timeStyle: "short" });
const day = (at: number) => new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });

const triedWhat = { password: "a password", "app-password": "an app password", oauth: "the provider’s page" };

const count = (number: number, one: string, many: string) =>
  number === 1 ? `One ${one}` : `${number} ${many}`;

export const relogin = {
  /** `isAppPassword`: what was tried looks like one */
  next: (cause: Cause, isAppPassword: boolean): string | undefined =>
    cause === "app_password_required" && isAppPassword
      ? "What was tried looks like an app password, but it is not one that counts now. Make a new one at the provider, and paste it whole."
      : next[cause],
  /** of several reasons that are possible; `reason` is one of `reasons` */
  likeliest: (reason: string) =>
    `The likeliest reason: ${reason.replace(/^(The|Too|No|Sending|A|Your)\b/, (word) => word.toLowerCase())}`,
  region: "Sign in again",
  of: (address: string) => `Sign in again to ${address}`,
  provider: "the provider",
  reasons,
  protocol: {
    imap: "The login was refused when receiving mail (IMAP). Gatepost has stopped all logins of this account, also for sending, so that the provider does not lock it.",
    oauth:
      "The provider no longer lets Gatepost in with the permission that it gave. Gatepost has stopped all logins of this account until you sign in again.",
    smtp: "The login was refused when sending mail (SMTP). Gatepost has stopped all logins of this account, also for receiving, so that the provider does not lock it.",
  },
  kept: "Everything is still here: you can read, search and write. What you change or send waits and is done afterwards.",
  confidence: {
    certain: "",
    likely: "This is the likely reason; the server does not say it outright.",
    possible: "The server’s answer leaves several reasons open.",
  },
  possible: "What it may be, the likeliest first",
  possibleHint:
    "Choose what fits; the steps below follow. Signing in decides: only a password that both servers take replaces the old one.",
  facts: {
    acceptedAt: (at: number) => `The stored password was accepted until ${day(at)}.`,
    twoFactorSince: (at: number) => `Two-factor authentication has been on since ${day(at)}.`,
    twoFactorOn: "Two-factor authentication is on.",
  },
  responseCode: (code: string) => `Code: ${code}`,
  tries: "What you have tried",
  tried: (at: number, credential: Wants) => `${time(at)}, ${triedWhat[credential]}:`,
  changes: {
    same: "the server gave the same answer as before, so it may not be about the password.",
    other: "the server gave another answer than before.",
    further: "receiving (IMAP) is accepted now; sending (SMTP) was refused.",
  },
  steps,
  digits: "The six digits",
  digitsLocked:
    "They are locked with the authenticator. Unlock it with the passphrase of its lock to see them.",
  digitsHint: "If a page of the provider asks for the six digits of this account:",
  stepList: "What to do",
  menuPath: "There:",
  openLinks,
  appPassword: "App password",
  appPasswordHint: "As the provider shows it; blanks that are only there to be read do not matter.",
  newPassword: "New password",
  needed: "Paste or type it first.",
  submit: "Check and sign in",
  working: "Signing in",
  phases: {
    "checking-imap": "Trying to receive (IMAP)…",
    "checking-smtp": "Trying to send (SMTP)…",
    saving: "Putting it into the keychain…",
  } as Readonly<Record<string, string>>,
  failed: {
    imap: "Receiving (IMAP) was refused; sending was not tried.",
    smtp: "Receiving (IMAP) works; sending (SMTP) was refused.",
  },
  triedBoth: "It was tried as you typed it, and without its blanks.",
  withoutBlanks: "It was refused as you typed it, and accepted without its blanks.",
  unchanged: "Nothing was changed: what the keychain holds is as it was.",
  signedIn: "Signed in. Mail flows again.",
  signedInFor: {
    password: "IMAP and SMTP accepted the new password. It is in your keychain.",
    oauth: "IMAP and SMTP accepted the provider’s permission. It is in your keychain.",
  },
  replayed: (number: number) => `${count(number, "change was", "changes were")} carried out on the server.`,
  replaying: (number: number) =>
    `${count(number, "change or message still waits", "changes or messages still wait")}…`,
  sent: (number: number) => `${count(number, "waiting message was", "waiting messages were")} sent.`,
  toMail: "To your mail",
  fine: "This account is signed in",
  looking: "Looking at the account…",
};
