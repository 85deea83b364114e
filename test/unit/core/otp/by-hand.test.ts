import { describe, expect, it } from "vitest";
import { readByHand } from "../../../../electron/core/otp/by-hand.ts";
import type { AppError } from "../../../../shared/ipc/errors.ts";
import type { CodeByHand } from "../../../../shared/models/code.ts";

const typed: CodeByHand = {
  type: "totp",
  issuer: " Post ",
  account: "ann",
  secret: "gezd gnbv gy3t qojq",
  algorithm: "SHA1",
  digits: 6,
  period: "",
  counter: "",
};
const read = (change: Partial<CodeByHand>) => readByHand({ ...typed, ...change });
const refusal = (change: Partial<CodeByHand>) => {
  try {
    read(change);
  } catch (thrown) {
    const { code, detail } = thrown as AppError;
    return [code, detail.field, detail.reason];
  }
  throw new Error("nothing was thrown");
};

describe("a code typed by hand", () => {
  it("is read with the usual period, and a counter from zero", () => {
    expect(read({})).toMatchObject({ type: "totp", issuer: "Post", account: "ann", period: 30, digits: 6 });
    expect(read({}).secret.reveal()).toBe("GEZDGNBVGY3TQOJQ");
    expect(read({ period: " 60 ", digits: 8, algorithm: "SHA512" })).toMatchObject({ period: 60, digits: 8 });
    expect(read({ type: "hotp" })).toMatchObject({ type: "hotp", counter: 0 });
    expect(read({ type: "hotp", counter: "12" })).toMatchObject({ counter: 12 });
  });

  it("is refused by the field that is wrong", () => {
    expect(refusal({ secret: " " })[0]).toBe("secret-missing");
    expect(refusal({ secret: "a" })[0]).toBe("secret-too-short");
    expect(refusal({ secret: "10081008" })[0]).toBe("secret-not-base32");
    expect(refusal({ digits: 11 })).toEqual(["otpauth-field", "digits", "out-of-range"]);
    expect(refusal({ period: "0" })).toEqual(["otpauth-field", "period", "out-of-range"]);
    expect(refusal({ period: "half" })).toEqual(["otpauth-field", "period", "not-a-number"]);
    expect(refusal({ type: "yandex" })).toEqual(["otpauth-field", "pin", "missing"]);
    expect(refusal({ type: "motp", pin: "1" })).toEqual(["otpauth-field", "secret", "secret-not-hex"]);
    expect(refusal({ type: "hotp", counter: "-1" })).toEqual(["otpauth-field", "counter", "not-a-number"]);
  });
});
