import fc from "fast-check";
import createDecoder from "libheif-js/libheif-wasm/libheif.js";
import { describe, expect, it } from "vitest";
import { withDecoder } from "../../../../electron/core/qr/decoder.ts";
import { findInPicture } from "../../../../electron/core/qr/find-in-picture.ts";
import type { Grey } from "../../../../electron/core/qr/grey.ts";
import { loadPicture } from "../../../../electron/core/qr/load-picture.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { heifFixture, heifText, tiledHeic } from "../../../support/heif.ts";

const textsOf = async (file: Uint8Array) => (await findInPicture(file, 5_000)).codes.map(({ text }) => text);
const failureOf = (file: Uint8Array) =>
  loadPicture(file).then(
    () => undefined,
    (failure: unknown) => failure,
  );

describe("a photo as phones save it", () => {
  it("is read in one piece and in tiles, as HEIC and as AVIF", async () => {
    for (const file of [heifFixture("whole.heic"), heifFixture("whole.avif"), tiledHeic()]) {
      expect(await textsOf(file)).toEqual([heifText]);
    }
  });

  it("shows the same whatever it was packed as, its colours too", async () => {
    const [whole, tiled, avif] = await Promise.all([
      loadPicture(heifFixture("whole.heic")),
      loadPicture(tiledHeic()),
      loadPicture(heifFixture("whole.avif")),
    ]);
    for (const other of [tiled, avif]) {
      expect(distance(whole, other)).toBeLessThan(5);
      expect(other.colours).toMatchObject({ step: 1, width: 256, height: 256 });
    }
    // The middle of the first finder pattern: dark, and bluer than grey.
    const [x, y] = [62, 62];
    for (const { data, colours } of [whole, tiled, avif]) {
      expect(data[y * 256 + x]).toBeLessThan(60);
      expect(colours?.blue[y * 256 + x]).toBeGreaterThan(140);
      expect(colours?.red[y * 256 + x]).toBeLessThan(130);
    }
  });

  it("stands as the camera was held", async () => {
    const upright = await loadPicture(tiledHeic());
    for (const turns of [1, 2, 3]) {
      const turned = await loadPicture(tiledHeic({ turns }));
      let expected: Grey = upright;
      for (let turn = 0; turn < turns; turn += 1) expected = turnedLeft(expected);
      expect(distance(turned, expected), `${turns} turns`).toBe(0);
    }
    const mirrored = await loadPicture(tiledHeic({ mirror: 0 }));
    const row = (picture: Grey, y: number) => [...picture.data.subarray(y * 256, y * 256 + 256)];
    const [first, last] = [row(mirrored, 60), row(mirrored, 195)];
    expect(first).not.toEqual(row(upright, 60));
    expect([first, last]).toEqual([row(upright, 195), row(upright, 60)]);
  });

  it("is refused before it is decoded when it says that it is too large", async () => {
    expect(await failureOf(tiledHeic({ size: [9_000, 5_000] }))).toMatchObject({
      code: "picture-too-large",
      detail: { unit: "pixels", width: 9_000, height: 5_000 },
    });
  });

  it("is refused when its tiles are to make a larger picture than it says", async () => {
    expect(await failureOf(tiledHeic({ planned: [60_000, 60_000] }))).toMatchObject({
      code: "picture-unreadable",
      detail: { format: "heic" },
    });
  });

  it("is decoded by what gets no more memory than its share", async () => {
    const decoding = withDecoder("libheif-js/libheif-wasm/libheif.wasm", async (options) => {
      const decoder = createDecoder(options);
      expect(decoder._malloc(200_000_000)).toBeGreaterThan(0);
      expect(decoder._malloc(300_000_000)).toBe(0);
      expect(decoder.HEAPU8).toHaveProperty(
        "length",
        expect.toSatisfy((length) => length < 470_000_000),
      );
      throw new Error("the picture cannot be decoded");
    });
    await expect(decoding).rejects.toMatchObject({
      code: "picture-too-large",
      detail: { limit: 469_762_048, unit: "memory" },
    });
  });

  it("answers pixels or a known error for any broken file, soon", async () => {
    const wholes = [heifFixture("whole.heic"), heifFixture("whole.avif"), tiledHeic()];
    const broken = fc
      .tuple(
        fc.constantFrom(...wholes),
        // Most of what can be damaged in a small file are its boxes, in the first thousand bytes.
        fc.array(fc.tuple(fc.oneof(fc.nat(1_000), fc.nat()), fc.nat(255)), { maxLength: 8 }),
        fc.oneof(fc.constant(1), fc.double({ min: 0.02, max: 1, noNaN: true })),
      )
      .map(([whole, changes, part]) => {
        const file = Buffer.from(whole);
        for (const [at, value] of changes) file[at % file.length] = value;
        return file.subarray(0, Math.ceil(file.length * part));
      });
    await fc.assert(
      fc.asyncProperty(broken, async (file) => {
        const begun = performance.now();
        try {
          const { width, height, data } = await loadPicture(file);
          expect(data.length).toBe(width * height);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
        expect(performance.now() - begun).toBeLessThan(5_000);
      }),
      { numRuns: 60 },
    );
  });
});

function turnedLeft({ width, height, data }: Grey): Grey {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) turned[(width - 1 - x) * height + y] = data[y * width + x] ?? 0;
  }
  return { width: height, height: width, data: turned };
}

/** The mean difference of a pixel. */
function distance(a: Grey, b: Grey): number {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  return a.data.reduce((sum, value, at) => sum + Math.abs(value - (b.data[at] ?? 0)), 0) / a.data.length;
}
