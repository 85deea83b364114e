import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase32 } from "../../../../electron/core/otp/base32.ts";
import { codeNow } from "../../../../electron/core/otp/code-now.ts";
import { readEntry } from "../../../../electron/core/otp/entry.ts";
import { hotpCode } from "../../../../electron/core/otp/hotp.ts";
import { type OtpauthEntry, parseOtpauth, tidyName } from "../../../../electron/core/otp/otpauth.ts";
import { writeOtpauth } from "../../../../electron/core/otp/write-otpauth.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { Algorithm, CodeType } from "../../../../shared/models/code.ts";
import { sharedData } from "../../../support/shared-data.ts";

const key = "GEZDGNBVGY3TQOJQ";
const link = (rest: string) => parseOtpauth(`otpauth://${rest}`);
const refusal = (text: string): AppError => {
  try {
    parseOtpauth(text);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error(`accepted: ${text}`);
};
const plain = (entry: OtpauthEntry) => ({ ...entry, secret: entry.secret.reveal() });

describe("an otpauth link", () => {
  it("is read with its defaults", () => {
    expect(plain(link(`totp/Post%20Office:ann@example.org?secret=${key}&issuer=Post%20Office`))).toEqual({
      type: "totp",
      issuer: "Post Office",
      account: "ann@example.org",
      secret: key,
      algorithm: "SHA1",
      digits: 6,
      period: 30,
    });
    expect(plain(link(`hotp/ann?secret=${key}&counter=7&digits=8&algorithm=HmacSHA512`))).toEqual({
      type: "hotp",
      issuer: "",
      account: "ann",
      secret: key,
      algorithm: "SHA512",
      digits: 8,
      counter: 7,
    });
  });

  it("is read for Steam, Yandex and Mobile-OTP, in the spellings that are around", () => {
    const steam = { type: "steam", algorithm: "SHA1", digits: 5, period: 30, secret: key };
    expect(plain(link(`steam/Steam:ann?secret=${key}&issuer=Steam`))).toMatchObject(steam);
    expect(plain(link(`totp/Steam:ann?secret=${key}&encoder=steam&digits=6`))).toMatchObject(steam);
    expect(plain(parseOtpauth(`steam://${key}`))).toEqual({ ...steam, issuer: "Steam", account: "" });
    const yandex = link(`yaotp/Yandex:ann?secret=${key}&pin=1234`);
    expect(yandex).toMatchObject({ type: "yandex", digits: 8, period: 30, algorithm: "SHA256" });
    expect(yandex.type === "yandex" && yandex.pin.reveal()).toBe("1234");
    const motp = parseOtpauth("motp://Lab:ann?secret=00FFee&pin=0042");
    expect(motp).toMatchObject({ type: "motp", issuer: "Lab", account: "ann", digits: 6, period: 10 });
    expect(motp.secret.reveal()).toBe("AD764");
    expect(refusal("motp://Lab:ann?secret=00f").detail).toEqual({
      field: "secret",
      reason: "secret-not-hex",
    });
  });

  it("is the same after it was written and read again", () => {
    const name = fc.string({ unit: "grapheme", maxLength: 30 }).map((text) => tidyName(text));
    const algorithm = fc.constantFrom(...Algorithm.options);
    const entries = fc.record({
      type: fc.constantFrom(...CodeType.options),
      issuer: name,
      account: name,
      secret: fc.uint8Array({ minLength: 1, maxLength: 64 }),
      algorithm,
      digits: fc.integer({ min: 1, max: 10 }),
      period: fc.integer({ min: 1, max: 86_400 }),
      counter: fc.maxSafeNat(),
      pin: fc.stringMatching(/^[0-9]{4,16}$/),
    });
    const shown = (entry: OtpauthEntry) => ({
      ...plain(entry),
      ...("pin" in entry && { pin: entry.pin.reveal() }),
    });
    fc.assert(
      fc.property(entries, (raw) => {
        const entry = readEntry(raw);
        expect(shown(parseOtpauth(writeOtpauth(entry).reveal()))).toEqual(shown(entry));
      }),
    );
  });

  it("keeps names whole: plus, escapes, hash, percent and colons", () => {
    const names = (rest: string) => {
      const { issuer, account } = link(`totp/${rest}${rest.includes("?") ? "&" : "?"}secret=${key}`);
      return [issuer, account];
    };
    expect(names("ann+news@example.org")).toEqual(["", "ann+news@example.org"]);
    expect(names("x?issuer=North+Sea+Post")).toEqual(["North Sea Post", "x"]);
    expect(names("A%26B%3F%23:me")).toEqual(["A&B?#", "me"]);
    expect(names("5 # of 7:me")).toEqual(["5 # of 7", "me"]);
    expect(names("50% off:me")).toEqual(["50% off", "me"]);
    expect(names("%E2%82%AC%FF:me")).toEqual(["%E2%82%AC%FF", "me"]);
    expect(names("Chat:@me:example.org")).toEqual(["Chat", "@me:example.org"]);
    expect(names("A%3AB:me?issuer=A%3AB")).toEqual(["A:B", "me"]);
    expect(names("old:me?issuer=New")).toEqual(["New", "me"]);
    expect(names("a%2520b")).toEqual(["", "a%20b"]);
    expect(names("line%0Abreak%00")).toEqual(["", "line break"]);
  });

  it("is refused if it is something else, without showing it", () => {
    expect(refusal("https://example.org/")).toMatchObject({
      code: "otpauth-not-a-code",
      detail: { scheme: "https" },
    });
    expect(refusal("hello there").detail).toEqual({});
    expect(refusal("otpauth-migration://offline?data=AA").detail).toEqual({ scheme: "otpauth-migration" });
    expect(refusal("").code).toBe("otpauth-not-a-code");
    expect(refusal(`otpauth://totp/x?secret=${"A".repeat(5_000)}`).code).toBe("too-large");
  });

  it("is refused by the name of the field that is wrong", () => {
    const field = (rest: string) => {
      const { code, detail } = refusal(`otpauth://${rest}`);
      return [code, detail.field, detail.reason, detail.value];
    };
    expect(field(`wheel/x?secret=${key}`)).toEqual(["otpauth-field", "type", "unknown", "wheel"]);
    expect(field("totp/x")).toEqual(["otpauth-field", "secret", "missing", undefined]);
    expect(field("totp/x?secret=")).toEqual(["otpauth-field", "secret", "missing", undefined]);
    expect(field("totp/x?secret=ABC1DEFG")).toEqual([
      "otpauth-field",
      "secret",
      "secret-not-base32",
      undefined,
    ]);
    expect(field(`totp/x?secret=${key}&secret=ABCDEFGH`)).toEqual([
      "otpauth-field",
      "secret",
      "twice",
      undefined,
    ]);
    expect(field(`totp/x?secret=${key}&algorithm=MD5`)).toEqual([
      "otpauth-field",
      "algorithm",
      "unknown",
      "MD5",
    ]);
    expect(field(`yandex/x?secret=${key}`)).toEqual(["otpauth-field", "pin", "missing", undefined]);
    expect(field(`totp/x?secret=${key}&digits=six`)).toEqual([
      "otpauth-field",
      "digits",
      "not-a-number",
      "six",
    ]);
    expect(field(`totp/x?secret=${key}&digits=262`)).toEqual([
      "otpauth-field",
      "digits",
      "out-of-range",
      "262",
    ]);
    for (const period of ["0", "86401"]) {
      expect(field(`totp/x?secret=${key}&period=${period}`)).toEqual([
        "otpauth-field",
        "period",
        "out-of-range",
        period,
      ]);
    }
    for (const period of ["-30", "30.5"]) {
      expect(field(`totp/x?secret=${key}&period=${period}`)).toEqual([
        "otpauth-field",
        "period",
        "not-a-number",
        period,
      ]);
    }
    expect(field(`hotp/x?secret=${key}`)).toEqual(["otpauth-field", "counter", "missing", undefined]);
    expect(field(`hotp/x?secret=${key}&counter=9007199254740992`)[2]).toBe("out-of-range");
    expect(field(`totp/x?secret=${key}&encoder=wheel`)).toEqual([
      "otpauth-field",
      "encoder",
      "unknown",
      "wheel",
    ]);
  });

  it("never shows the secret in a refusal, wherever it stands", () => {
    const secret = "JB7KQ2MXW5TNR4VZ";
    for (const rest of [
      `totp/x?secret=${secret}1`,
      `totp/x?secret=${secret}&digits=${secret}`,
      `totp/x?${secret}=1&${secret}=2&digits=x`,
      `${secret}/x?secret=${secret}`,
    ]) {
      const { message, detail, stack } = refusal(`otpauth://${rest}`);
      expect(`${message} ${JSON.stringify(detail)} ${stack}`).not.toContain(secret);
    }
    expect(`${link(`totp/x?secret=${secret}`).secret}`).toBe("[secret]");
  });

  it("gives an entry or a known error for any text, quickly", () => {
    const part = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.constantFrom(
        "secret=",
        key,
        "&",
        "?",
        "%",
        "%FF",
        "digits=",
        "period=",
        ":",
        "/",
        "totp",
        "hotp",
        "issuer=",
      ),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        try {
          const entry = parseOtpauth(`otpauth://${parts.join("")}`);
          expect(decodeBase32(entry.secret.reveal()).length).toBeGreaterThan(0);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("agrees with own cases and the shared ones, where they are", () => {
    const shared = sharedData("otp/uri-cases.json") as { cases: UriCase[]; not_a_uri: string[] } | undefined;
    for (const one of [...ownCases, ...(shared?.cases ?? [])]) {
      // Written down when three algorithms were known; now this is one more.
      if (one.id === "sha224") {
        expect(parseOtpauth(one.uri).algorithm).toBe("SHA224");
        continue;
      }
      if (one.expect === "reject") {
        refusal(one.uri);
        continue;
      }
      const entry = parseOtpauth(one.uri);
      const { type, issuer, account, secret, algorithm, digits, period, counter } = one.expect;
      const expected = { type, issuer, account, secret, algorithm, digits };
      expect(plain(entry), one.id).toEqual({ ...expected, ...(type === "hotp" ? { counter } : { period }) });
      if (!one.code_at) continue;
      const bytes = decodeBase32(entry.secret.reveal());
      const code =
        entry.type === "hotp"
          ? hotpCode(bytes, entry, entry.counter)
          : codeNow({ ...entry, key: bytes }, one.code_at.time * 1_000).code;
      expect(code, one.id).toBe(one.code_at.code);
    }
    for (const text of ["about:blank", ...(shared?.not_a_uri ?? [])]) {
      expect(refusal(text).code).toBe("otpauth-not-a-code");
    }
  });
});

interface UriCase {
  readonly id: string;
  readonly uri: string;
  readonly expect:
    | "reject"
    | (Record<"type" | "issuer" | "account" | "secret" | "algorithm", string> &
        Record<"digits" | "period" | "counter", number>);
  readonly code_at?: { readonly time: number; readonly code: string };
}

const ownCases: readonly UriCase[] = [
  { id: "a period of zero", uri: `otpauth://totp/x?secret=${key}&period=0`, expect: "reject" },
  {
    id: "the seed of RFC 4226, third code",
    uri: "otpauth://hotp/Lab:x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&counter=2",
    expect: {
      ...{ type: "hotp", issuer: "Lab", account: "x", algorithm: "SHA1" },
      ...{ secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", digits: 6, counter: 2, period: 0 },
    },
    code_at: { time: 0, code: "359152" },
  },
];

it("takes control characters out of names, and leaves letters and marks of every script", () => {
  const [override, mark] = [0x202e, 0x200f].map((code) => String.fromCodePoint(code));
  expect(tidyName(`${override}moc.liam \u0007x${mark}\n`)).toBe(`${override}moc.liam  x${mark}`);
  expect(tidyName("שלום ログイン")).toBe("שלום ログイン");
});
