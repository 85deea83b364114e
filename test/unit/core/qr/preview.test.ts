import { describe, expect, it } from "vitest";
import { findInPicture } from "../../../../electron/core/qr/find-in-picture.ts";
import { loadPicture } from "../../../../electron/core/qr/load-picture.ts";
import { lookAtPicture } from "../../../../electron/core/qr/look-at-picture.ts";
import { writePng } from "../../../../electron/core/qr/write-png.ts";
import { canvas, drawQr, qrPng, toPng } from "../../../support/pictures.ts";

const link = "otpauth://totp/Post:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Post";
const textsIn = async (bytes: Uint8Array) =>
  (await findInPicture(bytes, 10_000)).codes.map(({ text }) => text);

describe("what is shown of a picture", () => {
  it("says nothing of its codes, not even of a second copy", async () => {
    const picture = canvas(1_200, 700, [240, 240, 240]);
    drawQr(picture, link, { x: 100, y: 100, size: 8 });
    drawQr(picture, link, { x: 700, y: 150, size: 5 });
    drawQr(picture, "https://example.org/", { x: 700, y: 450, size: 6 });
    const { preview, codes } = await lookAtPicture(toPng(picture), 10_000);
    expect(codes).toHaveLength(2);
    expect(preview).toMatchObject({ width: 40, height: 23 });
    expect(await textsIn(preview.png)).toEqual([]);
  });

  it("covers a code that fills it, too", async () => {
    const { preview, codes } = await lookAtPicture(qrPng(link), 10_000);
    expect(codes).toHaveLength(1);
    expect(preview).toMatchObject({ width: 40, height: 40 });
    expect(await textsIn(preview.png)).toEqual([]);
  });

  it("is small, whatever was looked at", async () => {
    const picture = canvas(3_840, 2_160, [30, 30, 40]);
    drawQr(picture, link, { x: 1_000, y: 600, size: 12 });
    const { preview, width } = await lookAtPicture(toPng(picture), 10_000);
    expect([width, preview.width, preview.height]).toEqual([3_840, 40, 23]);
    expect(await textsIn(preview.png)).toEqual([]);
  });

  it.each([480, 960, 3_840])("makes grey bars of letters, in a picture %i pixels wide too", async (width) => {
    // Sixteen letters fill a line, each of three upright strokes.
    const stroke = width / (16 * 6);
    const picture = canvas(width, width / 4);
    for (let at = 0; at < width * picture.height; at += 1) {
      if (Math.floor((at % width) / stroke) % 2 === 0) picture.data.fill(0, at * 4, at * 4 + 3);
    }
    const { preview } = await lookAtPicture(toPng(picture), 10_000);
    const { data } = await loadPicture(preview.png);
    expect(Math.max(...data) - Math.min(...data)).toBeLessThan(64);
  });

  it("is a PNG of the very same tones", async () => {
    const data = Uint8Array.from({ length: 35 }, (_, index) => index * 7);
    expect(await loadPicture(writePng({ width: 7, height: 5, data }))).toEqual({ width: 7, height: 5, data });
  });
});
