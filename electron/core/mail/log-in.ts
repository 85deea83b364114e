// Logs in with what the account has now; an access token that the server takes no more is replaced once, in silence.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Cause } from "../../../shared/providers/cause.ts";
import type { Credential } from "../credential.ts";
import { explain } from "../relogin/index.ts";

/** `rejected`: a token that a server has just refused; another one is wanted. */
export type AskCredential = (accountId: string, rejected?: Credential) => Promise<Credential>;

/** Refusals that a newer token may mend. A policy, a lock or IMAP that is switched off stays what it is. */
const aboutToken: ReadonlySet<Cause> = new Set([
  "oauth_token_rejected",
  "oauth_refresh_rejected",
  "oauth_token_expired",
  "oauth_token_revoked",
  "wrong_password",
  "auth_failed_generic",
]);

/**
 * Runs `login` with the account's credential; a second time only if a token was refused that may have run out.
 * [Note: one refusal] A password, and a token that was got for this very login, is tried once.
 */
export async function logIn<Value>(
  ask: AskCredential,
  accountId: string,
  login: (credential: Credential) => Promise<Value>,
): Promise<Value> {
  const credential = await ask(accountId);
  try {
    return await login(credential);
  } catch (failure) {
    if (!mayHaveRunOut(credential, failure)) throw failure;
  }
  return login(await ask(accountId, credential));
}

function mayHaveRunOut(credential: Credential, failure: unknown): boolean {
  if (credential.kind !== "token" || credential.fresh === true) return false;
  if (!(failure instanceof AppError) || failure.code !== "login-refused") return false;
  const { protocol, serverText, responseCode } = failure.detail;
  const { cause } = explain({
    protocol: protocol === "smtp" ? "smtp" : "imap",
    text: String(serverText ?? ""),
    code: responseCode === undefined ? undefined : String(responseCode),
  });
  return aboutToken.has(cause);
}
