// Data as codes hold it, and data that no code would hold.
import { expect, it } from "vitest";
import { isWellFormed } from "../../../../../electron/core/qr/grid/well-formed.ts";

/** Bits written as 0 and 1, blanks between, filled up to whole bytes with zeros. */
function bits(written: string): Uint8Array {
  const all = written.replaceAll(" ", "");
  const bytes = all.match(/.{1,8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
}

const a = "0100 00000001 01100001";

it.each([
  ["a letter, the end, and padding", `${a} 0000 11101100 00010001 11101100`],
  ["a letter that fills the code", a],
  ["digits in groups of three, two and one", "0001 0000000100 0001111011 0100 0000"],
  ["letters and digits, two at a time", "0010 000000011 11001111111 001010 0000"],
  ["bytes after which characters they mean", `0111 00011010 ${a} 0000`],
  ["one of several", `0011 00000001 00000000 ${a} 0000`],
  ["a Kanji", "1000 00000001 0110101010101 0000"],
])("%s are well formed", (_what, written) => {
  expect(isWellFormed(bits(written), 1)).toBe(true);
});

it.each([
  ["another padding", `${a} 0000 11101100 00010000`],
  ["padding in the other order", `${a} 0000 00010001 11101100`],
  ["ones between the end and the next byte", "0001 0000000001 0100 0000 000001 11101100"],
  ["a mode that does not exist", "0110 00000001 01100001"],
  ["a text longer than the code", "0100 00000010 01100001"],
  ["no text at all", "0000 0000 11101100 00010001"],
  ["a control character", "0100 00000001 00000111 0000"],
  ["a group of digits above 999", "0001 0000000011 1111101000 0000"],
  ["a pair beyond the last one", "0010 000000010 11111101001 0000"],
])("%s are not", (_what, written) => {
  expect(isWellFormed(bits(written), 1)).toBe(false);
});
