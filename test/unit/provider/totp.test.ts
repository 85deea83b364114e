import { describe, expect, it } from "vitest";
import { checkDigits, digitsOf, fromBase32, stepAt, toBase32 } from "../../provider/totp.ts";

// RFC 6238, appendix B: the key is the ASCII text 12345678901234567890; the last six of the eight digits given there
const key = toBase32(Buffer.from("12345678901234567890"));

describe("the provider's own time-based codes", () => {
  it("agree with the vectors of RFC 6238", () => {
    const vectors = [
      [59, "287082"],
      [1_111_111_109, "081804"],
      [1_111_111_111, "050471"],
      [1_234_567_890, "005924"],
      [2_000_000_000, "279037"],
      [20_000_000_000, "353130"],
    ] as const;
    for (const [seconds, digits] of vectors) expect(digitsOf(key, stepAt(seconds * 1_000))).toBe(digits);
  });

  it("write and read base32 both ways", () => {
    expect(key).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    for (const text of ["", "f", "fo", "foo", "foob", "fooba", "foobar"]) {
      expect(fromBase32(toBase32(Buffer.from(text))).toString()).toBe(text);
    }
    expect(() => fromBase32("A1")).toThrow(RangeError);
  });

  it("are taken one step early or late, never two, and never twice", () => {
    const now = 1_700_000_000_000;
    const step = stepAt(now);
    for (const drift of [-1, 0, 1])
      expect(checkDigits(key, digitsOf(key, step + drift), now, -1)).toBe(step + drift);
    for (const drift of [-2, 2]) expect(checkDigits(key, digitsOf(key, step + drift), now, -1)).toBe("wrong");
    expect(checkDigits(key, digitsOf(key, step), now, step)).toBe("used");
    expect(checkDigits(key, digitsOf(key, step - 1), now, step)).toBe("used");
    expect(
      checkDigits(key, ` ${digitsOf(key, step).slice(0, 3)} ${digitsOf(key, step).slice(3)}`, now, -1),
    ).toBe(step);
    for (const typed of ["", "12345", "1234567", "abcdef"])
      expect(checkDigits(key, typed, now, -1)).toBe("wrong");
  });
});
