// PNG files as few encoders write them: one to eight bits a pixel, with a palette, interlaced, or with data of any kind.
import { crc32, deflateSync } from "node:zlib";

/** A file with the given header (eight bits of grey unless told) and any compressed data. */
export function rawPng(
  header: {
    readonly width: number;
    readonly height: number;
    readonly depth?: number;
    readonly colourType?: number;
    readonly interlaced?: boolean;
  },
  data: Uint8Array,
  palette?: Uint8Array,
  transparent?: Uint8Array,
): Buffer {
  const { width, height, depth = 8, colourType = 0, interlaced = false } = header;
  const first = Buffer.alloc(13);
  first.writeUInt32BE(width, 0);
  first.writeUInt32BE(height, 4);
  first.set([depth, colourType, 0, 0, interlaced ? 1 : 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", first),
    ...(palette ? [chunk("PLTE", palette)] : []),
    ...(transparent ? [chunk("tRNS", transparent)] : []),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** `pixels` are grey values or places in the palette, one byte each, of `depth` bits. */
export function packPng(picture: {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly pixels: Uint8Array;
  readonly palette: Uint8Array | undefined;
  readonly interlaced: boolean;
}): Buffer {
  const { width, height, depth, pixels, palette, interlaced } = picture;
  const rows: Buffer[] = [];
  for (const [x, y, stepX, stepY] of interlaced ? passes : [[0, 0, 1, 1] as const]) {
    for (let row = y; row < height; row += stepY) {
      const line: number[] = [];
      for (let column = x; column < width; column += stepX) line.push(pixels[row * width + column] ?? 0);
      if (line.length > 0) rows.push(packRow(line, depth));
    }
  }
  const header = { width, height, depth, colourType: palette ? 3 : 0, interlaced };
  return rawPng(header, deflateSync(Buffer.concat(rows)), palette);
}

function packRow(values: readonly number[], depth: number): Buffer {
  const row = Buffer.alloc(1 + Math.ceil((values.length * depth) / 8));
  for (const [index, value] of values.entries()) {
    const at = 1 + ((index * depth) >> 3);
    row[at] = (row[at] ?? 0) | (value << (8 - depth - ((index * depth) & 7)));
  }
  return row;
}

function chunk(name: string, data: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
