// What SMTP servers say, in the codes of the closed list. Pure: the words of a server come in, a code comes out.
import { AppError, type ErrorDetail } from "../../../shared/ipc/errors.ts";
import { explain, passingTrouble } from "../relogin/index.ts";
import { toConnectionError } from "./tls.ts";

export interface RefusedRecipient {
  readonly address: string;
  readonly serverText: string;
  /** `550 5.1.1` */
  readonly responseCode: string;
  /** a later try may succeed */
  readonly temporary: boolean;
}

/** The shape of nodemailer's errors, as far as it is used. */
interface SmtpFailure extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
  readonly recipient?: string;
  readonly rejected?: readonly string[];
  readonly rejectedErrors?: readonly SmtpFailure[];
  readonly originalCode?: string;
  /** of smtp-token.ts: what the server said of the token */
  readonly tokenStatus?: string;
}

export function smtpError(failure: unknown, where: ErrorDetail): AppError {
  if (failure instanceof AppError) return failure;
  if (!(failure instanceof Error)) return new AppError("connection-lost", where);
  const known = failure as SmtpFailure;
  const options = { cause: failure };
  if (!known.responseCode) return withoutAnswer(known, where);
  const detail = { ...where, ...answerOf(known) };
  if (known.code === "EAUTH") return loginError(known, detail);
  const recipients = refusedRecipients(known.rejectedErrors ?? []);
  if (recipients.length > 0)
    return new AppError("recipients-refused", { ...detail, ...recipientsDetail(recipients, []) }, options);
  const temporary = known.responseCode < 500;
  if (known.command === "CONN" || temporary)
    return new AppError("server-unavailable", { ...detail, temporary: true }, options);
  if (known.responseCode === 552 || /^5\d\d[ -]5\.3\.4/.test(known.response ?? ""))
    return new AppError("message-too-large", detail, options);
  return new AppError("message-refused", detail, options);
}

/** The names that a sentence needs, as one line each; `accepted` is left out where nobody was. */
export function recipientsDetail(
  refused: readonly RefusedRecipient[],
  accepted: readonly string[],
): ErrorDetail {
  return {
    recipients: refused.map((recipient) => recipient.address).join(", "),
    serverText: refused[0]?.serverText ?? "",
    responseCode: refused[0]?.responseCode ?? "",
    temporary: refused.every((recipient) => recipient.temporary),
    ...(accepted.length > 0 ? { accepted: accepted.join(", ") } : {}),
  };
}

export function refusedRecipients(errors: readonly unknown[]): readonly RefusedRecipient[] {
  return (errors as readonly SmtpFailure[]).map((error) => ({
    address: error.recipient ?? "",
    ...answerOf(error),
    temporary: (error.responseCode ?? 500) < 500,
  }));
}

function withoutAnswer(failure: SmtpFailure, where: ErrorDetail): AppError {
  const options = { cause: failure };
  if (failure.code === "ETIMEDOUT") return new AppError("connection-timed-out", where, options);
  if (failure.code === "EPROTOCOL") return new AppError("server-answer-broken", where, options);
  // A method that we do not speak, or a bare refusal without a code: nothing that a new password would mend.
  if (failure.code === "EAUTH")
    return new AppError("server-refused", { ...where, reason: "no-login" }, options);
  if (failure.originalCode === undefined) return new AppError("connection-lost", where, options);
  return toConnectionError(Object.assign(new Error("socket"), { code: failure.originalCode }), where);
}

/**
 * A refused login is only what the server says is one (5xx); "come back later" is no wrong password. RFC 4954 section 6:
 * 454 is temporary, 432 and 534 and 538 want something of the user, 530 and 535 refuse.
 */
function loginError(failure: SmtpFailure, detail: ErrorDetail): AppError {
  const options = { cause: failure };
  const code = failure.responseCode ?? 0;
  const text = `${failure.response ?? ""} ${failure.tokenStatus ?? ""}`;
  // Some servers refuse a password with 454, and some say "too many" when they want another kind of password.
  const explained = explain({ protocol: "smtp", text, code: String(code) });
  const aboutPassword = explained.countsAsRefusal && explained.confidence !== "possible";
  if (code >= 400 && aboutPassword) return new AppError("login-refused", detail, options);
  if (/too many|rate.?limit|throttl|simultaneous|temporar/i.test(text) || code === 421 || code === 454)
    return new AppError("login-throttled", { ...detail, temporary: true }, options);
  if (code >= 400 && code < 500 && code !== 432)
    return new AppError("server-unavailable", { ...detail, temporary: true }, options);
  if (code >= 500 && code <= 504)
    return new AppError("server-refused", { ...detail, reason: "no-login" }, options);
  const passes = passingTrouble("smtp", text, String(code));
  if (passes) return new AppError(passes, { ...detail, temporary: true }, options);
  return new AppError("login-refused", detail, options);
}

/** `535 5.7.8` and the words without it. SECURITY: text of a stranger: one line, cut short. */
function answerOf(failure: SmtpFailure): { readonly serverText: string; readonly responseCode: string } {
  const lines = (failure.response ?? "")
    .split("\n")
    .map((line) => /^(\d{3})[ -](?:(\d\.\d{1,3}\.\d{1,3})\s)?(.*)$/s.exec(line));
  const enhanced = lines.find((line) => line?.[2])?.[2];
  const words = lines.map((line) => line?.[3] ?? "").join(" ");
  return {
    responseCode: [failure.responseCode ?? "", enhanced ?? ""].filter((part) => part !== "").join(" "),
    serverText: `${words} ${failure.tokenStatus ?? ""}`
      .replaceAll(/[\p{Cc}\s]+/gu, " ")
      .trim()
      .slice(0, 500),
  };
}
