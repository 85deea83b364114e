import { describe, expect, it } from "vitest";
import { white } from "../../../../electron/core/qr/grey.ts";
import { loadBmp } from "../../../../electron/core/qr/load-bmp.ts";

interface Bmp {
  readonly bits: number;
  /** one row, four pixels */
  readonly pixels: readonly number[];
  readonly palette?: readonly number[];
  readonly masks?: readonly number[];
  /** bytes of the header: 40 for Windows 3, 108 and 124 for its fourth and fifth version */
  readonly header?: number;
  readonly height?: number;
}

function bmp({ bits, pixels, palette = [], masks = [], header = 40, height = 1 }: Bmp): Buffer {
  const about = Buffer.alloc(14 + Math.max(header, 40 + 4 * masks.length));
  const start = about.length + palette.length;
  about.write("BM", "latin1");
  about.writeUInt32LE(start, 10);
  about.writeUInt32LE(header, 14);
  about.writeInt32LE(4, 18);
  about.writeInt32LE(height, 22);
  about.writeUInt16LE(bits, 28);
  about.writeUInt32LE(masks.length > 0 ? 3 : 0, 30);
  for (const [index, mask] of masks.entries()) about.writeUInt32LE(mask, 54 + 4 * index);
  return Buffer.concat([about, Buffer.from(palette), Buffer.from(pixels)]);
}

const seen = (picture: Bmp) => [...loadBmp(bmp(picture), white).data];
const sixteen = (...values: readonly number[]) => values.flatMap((value) => [value & 255, value >> 8]);
const blackAndWhite = [0, 0, 0, 0, 255, 255, 255, 0];

describe("BMP", () => {
  it.each([
    ["1 bit", { bits: 1, palette: blackAndWhite, pixels: [0b0101_0000, 0, 0, 0] }],
    ["4 bits", { bits: 4, palette: blackAndWhite, pixels: [0x01, 0x01, 0, 0] }],
    ["8 bits", { bits: 8, palette: blackAndWhite, pixels: [0, 1, 0, 1] }],
    [
      "1 bit, fourth header",
      { bits: 1, header: 108, palette: blackAndWhite, pixels: [0b0101_0000, 0, 0, 0] },
    ],
    ["5 bits a colour", { bits: 16, pixels: sixteen(0, 0x7fff, 0, 0x7fff) }],
    ["6 bits of green", { bits: 16, masks: [0xf800, 0x7e0, 0x1f], pixels: sixteen(0, 0xffff, 0, 0xffff) }],
    ["top down", { bits: 8, height: -1, palette: blackAndWhite, pixels: [0, 1, 0, 1] }],
  ] as const)("with %s", (_, picture) => {
    expect(seen(picture)).toEqual([0, 255, 0, 255]);
  });

  it("takes colours from where its masks say they are", () => {
    const sixBits = { bits: 16, masks: [0xf800, 0x7e0, 0x1f] } as const;
    expect(seen({ ...sixBits, pixels: sixteen(0xf800, 0x7e0, 0x1f, 0) })).toEqual([76, 150, 29, 0]);
    const [red, green] = [
      [0, 0, 0, 255],
      [0, 0, 255, 0],
    ] as const;
    const reversed = { bits: 32, masks: [0xff000000, 0xff0000, 0xff00] } as const;
    expect(seen({ ...reversed, pixels: [...red, ...green, ...red, ...green] })).toEqual([76, 150, 76, 150]);
  });

  it("sees what is transparent, unless all of it would be", () => {
    const masks = [0xff0000, 0xff00, 0xff, 0xff000000] as const;
    const dark = [0, 0, 0, 255] as const;
    const clear = [0, 0, 0, 0] as const;
    const light = [255, 255, 255, 0] as const;
    const picture = { bits: 32, header: 124, masks } as const;
    expect(seen({ ...picture, pixels: [...dark, ...clear, ...dark, ...clear] })).toEqual([0, 255, 0, 255]);
    expect(seen({ ...picture, pixels: [...clear, ...light, ...clear, ...light] })).toEqual([0, 255, 0, 255]);
  });
});
