import { describe, expect, it } from "vitest";
import { firstWebpFrame } from "../../../../electron/core/qr/first-webp-frame.ts";
import { loadPicture } from "../../../../electron/core/qr/load-picture.ts";
import { canvas, drawQr, toWebp } from "../../../support/pictures.ts";

function chunk(name: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const about = Buffer.alloc(8);
  about.write(name, "latin1");
  about.writeUInt32LE(body.length, 4);
  return Buffer.concat([about, body, Buffer.alloc(body.length & 1)]);
}

/** Three bytes each. */
const small = (...values: readonly number[]) =>
  Buffer.from(values.flatMap((value) => [value & 255, (value >> 8) & 255, value >> 16]));

/** `frames` of the same size; the film says that it is `width` wide. */
async function film(width: number, ...texts: readonly string[]): Promise<Buffer> {
  const frames = await Promise.all(
    texts.map(async (text) => {
      const picture = canvas(150, 150);
      drawQr(picture, text, { x: 30, y: 30, size: 3 });
      const file = await toWebp(picture);
      return chunk("ANMF", small(0, 0, 149, 149, 100), Buffer.of(0), file.subarray(12));
    }),
  );
  const head = chunk("VP8X", Buffer.of(0x02, 0, 0, 0), small(width - 1, 149));
  const whole = Buffer.concat([Buffer.from("WEBP"), head, chunk("ANIM", Buffer.alloc(6)), ...frames]);
  return chunk("RIFF", whole);
}

describe("the first frame of an animated WebP", () => {
  it("is a picture of its own", async () => {
    const still = canvas(150, 150);
    drawQr(still, "FIRST", { x: 30, y: 30, size: 3 });
    const [shown, wanted] = [await loadPicture(await film(150, "FIRST", "SECOND")), await toWebp(still)];
    expect(shown).toEqual(await loadPicture(wanted));
    expect(firstWebpFrame(wanted)).toBe(wanted);
  });

  it("is refused where it is larger than any picture may be, or cut off", async () => {
    const whole = await film(150, "FIRST");
    const lying = Buffer.from(whole);
    lying.set(small(16_000, 16_000), whole.indexOf("ANMF") + 8 + 6);
    await expect(loadPicture(lying)).rejects.toMatchObject({ code: "picture-too-large" });
    await expect(loadPicture(whole.subarray(0, whole.length - 40))).rejects.toMatchObject({
      ...{ code: "picture-unreadable", detail: { format: "webp" } },
    });
  });
});
