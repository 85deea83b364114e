// The closed list of error codes. Every failure that may reach a person has a code here and a sentence in
// renderer/words; whatever is not on the list becomes `internal`, and its stack stays in the log of the core.
import { z } from "zod";

export const errorCodes = [
  // the door
  "internal",
  "forbidden",
  "bad-input",
  "not-found",
  "cancelled",
  "too-large",
  "busy",
  "shortcut-taken",
  "shortcut-refused",
  // keychain and store
  "keychain-locked",
  "keychain-missing",
  "keychain-unavailable",
  "keychain-refused",
  "keychain-changed",
  "keychain-file-foreign",
  "password-gone",
  "password-changed",
  "store-unreadable",
  "disk-full",
  "file-unreadable",
  "file-unwritable",
  // finding and reaching servers
  "address-invalid",
  "account-exists",
  "servers-not-found",
  "host-not-found",
  "connection-refused",
  "connection-timed-out",
  "connection-lost",
  "no-encryption",
  "certificate-untrusted",
  "server-answer-broken",
  "offline",
  // logging in
  "login-refused",
  "login-throttled",
  "host-paused",
  "server-unavailable",
  "sign-in-needed",
  // signing in with OAuth2
  "oauth-not-configured",
  "oauth-file-broken",
  "oauth-refused",
  "oauth-timed-out",
  "oauth-answer-invalid",
  "oauth-not-lasting",
  "oauth-token-too-long",
  "oauth-login-refused",
  // mail
  "message-gone",
  "message-malformed",
  "folder-missing",
  "server-refused",
  "over-quota",
  "recipient-invalid",
  "recipients-missing",
  "recipients-refused",
  "message-too-large",
  "message-refused",
  "sent-unknown",
  "attachment-missing",
  // authenticator
  "otpauth-not-a-code",
  "otpauth-field",
  "secret-missing",
  "secret-not-base32",
  "secret-too-short",
  "secret-gone",
  "code-exists",
  // the lock of the authenticator
  "locked",
  "lock-broken",
  "lock-passphrase-wrong",
  "lock-wait",
  // imports
  "unknown-format",
  "passphrase-needed",
  "wrong-passphrase",
  "newer-version",
  "bad-file",
  "pdf-unreadable",
  "nothing-to-export",
  "export-differs",
  "backup-folder-gone",
  "picture-unreadable",
  "picture-empty",
  "picture-too-large",
  "qr-not-found",
  "qr-not-otpauth",
  "clipboard-empty",
  "screen-unavailable",
  "camera-unavailable",
  // enrolment: the provider's refusals
  "enrolment-password-wrong",
  "enrolment-phone-invalid",
  "enrolment-sms-wrong",
  "enrolment-sms-expired",
  "enrolment-code-wrong",
  "enrolment-code-used",
  "enrolment-too-many-tries",
  "enrolment-session-expired",
  "enrolment-order",
  "enrolment-secret-not-stored",
  "enrolment-artefact-not-kept",
  "enrolment-unsupported",
  "app-password-not-copied",
  // what is kept to get back in
  "backup-codes-unreadable",
  // the provider's page
  "page-embedding-refused",
  "page-not-reached",
  "page-certificate-untrusted",
  "page-too-many-redirects",
  "page-crashed",
] as const;

export const ErrorCode = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** Facts for the sentence: names, ports, the server's own words. Never a secret, a message body or a path. */
export const ErrorDetail = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type ErrorDetail = z.infer<typeof ErrorDetail>;

export const ErrorView = z.object({ code: ErrorCode, detail: ErrorDetail });
export type ErrorView = z.infer<typeof ErrorView>;

/** An expected failure. Anything else that is thrown is a bug of ours. */
export class AppError extends Error {
  override readonly name = "AppError";

  constructor(
    readonly code: ErrorCode,
    readonly detail: ErrorDetail = {},
    options?: { readonly cause?: unknown },
  ) {
    super(code, options);
  }
}

/** For a `catch` that passes over what is expected: a bug goes on as it is. */
export function unlessExpected(failure: unknown): undefined {
  if (!(failure instanceof AppError)) throw failure;
}

/** What may be told of a failure: an AppError's code and detail, or `internal` with nothing. */
export function toErrorView(failure: unknown): ErrorView {
  return failure instanceof AppError
    ? { code: failure.code, detail: failure.detail }
    : { code: "internal", detail: {} };
}
