// Signing in with a token instead of a password, as the page may see it: never a token, a code or a client secret.
import { z } from "zod";

/** What an account can be signed in with beside a password. */
export const OauthOffer = z.object({
  /** of shared/providers, or of the user's own configuration */
  providerId: z.string(),
  name: z.string(),
  /** the provider takes nothing else */
  required: z.boolean(),
  /** a client id is known: without one no provider lets a program ask (docs/oauth.md) */
  configured: z.boolean(),
  /** a password made for mail programs does as well there */
  appPassword: z.boolean(),
});
export type OauthOffer = z.infer<typeof OauthOffer>;

/** As which program Gatepost asks a provider, and how one registers it there. */
export const OauthClientView = z.object({
  providerId: z.string(),
  name: z.string(),
  /** left out: none is known yet */
  clientId: z.string().optional(),
  hasSecret: z.boolean(),
  /** whether the provider gives programs like this one a secret */
  secret: z.enum(["needed", "optional", "none"]),
  /** `oauth.openRegistration` knows where one registers */
  canOpenPage: z.boolean(),
  steps: z.array(z.string()),
  /** why it may not work there, in a sentence */
  doubt: z.string().optional(),
});
export type OauthClientView = z.infer<typeof OauthClientView>;
