// Entries of the authenticator as the page may see them: everything but the secret.
import { z } from "zod";
import { ErrorView } from "../ipc/errors.ts";
import { AccountId } from "./account.ts";

export const CodeId = z.string().min(1).max(64);
export const Algorithm = z.enum(["SHA1", "SHA224", "SHA256", "SHA384", "SHA512"]);
export type Algorithm = z.infer<typeof Algorithm>;
/** Time-based, counter-based, Steam Guard, Mobile-OTP and Yandex.Key; the last two need a PIN as well. */
export const CodeType = z.enum(["totp", "hotp", "steam", "motp", "yandex"]);
export type CodeType = z.infer<typeof CodeType>;

export const CodeEntry = z.object({
  id: CodeId,
  type: CodeType,
  issuer: z.string(),
  account: z.string(),
  /** MD5 for Mobile-OTP, and for nothing else */
  algorithm: z.enum([...Algorithm.options, "MD5"]),
  /** how many characters: Steam and Yandex use letters */
  digits: z.number().int().min(1).max(10),
  /** seconds; for all types but HOTP */
  period: z.number().int().min(1).max(86_400).optional(),
  /** the next counter to be used; for HOTP */
  counter: z.number().int().nonnegative().optional(),
  /** the mail account that it protects */
  accountId: AccountId.optional(),
  addedAt: z.number(),
  /** its enrolment was stopped before the end: the provider may not know this code */
  unfinished: z.boolean().optional(),
  /** what other authenticators kept with the code and we keep with it */
  note: z.string().max(10_000).optional(),
  groups: z.array(z.string().max(200)).max(100).optional(),
  pinned: z.boolean().optional(),
});
export type CodeEntry = z.infer<typeof CodeEntry>;

/** A code that may be shown now. Times are milliseconds since 1970. */
export const CurrentCode = z.object({
  id: CodeId,
  code: z.string(),
  next: z.string().optional(),
  validFrom: z.number().optional(),
  validUntil: z.number().optional(),
  /** the keychain could not give the secret: the entry is shown, without a code */
  missing: z.enum(["keychain-locked", "secret-gone"]).optional(),
});
export type CurrentCode = z.infer<typeof CurrentCode>;

/** What a person types by hand; kept as typed until it is right. */
export const CodeByHand = z.object({
  type: CodeType,
  issuer: z.string().max(200),
  account: z.string().max(200),
  secret: z.string().max(2_000),
  algorithm: Algorithm,
  digits: z.number().int(),
  period: z.string().max(10),
  counter: z.string().max(20),
  /** for Mobile-OTP and Yandex */
  pin: z.string().max(64).optional(),
});
export type CodeByHand = z.infer<typeof CodeByHand>;

/** A code found in a picture. Its secret stays in the core, which knows it by `foundId`. */
export const FoundCode = z.object({
  foundId: z.string(),
  kind: z.enum(["otpauth", "otpauth-migration", "web", "wifi", "proprietary-2fa", "text"]),
  /** corners in the picture, clockwise from top left, in pixels */
  corners: z.array(z.tuple([z.number(), z.number()])),
  /** 0 to 1: 1 when several looks at the picture, or two decoders, say the same; missing for a copied link */
  confidence: z.number().min(0).max(1).optional(),
  entry: CodeEntry.omit({ id: true, addedAt: true }).optional(),
  /** why an otpauth code cannot be used */
  problem: ErrorView.optional(),
  /** an entry with the same secret is there already */
  duplicateOf: CodeId.optional(),
});
export type FoundCode = z.infer<typeof FoundCode>;
