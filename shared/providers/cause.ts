// The closed list of causes for which a login is refused, named so that data, code, terminal and words mean the same.
// A joined name (`wrong_password_or_imap_disabled`) is used where the server's text cannot tell the two apart.
import { z } from "zod";

export const causes = [
  // the credential
  "wrong_password",
  "app_password_required",
  "wrong_password_or_app_password_required",
  "imap_disabled",
  "wrong_password_or_imap_disabled",
  "auth_failed_generic",
  "password_expired",
  "authorization_failed",
  // another way in is wanted
  "web_login_required",
  "basic_auth_disabled",
  "oauth_token_rejected",
  "oauth_refresh_rejected",
  "oauth_token_expired",
  "oauth_token_revoked",
  "consent_required",
  "admin_consent_required",
  // the operator or an administrator says no
  "smtp_auth_disabled",
  "blocked_by_policy",
  "account_blocked",
  "account_disabled",
  "session_refused",
  "privacy_required",
  "provider_reason",
  // a local program stands between us and the provider
  "bridge_not_running",
  "bridge_signed_out",
  // no server was asked: the line, or this computer's keychain
  "certificate_untrusted",
  "encryption_failed",
  "keychain_locked",
  "keychain_lost",
  "keychain_unavailable",
  // it passes
  "too_many_connections",
  "too_many_attempts",
  "throttled",
  "temporary",
  "network",
  "unknown",
] as const;

export const Cause = z.enum(causes);
export type Cause = z.infer<typeof Cause>;

/** The single causes behind a joined name, the likelier one first; a single cause stands for itself. */
export function partsOf(cause: Cause): readonly Cause[] {
  if (cause === "wrong_password_or_app_password_required") return ["app_password_required", "wrong_password"];
  if (cause === "wrong_password_or_imap_disabled") return ["imap_disabled", "wrong_password"];
  return [cause];
}
