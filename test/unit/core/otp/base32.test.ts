import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase32, tidyBase32 } from "../../../../electron/core/otp/base32.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { toBase32 } from "../../../provider/totp.ts";
import { sharedData } from "../../../support/shared-data.ts";

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const failure = (run: () => unknown): AppError => {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error("nothing was thrown");
};

describe("base32", () => {
  it("reads and writes the vectors of RFC 4648 section 10", () => {
    const vectors = [
      ["f", "MY======"],
      ["fo", "MZXQ===="],
      ["foo", "MZXW6==="],
      ["foob", "MZXW6YQ="],
      ["fooba", "MZXW6YTB"],
      ["foobar", "MZXW6YTBOI======"],
    ] as const;
    for (const [plain, encoded] of vectors) {
      expect(text(decodeBase32(encoded))).toBe(plain);
    }
  });

  it("reads what people type: lower case, blanks, dashes, no padding, invisible characters", () => {
    for (const typed of [
      "mzxw 6ytb oi",
      "MZXW-6YTB-OI",
      " mzxw6ytboi== ",
      "MZXW\u00a06YTB\u200bOI",
      "MZXW\u20136YTB_OI\r\n",
    ]) {
      expect(text(decodeBase32(typed))).toBe("foobar");
      expect(tidyBase32(typed)).toBe("MZXW6YTBOI");
    }
  });

  it("drops leftover bits and keeps the letters as they were", () => {
    expect(Buffer.from(decodeBase32("SECRETO")).toString("hex")).toBe("9105124d");
    expect(tidyBase32("qwertyuiop")).toBe("QWERTYUIOP");
  });

  it("explains 0, 1 and 8 with their place, and shows no other character", () => {
    expect(failure(() => decodeBase32("ABCD EFG1"))).toMatchObject({
      code: "secret-not-base32",
      detail: { position: 9, digit: "1", meant: "I or L" },
    });
    expect(failure(() => decodeBase32("0BCDEFGH")).detail).toMatchObject({ digit: "0", meant: "O" });
    expect(failure(() => decodeBase32("ABC!DEF")).detail).toEqual({ position: 4 });
    expect(failure(() => decodeBase32("\u00c4BCDEFGH")).code).toBe("secret-not-base32");
    expect(failure(() => decodeBase32("ABCD\u{1f511}")).code).toBe("secret-not-base32");
    // The long s and the Kelvin sign turn into ASCII letters when cases are changed.
    expect(failure(() => decodeBase32("AB\u017fDEFGH")).code).toBe("secret-not-base32");
  });

  it("refuses nothing, too little, too much, and letters after padding", () => {
    expect(failure(() => decodeBase32("")).code).toBe("secret-missing");
    expect(failure(() => decodeBase32(" - = ")).code).toBe("secret-missing");
    expect(failure(() => decodeBase32("A")).code).toBe("secret-too-short");
    expect(failure(() => decodeBase32("A".repeat(3_000))).code).toBe("too-large");
    expect(failure(() => decodeBase32("MY==MY==")).code).toBe("secret-not-base32");
  });

  it("gives back any bytes that another program has written", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        expect(decodeBase32(toBase32(bytes))).toEqual(bytes);
      }),
    );
  });

  it("answers bytes or a known error for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (any) => {
        try {
          expect(decodeBase32(any).length).toBeGreaterThan(0);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
    );
  });

  it("drops leftover bits as phone apps do, for own cases and the shared ones, where they are", () => {
    const shared = sharedData("otp/otp-vectors.json") as
      | { base32: { leftover_bits: { secret: string; hex: string }[] } }
      | undefined;
    const own = [
      { secret: "MZXW6YQ", hex: "666f6f62" },
      { secret: "MZXW6YR", hex: "666f6f62" },
      { secret: "MZXW6YTBO", hex: "666f6f6261" },
    ];
    for (const { secret, hex } of [...own, ...(shared?.base32.leftover_bits ?? [])]) {
      expect(Buffer.from(decodeBase32(secret)).toString("hex"), secret).toBe(hex);
    }
  });
});
