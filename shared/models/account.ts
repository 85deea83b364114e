// A mail account as the page may see it: addresses, servers and state, never a password.
import { z } from "zod";

export const AccountId = z.string().min(1).max(64);
export const Security = z.enum(["tls", "starttls"]);
export type Security = z.infer<typeof Security>;

export const Server = z.object({
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65535),
  security: Security,
  userName: z.string().min(1).max(320),
});
export type Server = z.infer<typeof Server>;

export const Servers = z.object({ imap: Server, smtp: Server });
export type Servers = z.infer<typeof Servers>;

/** A certificate that the user trusts for exactly one host and port; `sha256` is lower-case hex of the DER. */
export const Pin = z.object({
  host: z.string(),
  port: z.number().int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Pin = z.infer<typeof Pin>;

export const Protocol = z.enum(["imap", "smtp"]);
export type Protocol = z.infer<typeof Protocol>;

/** It has happened for the first time and may well pass by itself: nobody is told yet. */
const quiet = z.boolean().optional();
/** Who refused a login: a mail server, or the provider that gives out tokens. */
export const LoginProtocol = z.enum(["imap", "smtp", "oauth"]);
export type LoginProtocol = z.infer<typeof LoginProtocol>;

/** Where an account stands. Times are milliseconds since 1970. */
export const AccountState = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ok"), since: z.number() }),
  z.object({ kind: z.literal("connecting"), since: z.number() }),
  z.object({
    kind: z.literal("offline"),
    since: z.number(),
    retryAt: z.number().optional(),
    reason: z.string().optional(),
    quiet,
  }),
  z.object({
    kind: z.literal("sign-in-needed"),
    since: z.number(),
    protocol: LoginProtocol,
    serverText: z.string(),
  }),
  z.object({
    kind: z.literal("throttled"),
    since: z.number(),
    retryAt: z.number(),
    serverText: z.string(),
    /** it was another account at the same host that was asked to slow down; this one waits with it */
    withOthers: z.boolean().optional(),
    quiet,
  }),
  z.object({
    kind: z.literal("error"),
    since: z.number(),
    code: z.string(),
    serverText: z.string(),
    retryAt: z.number().optional(),
    quiet,
  }),
]);
export type AccountState = z.infer<typeof AccountState>;

export const AccountView = z.object({
  id: AccountId,
  name: z.string(),
  address: z.string(),
  /** id of an entry in shared/providers, if the provider is known */
  providerId: z.string().optional(),
  servers: Servers,
  pins: z.array(Pin),
  signsInWith: z.enum(["password", "oauth"]),
  state: AccountState,
  /** the first sync, or a long catch-up: messages known of messages on the server */
  sync: z.object({ done: z.number(), total: z.number() }).optional(),
  /** queued actions and unsent messages that wait for the server */
  waiting: z.number(),
});
export type AccountView = z.infer<typeof AccountView>;

export const ServerSource = z.enum(["provider", "autoconfig", "srv", "practice", "by-hand"]);
export type ServerSource = z.infer<typeof ServerSource>;

/** A step of signing in again, in the order in which the provider wants them. */
export const SignInStep = z.object({
  kind: z.enum([
    "switch-on-imap",
    "make-app-password",
    "paste",
    "type-password",
    "sign-in-with-oauth",
    "web-login",
    "wait",
    "contact",
    "check-servers",
    "check-user-name",
    "start-bridge",
    "sign-in-to-bridge",
  ]),
  /** the provider's own menu path and instructions, in its words; may be empty */
  menuPath: z.array(z.string()),
  instructions: z.array(z.string()),
  /** `links.openProvider` opens it; the core knows the address */
  link: z.enum(["imap-switch", "app-password", "security", "help", "web-login", "web-alert"]).optional(),
});
export type SignInStep = z.infer<typeof SignInStep>;

/** What an account logs in with, as a person knows it; oauth: at the provider's own page. */
export const Wants = z.enum(["password", "app-password", "oauth"]);
export type Wants = z.infer<typeof Wants>;
const Confidence = z.enum(["certain", "likely", "possible"]);

/** One cause that a refused login may have, and what is to be done if it is this one. */
export const PossibleCause = z.object({
  /** a cause of shared/providers/cause.ts, never a joined one; words has a sentence for each */
  cause: z.string(),
  wants: Wants,
  steps: z.array(SignInStep),
});
export type PossibleCause = z.infer<typeof PossibleCause>;

/** A sign-in that a person tried after the refusal. */
export const RefusedTry = z.object({
  at: z.number(),
  credential: Wants,
  /** the one that did not let us in; `change` says `further` where IMAP did and SMTP did not */
  protocol: LoginProtocol.optional(),
  code: z.string(),
  serverText: z.string(),
  change: z.enum(["same", "other", "further"]),
});
export type RefusedTry = z.infer<typeof RefusedTry>;

/** Why a login was refused, and what to do about it. */
export const Refusal = z.object({
  accountId: AccountId,
  providerName: z.string().optional(),
  protocol: LoginProtocol,
  /** a cause of shared/providers/cause.ts, for example `app_password_required`; words has a sentence for each */
  cause: z.string(),
  confidence: Confidence,
  alternatives: z.array(z.string()),
  /** the likeliest first; one alone where the server has named it */
  possible: z.array(PossibleCause).min(1),
  serverText: z.string(),
  responseCode: z.string().optional(),
  at: z.number(),
  /** what speaks for the order */
  facts: z.object({
    /** the refused password was accepted then */
    acceptedAt: z.number().optional(),
    twoFactorOn: z.boolean(),
    /** milliseconds since 1970 */
    twoFactorSince: z.number().optional(),
  }),
  /** oldest first */
  tries: z.array(RefusedTry),
  /** of the likeliest cause */
  wants: Wants,
  steps: z.array(SignInStep),
});
export type Refusal = z.infer<typeof Refusal>;
