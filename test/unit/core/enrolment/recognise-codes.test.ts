// Codes as people paste them: whole pages, columns, numbered lists; and what must not be taken for codes.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recogniseCodes } from "../../../../electron/core/enrolment/recognise-codes.ts";
import { processorTime } from "../../../support/processor-time.ts";

const google = [
  "SAVE YOUR BACKUP CODES",
  "Keep these backup codes somewhere safe but accessible.",
  "",
  "1. 1234 5670\t\t\t 6. 2345 6781",
  "2. 3456 7892\t\t\t 7. 4567 8903",
  "3. 5678 9014\t\t\t 8. 6789 0125",
  "4. 7890 1236\t\t\t 9. 8901 2347",
  "5. 9012 3458\t\t\t 10. 0123 4569",
  "",
  "(ada@gmail.com)",
  "* You can only use each backup code once.",
  "* Need more? Visit https://g.co/2sv",
  "* These codes were generated on: Nov 22, 2026.",
].join("\n");

describe("backup codes", () => {
  it("takes a whole file of ten times eight digits in two columns", () => {
    const found = recogniseCodes(google, "backup-codes");
    expect(found).toMatchObject({ shape: "eight-digits", expected: 10, warnings: [] });
    expect(found.codes).toHaveLength(10);
    expect(found.codes.slice(0, 2)).toEqual(["12345670", "23456781"]);
  });

  it.each([
    [
      "one a line",
      "aaaa-1111\nbbbb-2222\ncccc-3333",
      "four-and-four",
      ["aaaa-1111", "bbbb-2222", "cccc-3333"],
    ],
    ["numbered", "1) aaaa-1111\n2) bbbb-2222", "four-and-four", ["aaaa-1111", "bbbb-2222"]],
    ["with bullets and boxes", "• aaaa-1111\n☐ bbbb-2222", "four-and-four", ["aaaa-1111", "bbbb-2222"]],
    [
      "in one line",
      "aaaa-1111, bbbb-2222; cccc-3333",
      "four-and-four",
      ["aaaa-1111", "bbbb-2222", "cccc-3333"],
    ],
    [
      "with other hyphens and blanks of width nought",
      "a3f0e\u2011b1c2d\n\u200b00ff1-2ab3c",
      "hex-pairs",
      ["a3f0e-b1c2d", "00ff1-2ab3c"],
    ],
    ["pairs of words, without dots", "1 1234 5678 2 2345 6789", "eight-digits", ["12345678", "23456789"]],
    [
      "with a word before each",
      "Code 1: 12345678\nCode 2: 23456789",
      "eight-digits",
      ["12345678", "23456789"],
    ],
    [
      "letters and digits",
      "k2j4h6g8\nq1w2e3r4\nz9x8c7v6",
      "eight-letters",
      ["k2j4h6g8", "q1w2e3r4", "z9x8c7v6"],
    ],
  ])("%s", (_name, text, shape, codes) => {
    expect(recogniseCodes(text, "backup-codes")).toMatchObject({ shape, codes });
  });

  it("takes the provider's own shape first, and says when some are missing or twice", () => {
    const known = { count: 4, shape: "[0-9]{3}[a-z]{3}" };
    const found = recogniseCodes("111aaa\n222 bbb\n111aaa", "backup-codes", known);
    expect(found).toEqual({
      codes: ["111aaa", "222bbb"],
      shape: "own",
      expected: 4,
      warnings: ["duplicates", "fewer"],
    });
  });

  it("takes lines of an unknown shape if enough of them look alike", () => {
    const lines = ["a1b2c-3d4", "x9y8z-7w6", "m5n4o-3p2", "q1r2s-3t4"];
    expect(recogniseCodes(lines.join("\n"), "backup-codes")).toMatchObject({ shape: "alike", codes: lines });
    expect(recogniseCodes(lines.slice(0, 3).join("\n"), "backup-codes").codes).toEqual([]);
  });

  it.each([
    ["a sentence with a date of eight digits", "Made on 20261122, call 12345678 if in doubt."],
    ["words", "password\nsecurity\naccounts"],
    ["nothing", "   \n "],
    ["a single code", "12345678"],
  ])("does not take %s", (_name, text) => {
    expect(recogniseCodes(text, "backup-codes").codes).toEqual([]);
  });

  it("says of one odd line that it may be a password", () => {
    expect(recogniseCodes("correct-Horse7!", "backup-codes").warnings).toEqual(["password"]);
  });
});

describe("an emergency key", () => {
  it.each([
    [
      "mail.com's form",
      "Your secret key:\nXXX33-44YYY-88ZZ8-5AAA5\nKeep it safe.",
      "XXX33-44YYY-88ZZ8-5AAA5",
    ],
    ["after a colon", "Secret key: abcde-12345-fghij-67890", "abcde-12345-fghij-67890"],
    ["with blanks from a PDF", "X X X 3 3 - 4 4 Y Y Y - 8 8 Z Z 8 - 5 A A A 5", "XXX33-44YYY-88ZZ8-5AAA5"],
    ["five groups", "AB12C-DE34F-GH56I-JK78L-MN90P", "AB12C-DE34F-GH56I-JK78L-MN90P"],
    ["twenty letters", "A1B2C3D4E5F6G7H8I9J0", "A1B2C3D4E5F6G7H8I9J0"],
  ])("%s", (_name, text, key) => {
    expect(recogniseCodes(text, "emergency-key").codes).toEqual([key]);
  });

  it("is not made of a sentence", () => {
    expect(recogniseCodes("There is no key on this page at all.", "emergency-key").codes).toEqual([]);
  });
});

it("ends quickly and never throws, whatever is pasted", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 2_000 }), (text) => {
      for (const kind of ["backup-codes", "emergency-key"] as const) {
        const { codes } = recogniseCodes(text, kind);
        expect(codes.every((code) => code.length >= 5)).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
  const spent = processorTime();
  recogniseCodes("1. ".repeat(100_000), "backup-codes");
  recogniseCodes("a ".repeat(100_000), "emergency-key");
  expect(spent()).toBeLessThan(1_000);
});
