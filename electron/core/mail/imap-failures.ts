// Says what a failed IMAP login or command was: whether the password was refused, or a network, a throttled or an
// overloaded server is to blame. What a server's words mean is known in relogin/ alone.
import { AppError, type ErrorDetail } from "../../../shared/ipc/errors.ts";
import { explain, passingTrouble } from "../relogin/index.ts";
import { tokenStatus } from "./token-answer.ts";

/** What imapflow hangs on its errors, as far as it is read here. */
interface LibraryError extends Error {
  readonly code?: string;
  readonly authenticationFailed?: boolean;
  readonly serverResponseCode?: string;
  readonly responseText?: string;
  /** the whole line, where the library made the error itself (Exchange's "authenticated but not connected") */
  readonly response?: unknown;
  readonly responseStatus?: string;
  readonly reason?: string;
  readonly mailboxMissing?: boolean;
  readonly throttleReset?: number;
  /** what the server said of a refused token, as parsed JSON */
  readonly oauthError?: unknown;
}

/**
 * What a login that failed after the connection stood means. `lines` are the server's own lines during the login; a
 * WEBALERT (Gmail) stands only there. Detail: protocol, host, port, serverText and, where given, responseCode,
 * webAlert, retryAfter (milliseconds).
 */
export function loginFailure(failure: unknown, where: ErrorDetail, lines: readonly string[] = []): AppError {
  if (failure instanceof AppError) return failure;
  const error = failure as LibraryError;
  const line = typeof error.response === "string" ? error.response : "";
  const serverText = cleanText(
    `${error.responseText ?? (line || error.reason) ?? ""} ${tokenStatus(error.oauthError)}`,
  );
  const detail: Record<string, string | number | boolean> = { ...where };
  if (serverText) detail.serverText = serverText;
  if (error.serverResponseCode) detail.responseCode = cleanText(error.serverResponseCode, 60);
  const webAlert = lines.map((line) => /\[WEBALERT ([^\]\s]{1,500})\]/i.exec(line)?.[1]).find(Boolean);
  if (webAlert) detail.webAlert = cleanText(webAlert);
  const options = { cause: failure };

  if (error.code === "ETHROTTLE") {
    if (error.throttleReset !== undefined) detail.retryAfter = error.throttleReset;
    return new AppError("login-throttled", detail, options);
  }
  const code = (error.serverResponseCode ?? "").toUpperCase();
  const passes = passingCodes[code] ?? said(serverText, code);
  if (passes) return new AppError(passes, detail, options);
  if (error.authenticationFailed) {
    // No server was asked: LOGINDISABLED, or no method in common.
    if (error.responseStatus === undefined && !serverText && !error.serverResponseCode)
      return notAsked(detail, lines, options);
    return new AppError("login-refused", detail, options);
  }
  // The server said goodbye, and why.
  if (error.reason) return new AppError("server-unavailable", detail, options);
  // It speaks, but what it says is no greeting: most often another service on this port.
  if (error.code === "GREETING_TIMEOUT" && lines.length > 0)
    return new AppError("server-answer-broken", { ...where, reason: "greeting" }, options);
  return commandFailure(failure, where);
}

/**
 * The password was not even shown. Where the server takes tokens alone that is a definite no to passwords, in its own
 * words: what it offers.
 */
function notAsked(detail: ErrorDetail, lines: readonly string[], options: ErrorOptions): AppError {
  const offered = lines.findLast((line) => /\bCAPABILITY .*\bIMAP4/i.test(line)) ?? "";
  const serverText = (offered.match(/\b(LOGINDISABLED|AUTH=[\w-]{1,40})\b/gi) ?? []).join(" ");
  const { cause } = explain({ protocol: "imap", text: serverText });
  return cause === "basic_auth_disabled"
    ? new AppError("login-refused", { ...detail, serverText }, options)
    : new AppError("server-refused", detail, options);
}

/** RFC 5530: these are never a word on the password, whatever the text says. */
const passingCodes: Readonly<Record<string, "login-throttled" | "server-unavailable">> = {
  LIMIT: "login-throttled",
  INUSE: "login-throttled",
  UNAVAILABLE: "server-unavailable",
  SERVERBUG: "server-unavailable",
};

function said(serverText: string, code: string): "login-throttled" | "server-unavailable" | undefined {
  return serverText || code ? passingTrouble("imap", serverText, code || undefined) : undefined;
}

const lost = new Set([
  "NoConnection",
  "EConnectionClosed",
  "StateLogout",
  "ClosedAfterConnectText",
  "ClosedAfterConnectTLS",
  "ECONNRESET",
  "EPIPE",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_WRITE_AFTER_END",
  "ERR_STREAM_PREMATURE_CLOSE",
]);
const timedOut = new Set(["ETIMEOUT", "ETIMEDOUT", "CONNECT_TIMEOUT", "GREETING_TIMEOUT", "UPGRADE_TIMEOUT"]);
const broken = new Set([
  "LineTooLarge",
  "LiteralTooLarge",
  "ResponseTooLarge",
  "TooManyTokens",
  "TooManyResponses",
  "MAX_IMAP_NESTING_REACHED",
  "UnexpectedTag",
  "MissingTag",
  "InvalidResponse",
  "ResponseProcessingFailed",
  "DownloadOverflow",
  "DownloadIncomplete",
]);

/** What a failed command after the login means. AppErrors pass through. */
export function commandFailure(failure: unknown, where: ErrorDetail): AppError {
  if (failure instanceof AppError) return failure;
  const error = failure as LibraryError;
  const options = { cause: failure };
  const code = error.code ?? "";
  if (lost.has(code)) return new AppError("connection-lost", where, options);
  if (timedOut.has(code)) return new AppError("connection-timed-out", where, options);
  if (broken.has(code) || code.startsWith("ParserError"))
    return new AppError("server-answer-broken", { ...where, reason: code }, options);
  if (code === "ETHROTTLE") return new AppError("server-unavailable", where, options);
  const serverText = cleanText(error.responseText ?? "");
  const responseCode = cleanText(error.serverResponseCode ?? "", 60).toUpperCase();
  const detail = {
    ...where,
    ...(serverText ? { serverText } : {}),
    ...(responseCode ? { responseCode } : {}),
  };
  if (error.mailboxMissing || responseCode === "NONEXISTENT" || responseCode === "TRYCREATE")
    return new AppError("folder-missing", detail, options);
  if (responseCode === "OVERQUOTA" || /over ?quota|quota exceeded/i.test(serverText))
    return new AppError("over-quota", detail, options);
  if (["UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "THROTTLED"].includes(responseCode))
    return new AppError("server-unavailable", detail, options);
  if (error.responseStatus === "NO" || error.responseStatus === "BAD")
    return new AppError("server-refused", detail, options);
  // Anything else that a socket threw in the middle: the connection is gone.
  if (/^E[A-Z]+$/.test(code)) return new AppError("connection-lost", where, options);
  return new AppError("server-answer-broken", { ...where, reason: code }, options);
}

/** After these the connection is of no more use. */
export function endsConnection(failure: unknown): boolean {
  return (
    !(failure instanceof AppError) ||
    ["connection-lost", "connection-timed-out", "server-answer-broken", "offline"].includes(failure.code)
  );
}

/** SECURITY: a server's words are shown to a person: one line, no control or direction characters, of bounded length. */
export function cleanText(text: string, limit = 500): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
    .trim()
    .slice(0, limit);
}
