// Words of signing in again: why a login was refused, and what to do. One heading for each cause of core/relogin.
import type { SignInStep } from "../../../shared/models/account.ts";
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
  oauth_refresh_rejected: (provider) => `${provider} has withdrawn the permission that was given`,
  consent_required: (provider) => `${provider} wants your consent again`,
  admin_consent_required: fixed("Your organisation’s administrator must consent"),
  smtp_auth_disabled: fixed("Sending is switched off for this mailbox"),
  blocked_by_policy: fixed("A rule of your organisation forbids this login"),
  account_blocked: (provider) => `${provider} has locked this account`,
  account_disabled: (provider) => `${provider} has switched this account off`,
  session_refused: (provider) => `${provider} accepted the login and then refused the mailbox`,
  privacy_required: fixed("The server wants an encrypted connection"),
  provider_reason: (provider) => `${provider} refused the login for a reason of its own`,
  too_many_connections: fixed("Too many connections at once"),
  too_many_attempts: fixed("Too many logins in a short time"),
  throttled: fixed("The server asked for a pause"),
  temporary: fixed("The server has a passing problem"),
  network: fixed("The server cannot be reached"),
  unknown: (provider) => `${provider} refused the login`,
};

const alternatives: Partial<Record<Cause, string>> = {
  wrong_password: "the password is not right",
  app_password_required: "a password made for mail programs is needed",
  imap_disabled: "POP3/IMAP access is switched off",
  basic_auth_disabled: "passwords are not taken at all",
  account_disabled: "the account is switched off",
  account_blocked: "the account is locked",
  blocked_by_policy: "a rule of the organisation forbids it",
  too_many_attempts: "there were too many logins",
  oauth_refresh_rejected: "the permission was withdrawn",
  privacy_required: "the connection must be encrypted",
};

const steps: Record<SignInStep["kind"], { readonly title: string; readonly text: string }> = {
  "switch-on-imap": {
    title: "Switch POP3/IMAP access on again",
    text: "The provider has switched it off. Until it is on, every password is refused.",
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
    text: "Tell them the server’s own words, below.",
  },
};

const openLinks = {
  "imap-switch": "Open the POP3/IMAP settings",
  "app-password": "Open application-specific passwords",
  security: "Open the security settings",
  help: "Open the provider’s help",
  "web-login": "Open the login page",
};

const count = (number: number, one: string, many: string) =>
  number === 1 ? `One ${one}` : `${number} ${many}`;

export const relogin = {
  region: "Sign in again",
  of: (address: string) => `Sign in again to ${address}`,
  provider: "The provider",
  reasons,
  protocol: {
    imap: "The login was refused when receiving mail (IMAP). Gatepost has stopped all logins of this account, also for sending, so that the provider does not lock it.",
    smtp: "The login was refused when sending mail (SMTP). Gatepost has stopped all logins of this account, also for receiving, so that the provider does not lock it.",
  },
  kept: "Everything is still here: you can read, search and write. What you change or send waits and is done afterwards.",
  confidence: {
    certain: "",
    likely: "This is the likely reason; the server does not say it outright.",
    possible: "The server’s answer leaves several reasons open.",
  },
  alternatives,
  mayBe: (list: string) => `It may also be that ${list}.`,
  or: " or ",
  steps,
  stepList: "What to do",
  menuPath: "There:",
  openLinks,
  appPassword: "App password",
  appPasswordHint: "As the provider shows it; blanks at its ends do not matter.",
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
  oldKept: "The old password is still in the keychain; nothing was changed.",
  signedIn: "Signed in. Mail flows again.",
  signedInFor: "IMAP and SMTP accepted the new password. It is in your keychain.",
  replayed: (number: number) => `${count(number, "change was", "changes were")} carried out on the server.`,
  replaying: (number: number) =>
    `${count(number, "change or message still waits", "changes or messages still wait")}…`,
  sent: (number: number) => `${count(number, "waiting message was", "waiting messages were")} sent.`,
  toMail: "To your mail",
  fine: "This account is signed in",
  fineText: "Nothing is to be done here.",
  looking: "Looking at the account…",
};
