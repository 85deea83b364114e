// Asks a person's permission at the provider: the system's browser goes there, comes back to a port of this computer,
// and what it brings is changed into tokens. Keeps nothing; the caller tries the tokens and stores them.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { JobControl } from "../jobs.ts";
import type { Platform } from "../platform.ts";
import type { Secret } from "../secret.ts";
import type { OauthBinding } from "./binding.ts";
import type { ReadyTarget } from "./configuration.ts";
import { openLoopback } from "./loopback.ts";

/** A permission as it was given, not stored yet. */
export interface Grant {
  readonly binding: OauthBinding;
  readonly refresh: Secret;
  readonly access: Secret;
  /** milliseconds since 1970 */
  readonly expiresAt: number;
}

/** Milliseconds that a person may take in the browser. */
const patience = 5 * 60_000;

export interface AuthoriseParts {
  readonly platform: Pick<Platform, "openAddress">;
  readonly now: () => number;
  readonly patience?: number;
}

/**
 * Phases `browser` and `exchanging`. Throws `oauth-refused`, `oauth-timed-out`, `cancelled`,
 * `oauth-answer-invalid`, `oauth-not-lasting` (no refresh token came), and what reaching the token endpoint can throw.
 */
export async function authorise(
  parts: AuthoriseParts,
  target: ReadyTarget,
  address: string,
  control: JobControl,
): Promise<Grant> {
  // Not at every start of the program: few accounts need the library.
  const { beginAuthorization, finishAuthorization } = await import("./protocol.ts");
  const loopback = await openLoopback();
  try {
    const begun = await beginAuthorization(target, loopback.redirectUri, address);
    const answered = loopback.answer(begun.state, parts.patience ?? patience, control.signal);
    // If the browser cannot be opened nobody waits for the answer any more.
    answered.catch(() => undefined);
    control.report("browser");
    await parts.platform.openAddress(begun.address);
    const answer = await answered;
    control.report("exchanging");
    const tokens = await finishAuthorization(target, begun, answer, control.signal);
    if (!tokens.refresh) throw new AppError("oauth-not-lasting", { name: target.name });
    return {
      binding: bindingOf(target),
      refresh: tokens.refresh,
      access: tokens.access,
      expiresAt: parts.now() + tokens.lifetime,
    };
  } catch (failure) {
    throw failure instanceof AppError && failure.code.startsWith("oauth-")
      ? new AppError(failure.code, { name: target.name, ...failure.detail }, { cause: failure })
      : failure;
  } finally {
    loopback.close();
  }
}

function bindingOf(target: ReadyTarget): OauthBinding {
  const { providerId, issuer, tokenUrl, scopes, client } = target;
  return { providerId, issuer, tokenUrl, clientId: client.clientId, scopes: [...scopes] };
}
