import { describe, expect, it } from "vitest";
import { pictureOfColours } from "../../../../electron/core/qr/colours.ts";
import { findCodes } from "../../../../electron/core/qr/find-codes.ts";
import { createFoundPlaces, isPlausible, type QrCode } from "../../../../electron/core/qr/found-places.ts";
import type { Point } from "../../../../electron/core/qr/grey.ts";
import { readWithJsqr } from "../../../../electron/core/qr/jsqr.ts";
import { openZxing, type Zxing } from "../../../../electron/core/qr/zxing.ts";
import { canvas, drawQr } from "../../../support/pictures.ts";

const square = (x: number, y: number, side: number): readonly Point[] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
];
const drawn = () => {
  const picture = canvas(500, 400);
  drawQr(picture, "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ", { x: 60, y: 60, size: 5 });
  return pictureOfColours(picture.width, picture.height, picture.data);
};

describe("searching a picture", () => {
  it("tells of a code before the search has ended", async () => {
    const early: QrCode[] = [];
    const zxing = await openZxing();
    let looks = 0;
    const counted: Zxing = (...look) => {
      looks += 1;
      return zxing(...look);
    };
    const codes = findCodes(drawn(), {
      zxing: counted,
      timeLimit: 1_000,
      now: () => 0,
      onFound: (code) => early.push(code),
    });
    expect(early.map(({ text }) => text)).toEqual(["otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ"]);
    expect(codes).toHaveLength(1);
    // One code that explains all that looks like one: nothing is looked at twice.
    expect(looks).toBe(1);
  });

  it("ends with its time, however much there is to look at", () => {
    const rough = {
      width: 400,
      height: 400,
      data: Uint8Array.from({ length: 160_000 }, (_, at) => (at * 2_654_435_761) >>> 24),
    };
    let clock = 0;
    let looks = 0;
    const nothing: Zxing = () => {
      looks += 1;
      clock += 100;
      return [];
    };
    expect(findCodes(rough, { zxing: nothing, timeLimit: 350, now: () => clock })).toEqual([]);
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThanOrEqual(4);
  });

  it("reads with jsQR too, in both polarities one after the other", () => {
    const light = drawn();
    const dark = { ...light, data: light.data.map((value) => 255 - value) };
    for (const picture of [light, dark, light]) {
      expect(readWithJsqr(picture)?.text).toBe("otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ");
    }
    expect(readWithJsqr({ width: 60, height: 60, data: new Uint8Array(3_600) })).toBeUndefined();
  });
});

describe("what was found", () => {
  it("is one code a text, surer when it is seen again", () => {
    const told: string[] = [];
    const found = createFoundPlaces(({ text }) => told.push(text));
    expect(found.add("a", square(10, 10, 100), 0.9)).toBe(true);
    expect(found.add("a", square(11, 10, 100), 0.9)).toBe(false);
    expect(found.add("b", square(300, 10, 100), 0.9)).toBe(true);
    expect(told).toEqual(["a", "b"]);
    expect(found.codes().map(({ text, confidence }) => [text, confidence])).toEqual([
      ["a", 1],
      ["b", 0.9],
    ]);
  });

  it("explains the regions that it covers", () => {
    const found = createFoundPlaces(() => undefined);
    found.add("a", square(100, 100, 80), 1);
    expect(found.explained({ x: 100, y: 100, width: 80, height: 80 })).toBe(1);
    // The quiet zone belongs to it: ten pixels here.
    expect(found.explained({ x: 90, y: 90, width: 200, height: 100 })).toBe(0.5);
    expect(found.explained({ x: 300, y: 0, width: 50, height: 50 })).toBe(0);
  });

  it("must have the shape of a code", () => {
    const picture = { width: 800, height: 600 };
    expect(isPlausible(square(10, 10, 90), picture)).toBe(true);
    expect(isPlausible(square(10, 10, 8), picture)).toBe(false);
    expect(isPlausible(square(10, 10, 90).toReversed(), picture)).toBe(true);
    const long: readonly Point[] = [
      [0, 0],
      [400, 0],
      [400, 40],
      [0, 40],
    ];
    expect(isPlausible(long, picture)).toBe(false);
    const [a, b, c, d] = square(10, 10, 90);
    if (!a || !b || !c || !d) throw new Error("four corners");
    expect(isPlausible([a, c, b, d], picture)).toBe(false);
  });
});
