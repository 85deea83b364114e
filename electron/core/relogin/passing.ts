// Whether an answer to a login passes by itself, in whatever language it is said: the mail sessions ask this before
// they call a login refused, so that they and the page that explains it never differ.
import type { Cause } from "../../../shared/providers/cause.ts";
import { explain } from "./explain.ts";
import type { LoginProtocol } from "./server-answer.ts";

export const asksToSlowDown: ReadonlySet<Cause> = new Set<Cause>([
  "too_many_connections",
  "too_many_attempts",
  "throttled",
]);

/** The error code for it, or undefined if the answer is (or may be) a word on the credential. */
export function passingTrouble(
  protocol: LoginProtocol,
  text: string,
  code?: string,
): "login-throttled" | "server-unavailable" | undefined {
  const { cause, retry } = explain({ protocol, text, code });
  if (retry !== "backoff") return undefined;
  return asksToSlowDown.has(cause) ? "login-throttled" : "server-unavailable";
}
