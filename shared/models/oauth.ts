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
