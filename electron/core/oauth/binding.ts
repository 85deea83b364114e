// To whom the lasting permission (refresh token) of an account was given, and by whom. Kept in the store beside the
// account; the permission itself is a keychain item.
import { z } from "zod";

/** SECURITY: a refresh token goes to this address alone, whatever the configuration says later. */
export const OauthBinding = z.object({
  providerId: z.string(),
  issuer: z.string(),
  tokenUrl: z.string().regex(/^https:\/\/[^\s]+$/),
  clientId: z.string(),
  scopes: z.array(z.string()),
});
export type OauthBinding = z.infer<typeof OauthBinding>;
