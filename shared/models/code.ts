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

/**
 * What stands beside an entry; without one it is found by the issuer. `brand`: by its name in the set of icons;
 * `letter`: the first one of its name; `picture`: the user's own, a PNG of `iconSize` pixels square, in base64.
 */
export const CodeIcon = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("brand"), name: z.string().regex(/^[a-z0-9_]{1,100}$/) }),
  z.object({ kind: z.literal("letter") }),
  z.object({ kind: z.literal("picture"), png: z.base64().max(44_000) }),
]);
export type CodeIcon = z.infer<typeof CodeIcon>;
/** pixels; drawn half as large, for sharp screens */
export const iconSize = 64;

const Note = z.string().max(10_000);
const Groups = z.array(z.string().max(200)).max(100);

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
  note: Note.optional(),
  groups: Groups.optional(),
  /** it stands above the others, and where only few have a place */
  pinned: z.boolean().optional(),
  icon: CodeIcon.optional(),
  /** how often its code was copied, and when last */
  uses: z.number().int().nonnegative().optional(),
  lastUsedAt: z.number().optional(),
});
export type CodeEntry = z.infer<typeof CodeEntry>;

/** An entry that was removed and can still be brought back. Milliseconds since 1970. */
export const BinnedCode = CodeEntry.extend({
  removedAt: z.number(),
  /** when it is removed for good */
  goesAt: z.number(),
});
export type BinnedCode = z.infer<typeof BinnedCode>;

/** A code that may be shown now. Times are milliseconds since 1970. */
export const CurrentCode = z.object({
  id: CodeId,
  code: z.string(),
  next: z.string().optional(),
  validFrom: z.number().optional(),
  validUntil: z.number().optional(),
  /** the keychain could not give the secret: the entry is shown, without a code */
  missing: z
    .enum([
      ...(["keychain-locked", "keychain-missing", "keychain-unavailable"] as const),
      ...(["secret-gone", "secret-changed"] as const),
    ])
    .optional(),
});
export type CurrentCode = z.infer<typeof CurrentCode>;

export type MissingCode = NonNullable<CurrentCode["missing"]>;

/** Whether the secret may still be there: it is the keychain that cannot be asked; else it is known to be lost. */
export function isKeychainClosed(
  missing: CurrentCode["missing"],
): missing is Exclude<MissingCode, "secret-gone" | "secret-changed"> {
  return missing !== undefined && missing !== "secret-gone" && missing !== "secret-changed";
}

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

/** What the code of an entry is made of, typed anew. Without `secret` or `pin` the one that is kept stays. */
export const CodeRetyped = CodeByHand.omit({ issuer: true, account: true }).partial({ secret: true });
export type CodeRetyped = z.infer<typeof CodeRetyped>;

/** A change of an entry: what is left out stays as it is, `null` takes it away. */
export const CodeChange = z.object({
  codeId: CodeId,
  issuer: z.string().max(200).optional(),
  account: z.string().max(200).optional(),
  accountId: AccountId.nullable().optional(),
  note: Note.optional(),
  groups: Groups.optional(),
  pinned: z.boolean().optional(),
  icon: CodeIcon.nullable().optional(),
  /** another secret makes another entry of it: the old one lies in the bin afterwards */
  code: CodeRetyped.optional(),
});
export type CodeChange = z.infer<typeof CodeChange>;

/** Makers of apps that keep their way of logging in to themselves. */
export const AppMaker = z.enum(["microsoft", "yandex", "duo", "okta", "rsa"]);
export type AppMaker = z.infer<typeof AppMaker>;

/** What QR codes are for that hold no second factor. `app-link`: a link of a scheme that some other app has. */
export const CodePurpose = z.enum([
  "passkey",
  "steam-sign-in",
  "contact",
  "appointment",
  "mail",
  "phone",
  "message",
  "place",
  "esim",
  "payment",
  "app-link",
]);
export type CodePurpose = z.infer<typeof CodePurpose>;

/** A code found in a picture. Its secret stays in the core, which knows it by `foundId`. */
export const FoundCode = z.object({
  foundId: z.string(),
  /** which of the scan's pictures it stands in, from 0; missing for a copied link */
  picture: z.number().int().nonnegative().optional(),
  kind: z.enum(["otpauth", "otpauth-migration", "web", "wifi", "proprietary-2fa", "text"]),
  /** whose app alone can read it; only for `proprietary-2fa`, and where it is known */
  maker: AppMaker.optional(),
  /** what it is for; only for `web` and `text`, and where that shows */
  purpose: CodePurpose.optional(),
  /** corners in the picture, clockwise from top left, in pixels */
  corners: z.array(z.tuple([z.number(), z.number()])),
  /** 0 to 1: 1 when several looks at the picture, or two decoders, say the same; missing for a copied link */
  confidence: z.number().min(0).max(1).optional(),
  entry: CodeEntry.omit({ id: true, addedAt: true }).optional(),
  /** it is of a kind that has a PIN, which the picture does not hold: it is to be given with `codes.addFound` */
  needsPin: z.boolean().optional(),
  /** the export of another authenticator of which it is a part, from 1 */
  part: z.object({ batchId: z.string(), index: z.number().int(), of: z.number().int() }).optional(),
  /** why an otpauth code or an export cannot be used */
  problem: ErrorView.optional(),
  /** an entry with the same secret is there already */
  duplicateOf: CodeId.optional(),
});
export type FoundCode = z.infer<typeof FoundCode>;
