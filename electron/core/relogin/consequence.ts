// What follows from a cause: may the program try again by itself, does it count as a refused login, what is to be done.
import type { Cause } from "../../../shared/providers/cause.ts";

export interface Consequence {
  /** never: not with this credential · after-user: once the user has done something · backoff: by itself, later */
  readonly retry: "never" | "after-user" | "backoff";
  /** the credential was refused: automatic logins stop. What passes, and what is no word on the credential, does not. */
  readonly countsAsRefusal: boolean;
  readonly action:
    | "type-password"
    | "make-app-password"
    | "make-app-password-or-type-password"
    | "switch-on-imap"
    | "switch-on-imap-or-type-password"
    | "check-user-name"
    | "log-in-on-the-web"
    | "sign-in-with-oauth"
    | "refresh-token"
    | "ask-administrator"
    | "contact-provider"
    | "use-encryption"
    | "start-bridge"
    | "sign-in-to-bridge"
    | "look-at-certificate"
    | "unlock-keychain"
    | "repair-keychain"
    | "close-connections-and-wait"
    | "wait"
    | "read-the-answer";
}

const refused = (action: Consequence["action"], retry: Consequence["retry"] = "after-user"): Consequence => ({
  retry,
  countsAsRefusal: true,
  action,
});
const passes = (action: Consequence["action"]): Consequence => ({
  retry: "backoff",
  countsAsRefusal: false,
  action,
});
/** Nothing was said about the credential, and trying again changes nothing until a person has done something. */
const notAsked = (action: Consequence["action"]): Consequence => ({
  retry: "after-user",
  countsAsRefusal: false,
  action,
});

// [Note: never loop] One refused login stops IMAP, SMTP and IDLE of the account: repeated ones lock accounts and get
// addresses banned. So nothing here that counts as a refusal is ever retried by the program itself.
const consequences: Readonly<Record<Cause, Consequence>> = {
  wrong_password: refused("type-password"),
  app_password_required: refused("make-app-password"),
  wrong_password_or_app_password_required: refused("make-app-password-or-type-password"),
  imap_disabled: refused("switch-on-imap"),
  wrong_password_or_imap_disabled: refused("switch-on-imap-or-type-password"),
  auth_failed_generic: refused("type-password"),
  password_expired: refused("type-password"),
  authorization_failed: refused("check-user-name"),
  web_login_required: refused("log-in-on-the-web"),
  basic_auth_disabled: refused("sign-in-with-oauth", "never"),
  oauth_token_rejected: refused("refresh-token"),
  oauth_refresh_rejected: refused("sign-in-with-oauth"),
  oauth_token_expired: refused("sign-in-with-oauth"),
  oauth_token_revoked: refused("sign-in-with-oauth"),
  consent_required: refused("sign-in-with-oauth"),
  admin_consent_required: refused("ask-administrator"),
  smtp_auth_disabled: refused("ask-administrator"),
  blocked_by_policy: refused("ask-administrator"),
  account_blocked: refused("contact-provider"),
  account_disabled: refused("contact-provider"),
  privacy_required: { retry: "never", countsAsRefusal: false, action: "use-encryption" },
  provider_reason: refused("read-the-answer"),
  session_refused: passes("ask-administrator"),
  bridge_not_running: passes("start-bridge"),
  bridge_signed_out: refused("sign-in-to-bridge"),
  certificate_untrusted: notAsked("look-at-certificate"),
  encryption_failed: notAsked("use-encryption"),
  keychain_locked: passes("unlock-keychain"),
  keychain_lost: notAsked("type-password"),
  keychain_unavailable: passes("repair-keychain"),
  too_many_connections: passes("close-connections-and-wait"),
  too_many_attempts: passes("wait"),
  throttled: passes("wait"),
  temporary: passes("wait"),
  network: passes("wait"),
  unknown: { retry: "after-user", countsAsRefusal: false, action: "read-the-answer" },
};

export function consequenceOf(cause: Cause): Consequence {
  return consequences[cause];
}
