// Puts beside a refused try what it means: the cause, whose word it is, and what was tried. For the note under the form,
// which must say the same as the page around it. Pure.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Wants } from "../../../shared/models/account.ts";
import type { Provider } from "../../../shared/providers/provider.ts";
import { refusedBy } from "../accounts/account-state.ts";
import { explain } from "./explain.ts";
import type { LoginHistory } from "./history.ts";

/** detail.cause (of shared/providers/cause.ts), detail.confidence, detail.provider (its name), detail.credential; other failures pass through. */
export function withCause(
  failure: AppError,
  known: {
    readonly provider: Provider | undefined;
    readonly credential: Wants;
    readonly history?: LoginHistory | undefined;
  },
): AppError {
  if (failure.code !== "login-refused") return failure;
  const { serverText, responseCode } = failure.detail;
  const { cause, confidence } = explain({
    provider: known.provider?.id,
    protocol: refusedBy(failure),
    text: typeof serverText === "string" ? serverText : "",
    code: typeof responseCode === "string" ? responseCode : undefined,
    history: known.history,
  });
  const { provider, credential } = known;
  return new AppError(
    failure.code,
    { ...failure.detail, cause, confidence, credential, ...(provider ? { provider: provider.name } : {}) },
    { cause: failure },
  );
}
