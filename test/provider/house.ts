// What every part of the provider shares: its state, its clock, its limits, and the words by which it refuses.
import { randomInt } from "node:crypto";
import type { Database } from "./database.ts";

export const refusalStatus = {
  "bad-request": 400,
  "wrong-password": 403,
  "second-factor-needed": 401,
  "phone-invalid": 422,
  "sms-wrong": 403,
  "sms-expired": 403,
  "code-wrong": 403,
  "code-used": 403,
  "too-many-tries": 429,
  "session-expired": 401,
  order: 409,
  "not-found": 404,
  "too-large": 413,
  unsupported: 404,
} as const;
export type RefusalCode = keyof typeof refusalStatus;

const sentences: Readonly<Record<RefusalCode, string>> = {
  "bad-request": "The request could not be read.",
  "wrong-password": "The e-mail address or the password is not correct.",
  "second-factor-needed": "Please enter the code of your authentication app.",
  "phone-invalid": "Please enter a valid mobile number with its country code, for example +49 151 00000042.",
  "sms-wrong": "The confirmation code is not correct.",
  "sms-expired": "This confirmation code is no longer valid. Please request a new one.",
  "code-wrong": "The code is not correct. Please check that the clock of your device is set automatically.",
  "code-used": "This code was used before. Please wait for the next one.",
  "too-many-tries": "Too many tries. Please wait a while and try again.",
  "session-expired": "You have been logged out. Please log in again.",
  order: "This step is not due now.",
  "not-found": "There is nothing at this address.",
  "too-large": "The request is too large.",
  unsupported: "This is not offered here.",
};

/** The provider says no. `facts` go into the answer beside the code. */
export class ProviderRefusal extends Error {
  override readonly name = "ProviderRefusal";

  constructor(
    readonly code: RefusalCode,
    readonly facts: Readonly<Record<string, string | number>> = {},
  ) {
    super(sentences[code]);
  }
}

export interface Limits {
  /** wrong answers of one kind before `too-many-tries` */
  readonly tries: number;
  /** how long `too-many-tries` lasts */
  readonly blockedMs: number;
  /** SMS requested within `smsWindowMs` */
  readonly smsRequests: number;
  readonly smsWindowMs: number;
  readonly smsLifeMs: number;
  readonly sessionMs: number;
}

export const usualLimits: Limits = {
  tries: 5,
  blockedMs: 15 * 60_000,
  smsRequests: 5,
  smsWindowMs: 10 * 60_000,
  smsLifeMs: 5 * 60_000,
  sessionMs: 30 * 60_000,
};

export interface House {
  readonly database: Database;
  readonly limits: Limits;
  /** milliseconds since 1970 on the provider's clock */
  now(): number;
  /** Ends all mail sessions of a user: IMAP connections are closed by the mail servers. */
  dropMailSessions(address: string): void;
}

/** `length` characters of `alphabet`, from the system's randomness. */
export const randomText = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
