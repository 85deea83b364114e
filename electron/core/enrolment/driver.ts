// What the enrolment asks of a provider, in the provider's own steps. One driver serves one address. `practice` talks
// to the practice provider's API; the provider's own pages go another way (guide.ts).
//
// A driver keeps no truth: where the enrolment stands is asked of the provider. It holds its session in memory only.
// Expected failures are AppErrors: the enrolment-* codes for refusals (detail as named there), `connection-*`,
// `host-not-found`, `certificate-untrusted` and `server-answer-broken` for the line.
import { z } from "zod";
import type { Secret } from "../secret.ts";

/** Where the provider says that the enrolment stands. Times are milliseconds since 1970, on its clock. */
export const DriverState = z
  .discriminatedUnion("step", [
    z.object({ step: z.literal("not-started") }),
    z.object({ step: z.literal("password") }),
    /** `saved`: the number that it has, masked */
    z.object({ step: z.literal("phone"), saved: z.string().optional() }),
    z.object({ step: z.literal("sms-code"), sentTo: z.string(), sentAt: z.number() }),
    z.object({ step: z.literal("authenticator"), asksDigits: z.boolean() }),
    z.object({ step: z.literal("backup-codes"), count: z.number() }),
    z.object({ step: z.literal("digits") }),
    z.object({ step: z.literal("secret-key"), saved: z.boolean() }),
    z.object({
      step: z.literal("review"),
      facts: z.array(z.object({ name: z.string(), value: z.string() })),
    }),
    z.object({ step: z.literal("activate") }),
    z.object({
      step: z.literal("done"),
      effect: z.enum(["sign-in-again", "unchanged"]),
      since: z.number(),
    }),
  ])
  .and(z.object({ canGoBack: z.boolean() }));
export type DriverState = z.infer<typeof DriverState>;

/** The QR code that the provider shows, as a picture and as what is in it. */
export interface ShownSecret {
  /** otpauth:// link */
  readonly otpauth: Secret;
  /** base32, as the provider's `Copy code` gives it */
  readonly setupKey: Secret;
  readonly picture: {
    readonly png: Uint8Array<ArrayBuffer>;
    readonly width: number;
    readonly height: number;
  };
}

export interface EnrolmentDriver {
  /** whether there is a session, as far as is known; it may have ended meanwhile: `enrolment-session-expired` */
  readonly signedIn: boolean;
  /**
   * `two-factor-is-on`: the password is right, and the provider asks for the second factor. No session then, unless
   * `digits` are given too; refused ones are `enrolment-code-wrong` or `enrolment-code-used`.
   */
  signIn(password: Secret, digits?: string): Promise<"signed-in" | "two-factor-is-on">;
  state(): Promise<DriverState>;
  /** Each of these answers where the enrolment stands afterwards; `enrolment-order` if it is not its turn. */
  start(): Promise<DriverState>;
  confirmPassword(password: Secret): Promise<DriverState>;
  /** with a number: saves it first */
  requestSms(number: string | undefined): Promise<DriverState>;
  resendSms(): Promise<DriverState>;
  confirmSms(code: string): Promise<DriverState>;
  /** The same secret each time until the enrolment is given up. */
  shownSecret(): Promise<ShownSecret>;
  confirmDigits(digits: string): Promise<DriverState>;
  /** New codes; those made before are void. */
  makeBackupCodes(): Promise<{ readonly state: DriverState; readonly codes: readonly Secret[] }>;
  secretKey(): Promise<{
    readonly state: DriverState;
    readonly key: Secret;
    readonly pdf: Uint8Array;
    readonly fileName: string;
  }>;
  next(): Promise<DriverState>;
  back(): Promise<DriverState>;
  activate(): Promise<DriverState>;
  /** Once it is on: lets mail programs in again. */
  switchAccessOn(): Promise<void>;
  /** Once it is on: a new application-specific password, shown by the provider this once. */
  makeAppPassword(name: string, password: Secret): Promise<Secret>;
  /** Nothing is switched on; the secret and the codes are forgotten by the provider. */
  giveUp(): Promise<void>;
}
