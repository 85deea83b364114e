// Codes against RFC 4226 appendix D and RFC 6238 appendix B, typed from the documents.
import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase32 } from "../../../../electron/core/otp/base32.ts";
import { codeNow } from "../../../../electron/core/otp/code-now.ts";
import { readEntry } from "../../../../electron/core/otp/entry.ts";
import { hotpCode } from "../../../../electron/core/otp/hotp.ts";
import { totpCode } from "../../../../electron/core/otp/totp.ts";
import { Algorithm } from "../../../../shared/models/code.ts";
import { sharedData } from "../../../support/shared-data.ts";

const digitsOf = (length: number) => Buffer.from("1234567890".repeat(7).slice(0, length));
const seeds = { SHA1: digitsOf(20), SHA256: digitsOf(32), SHA512: digitsOf(64) } as const;

/** An independent generator, straight from RFC 4226 section 5.3. */
function oracle(key: Uint8Array, algorithm: Algorithm, counter: bigint, digits: number): string {
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(counter);
  const digest = createHmac(algorithm.toLowerCase(), key).update(moment).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  const value = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(value % 10 ** digits).padStart(digits, "0");
}

describe("counter-based codes", () => {
  it("are those of RFC 4226 appendix D", () => {
    const expected = [
      "755224",
      "287082",
      "359152",
      "969429",
      "338314",
      "254676",
      "287922",
      "162583",
      "399871",
      "520489",
    ];
    expect(
      expected.map((_, counter) => hotpCode(seeds.SHA1, { algorithm: "SHA1", digits: 6 }, counter)),
    ).toEqual(expected);
  });
});

describe("time-based codes", () => {
  it("are those of RFC 6238 appendix B", () => {
    const table: readonly (readonly [number, string, string, string])[] = [
      [59, "94287082", "46119246", "90693936"],
      [1111111109, "07081804", "68084774", "25091201"],
      [1111111111, "14050471", "67062674", "99943326"],
      [1234567890, "89005924", "91819424", "93441116"],
      [2000000000, "69279037", "90698825", "38618901"],
      [20000000000, "65353130", "77737706", "47863826"],
    ];
    for (const [seconds, sha1, sha256, sha512] of table) {
      const at = (algorithm: keyof typeof seeds) =>
        totpCode(seeds[algorithm], { algorithm, digits: 8, period: 30 }, seconds * 1_000).code;
      expect([at("SHA1"), at("SHA256"), at("SHA512")]).toEqual([sha1, sha256, sha512]);
    }
  });

  it("change exactly at the end of a period, and tell the next one before", () => {
    const at = (milliseconds: number) =>
      totpCode(seeds.SHA1, { algorithm: "SHA1", digits: 6, period: 30 }, milliseconds);
    expect(at(29_999)).toEqual({ code: "755224", next: "287082", validFrom: 0, validUntil: 30_000 });
    expect(at(30_000)).toMatchObject({ code: "287082", validFrom: 30_000, validUntil: 60_000 });
  });

  it("agree with an independent generator for short keys, any period and 1 to 10 digits", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 80 }),
        fc.constantFrom(...Algorithm.options),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 86_400 }),
        fc.integer({ min: 0, max: 20_000_000_000 }),
        (key, algorithm, digits, period, seconds) => {
          const now = totpCode(key, { algorithm, digits, period }, seconds * 1_000);
          const counter = BigInt(Math.floor(seconds / period));
          expect(now.code).toBe(oracle(key, algorithm, counter, digits));
          expect(now.next).toBe(oracle(key, algorithm, counter + 1n, digits));
        },
      ),
    );
  });

  it("agree with own vectors and the shared ones, where they are", () => {
    const shared = sharedData("otp/otp-vectors.json") as
      | Record<"totp_boundaries" | "totp_other_periods" | "edent_totp_test_suite", Suite>
      | undefined;
    const own: Suite = {
      secret_base32: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
      vectors: [
        { time: 60, code: "359152" },
        { time: 600, period: 300, code: "359152" },
      ],
    };
    const suites = shared
      ? [own, shared.totp_boundaries, shared.totp_other_periods, shared.edent_totp_test_suite]
      : [own];
    for (const suite of suites) {
      const key = decodeBase32(suite.secret_base32);
      for (const vector of suite.vectors) {
        const { algorithm, digits, period, time } = { ...defaults, ...suite, ...vector };
        if (period > 86_400) continue;
        const { code } = totpCode(key, { algorithm, digits, period }, time * 1_000);
        expect(code, JSON.stringify(vector)).toBe(vector.code);
      }
    }
  });
});

describe("codes of letters and of a PIN", () => {
  const shared = sharedData("otp/otp-vectors.json") as
    | Record<"steam" | "motp" | "yandex", KindSuite>
    | undefined;
  const check = (own: readonly KindVector[], kind: "steam" | "motp" | "yandex") => {
    for (const vector of [...own, ...(shared?.[kind].vectors ?? [])]) {
      const { secret_hex, secret_base32, pin, time, code } = vector;
      const secret = secret_hex ?? secret_base32;
      const entry = readEntry({ type: kind, secret, pin });
      if (entry.type === "hotp") throw new Error("a counter");
      const key = decodeBase32(entry.secret.reveal());
      expect(codeNow({ ...entry, key }, time * 1_000).code, JSON.stringify(vector)).toBe(code);
    }
  };

  it("are Steam's, worked out by hand from the first number of RFC 4226", () => {
    check(
      [{ secret_base32: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", time: 0, code: steamOf(1_284_755_224) }],
      "steam",
    );
  });
  it("are Mobile-OTP's, whose formula is one line", () => {
    const md5 = createHash("md5").update("62ab00ff1234").digest("hex").slice(0, 6);
    check([{ secret_hex: "2AB00FF1", pin: "234", time: 69, code: md5 }], "motp");
  });
  it("are Yandex's: eight letters that change with the PIN", () => {
    check([], "yandex");
    const code = (pin: string) => {
      const entry = readEntry({ type: "yandex", secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", pin });
      if (entry.type === "hotp") throw new Error("a counter");
      return codeNow({ ...entry, key: decodeBase32(entry.secret.reveal()) }, 0).code;
    };
    expect(code("1234")).toMatch(/^[a-z]{8}$/);
    expect(code("1234")).not.toBe(code("1235"));
  });
});

/** The letters in the order of the published alphabet, from the number of the code. */
function steamOf(number: number): string {
  const letters = "23456789BCDFGHJKMNPQRTVWXY";
  return [0, 1, 2, 3, 4].map((place) => letters[Math.floor(number / 26 ** place) % 26]).join("");
}

interface KindSuite {
  readonly vectors: readonly KindVector[];
}

interface KindVector {
  readonly secret_hex?: string;
  readonly secret_base32?: string;
  readonly pin?: string;
  readonly time: number;
  readonly code: string;
}

const defaults = { digits: 6, period: 30, algorithm: "SHA1" as Algorithm, time: 0 };

interface Suite {
  readonly secret_base32: string;
  readonly time?: number;
  readonly vectors: readonly Vector[];
}

interface Vector {
  readonly code: string;
  readonly time?: number;
  readonly algorithm?: Algorithm;
  readonly digits?: number;
  readonly period?: number;
}
