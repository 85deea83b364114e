// The policy in one place: what a failed login of an account means for the logins after it, with what is known of the
// provider and of what happened before. The lines know only the server's words; here they are judged once more.
import { AppError } from "../../../shared/ipc/errors.ts";
import { refusedBy } from "../accounts/account-state.ts";
import { type ExplainInput, type Explanation, explain } from "./explain.ts";
import type { LoginHistory } from "./history.ts";
import { asksToSlowDown } from "./passing.ts";

export interface Judged {
  /** the same failure, or what the provider means by it: `login-refused` alone stops the automatic logins */
  readonly error: AppError;
  /** undefined where neither a server nor the way to it is to blame */
  readonly explanation: Explanation | undefined;
}

export function judgeFailure(
  error: AppError,
  known: { readonly provider: string | undefined; readonly history: LoginHistory },
): Judged {
  const { serverText, responseCode, host, port, webAlert } = error.detail;
  const text = `${textOf(serverText)}${webAlert === undefined ? "" : " [WEBALERT]"}`;
  const input: ExplainInput = {
    provider: known.provider,
    protocol: refusedBy(error),
    text,
    code: textOf(responseCode) || undefined,
    met: error.code,
    host: textOf(host) || undefined,
    port: typeof port === "number" ? port : undefined,
  };
  const said = explain(input);
  const explanation = explain({ ...input, history: known.history });
  if (said.cause === "unknown" && text === "") return { error, explanation: undefined };
  // What passes by itself at this provider is no refusal, whatever it sounds like elsewhere.
  if (error.code === "login-refused" && said.retry === "backoff") {
    const code = asksToSlowDown.has(said.cause) ? "login-throttled" : "server-unavailable";
    return { error: new AppError(code, error.detail, { cause: error }), explanation };
  }
  return { error, explanation };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
