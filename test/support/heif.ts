// HEIC files for tests, put together box by box around data that a real encoder has made: in tiles, as phones save photos,
// turned, mirrored, or with sizes that are not true.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../fixtures/pictures");
export const heifFixture = (name: "whole.heic" | "whole.avif" | "tiles.heic") =>
  readFileSync(join(folder, name));

/** What the code in all of them says. */
export const heifText = "otpauth://totp/Post:ann%40example.org?secret=JB7KQ2MXW5TNR4VZKE6YC3HD&issuer=Post";

export interface TiledOptions {
  /** what the picture's size is said to be, before anything is decoded */
  readonly size?: readonly [width: number, height: number];
  /** what the plan of its tiles says that it is */
  readonly planned?: readonly [width: number, height: number];
  /** quarter turns to the left */
  readonly turns?: number;
  /** 0: top and bottom change sides; 1: left and right */
  readonly mirror?: 0 | 1;
}

const byte = (...values: readonly number[]) => Buffer.from(values);
const short = (...values: readonly number[]) =>
  Buffer.concat(values.map((value) => byte(value >> 8, value & 255)));
const long = (...values: readonly number[]) =>
  Buffer.concat(values.map((value) => short(Math.floor(value / 65_536), value % 65_536)));

function box(name: string, ...content: readonly Buffer[]): Buffer {
  const inside = Buffer.concat(content);
  return Buffer.concat([long(inside.length + 8), Buffer.from(name, "latin1"), inside]);
}

/** The four quarters of the picture as one. */
export function tiledHeic(options: TiledOptions = {}): Buffer {
  const stored = heifFixture("tiles.heic");
  const [width, height] = options.planned ?? [256, 256];
  const isWide = Math.max(width, height) > 0xffff;
  const plan = Buffer.concat([byte(0, isWide ? 1 : 0, 1, 1), (isWide ? long : short)(width, height)]);
  const items = [...tilesOf(stored), plan];
  // The place of the data is known once the length of what stands before it is.
  const before = heicHead(stored, items, 0, options).length + 8;
  return Buffer.concat([heicHead(stored, items, before, options), box("mdat", ...items)]);
}

/** One of the four quarters each: where the file's table says that its data lies. */
function tilesOf(stored: Buffer): readonly Buffer[] {
  const table = stored.indexOf("iloc") + 4 + 8;
  return [0, 1, 2, 3].map((index) => {
    const at = table + index * 18;
    const start = stored.readUInt32BE(at + 4);
    return stored.subarray(start, start + stored.readUInt32BE(at + 14));
  });
}

function heicHead(stored: Buffer, items: readonly Buffer[], start: number, options: TiledOptions): Buffer {
  const { size = [256, 256], turns = 0, mirror } = options;
  const decoder = stored.subarray(stored.indexOf("hvcC") - 4);
  const properties = [
    decoder.subarray(0, decoder.readUInt32BE(0)),
    box("ispe", long(0, 128, 128)),
    box("ispe", long(0, ...size)),
    ...(turns > 0 ? [box("irot", byte(turns))] : []),
    ...(mirror === undefined ? [] : [box("imir", byte(mirror))]),
  ];
  const own = properties.map((_, index) => index + 1).slice(2);
  const ends = items.map((_, index) =>
    items.slice(0, index + 1).reduce((sum, { length }) => sum + length, 0),
  );
  const names = items.map((_, index) =>
    box(
      "infe",
      long(index < 4 ? 0x02_00_00_01 : 0x02_00_00_00),
      short(index + 1, 0),
      Buffer.from(index < 4 ? "hvc1\0" : "grid\0"),
    ),
  );
  const places = items.map(({ length }, index) =>
    Buffer.concat([short(index + 1, 0, 1), long(start + (ends[index] ?? 0) - length, length)]),
  );
  const association = items.map((_, index) => {
    const mine = index < 4 ? [0x81, 2] : own;
    return Buffer.concat([short(index + 1), byte(mine.length, ...mine)]);
  });
  return Buffer.concat([
    box("ftyp", Buffer.from("heic\0\0\0\0mif1heic")),
    box(
      "meta",
      long(0),
      box("hdlr", long(0, 0), Buffer.from("pict"), Buffer.alloc(13)),
      box("pitm", long(0), short(items.length)),
      box("iloc", long(0), short(0x4400, items.length), ...places),
      box("iinf", long(0), short(items.length), ...names),
      box("iref", long(0), box("dimg", short(items.length, 4, 1, 2, 3, 4))),
      box("iprp", box("ipco", ...properties), box("ipma", long(0, items.length), ...association)),
    ),
  ]);
}
