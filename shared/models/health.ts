// How the logins of an account have gone: what was accepted and refused last, in the server's own words, and the last
// things that happened. Times are milliseconds since 1970. Never a secret.
import { z } from "zod";
import { AccountId, AccountState, LoginProtocol, Wants } from "./account.ts";

/**
 * accepted: a server took the login · failed: the line, the server or the keychain was in the way · refused: a definite
 * no · tried: a person tried another credential · renewed: a new credential is in the keychain
 */
export const HealthEvent = z.object({
  kind: z.enum(["accepted", "failed", "refused", "tried", "renewed"]),
  /** the first and the last time that just this happened, and how often */
  at: z.number(),
  lastAt: z.number(),
  times: z.number().int().positive(),
  protocol: LoginProtocol.optional(),
  /** an error code of shared/ipc/errors.ts */
  code: z.string().optional(),
  /** a cause of shared/providers/cause.ts */
  cause: z.string().optional(),
  /** the server's own words, one line, cut short */
  serverText: z.string().optional(),
  responseCode: z.string().optional(),
  /** of a try: what was typed, and how its answer differs from the one before (`further`: IMAP took it, SMTP did not) */
  credential: Wants.optional(),
  change: z.enum(["same", "other", "further"]).optional(),
});
export type HealthEvent = z.infer<typeof HealthEvent>;

export const LastRefusal = z.object({
  at: z.number(),
  protocol: LoginProtocol,
  cause: z.string(),
  confidence: z.enum(["certain", "likely", "possible"]),
  /** the single causes that are possible, the likeliest first */
  possible: z.array(z.string()),
  serverText: z.string(),
  responseCode: z.string().optional(),
});
export type LastRefusal = z.infer<typeof LastRefusal>;

export const AccountHealth = z.object({
  accountId: AccountId,
  address: z.string(),
  providerName: z.string().optional(),
  state: AccountState,
  acceptedAt: z.object({ imap: z.number().optional(), smtp: z.number().optional() }),
  /** also after it was mended */
  refusal: LastRefusal.optional(),
  /** newest first */
  events: z.array(HealthEvent),
});
export type AccountHealth = z.infer<typeof AccountHealth>;
