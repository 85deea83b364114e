// What an authorisation or a refresh that failed means, in the codes of the closed list. Reads the shape of the
// library's errors; must not let a token or a code into an error.
import { AppError, type ErrorDetail } from "../../../shared/ipc/errors.ts";
import { cleanText } from "../mail/imap-failures.ts";
import { explain, passingTrouble } from "../relogin/index.ts";
import type { Secret } from "../secret.ts";

interface Context {
  readonly endpoint: { readonly tokenUrl: string };
  /** authorise: a person waits for it · refresh: nobody does */
  readonly doing: "authorise" | "refresh";
  /** what must not stand in a server's words */
  readonly secrets: readonly Secret[];
}

/** What is read of an error of oauth4webapi. */
interface LibraryError extends Error {
  readonly code?: string;
  readonly error?: string;
  readonly error_description?: string | null;
}

/**
 * `oauth-refused` (authorise) and `login-refused` (refresh) with `serverText`, `responseCode` and, for the first, its
 * `cause`; `oauth-answer-invalid` if `state` or `iss` is another one; passing trouble as such; what the line throws.
 */
export function oauthFailure(failure: unknown, context: Context): AppError {
  if (failure instanceof AppError) return failure;
  const url = new URL(context.endpoint.tokenUrl);
  const where = { protocol: "oauth", host: url.hostname, port: Number(url.port || 443) };
  const known = failure as LibraryError;
  if (known.error) return refusal(known.error, known.error_description ?? "", where, context);
  if (known.code === "OAUTH_INVALID_RESPONSE") return new AppError("oauth-answer-invalid", where);
  const status = statusOf(failure);
  if (status === 429) return new AppError("login-throttled", where);
  if (status >= 500) return new AppError("server-unavailable", where);
  return new AppError("server-answer-broken", where, { cause: failure });
}

function refusal(error: string, description: string, where: ErrorDetail, context: Context): AppError {
  // SECURITY: a stranger's text; a server that repeats what it was sent does not get it into our store.
  const said = context.secrets.reduce(
    (text, secret) => text.replaceAll(secret.reveal(), "…"),
    description === "" ? error : `${error}: ${description}`,
  );
  const serverText = cleanText(said);
  const detail = { ...where, serverText, responseCode: cleanText(error, 60) };
  const passing = passingTrouble("oauth", serverText);
  if (passing) return new AppError(passing, detail);
  if (context.doing === "refresh") return new AppError("login-refused", detail);
  return new AppError("oauth-refused", {
    ...detail,
    cause: explain({ protocol: "oauth", text: serverText }).cause,
  });
}

/** The library hangs the response on what it could not read. */
function statusOf(failure: unknown): number {
  const cause = failure instanceof Error ? failure.cause : undefined;
  if (cause instanceof Response) return cause.status;
  const inner =
    typeof cause === "object" && cause !== null && "response" in cause ? cause.response : undefined;
  return inner instanceof Response ? inner.status : 0;
}
