// A coloured picture in other shades than brightness, each drawn as if it were brightness: for codes whose colours are
// equally bright, and for codes under something coloured. Says which shades are worth a look.
import type { Colours, Picture } from "./colours.ts";
import { type Area, countsOf, cut, type Grey, rank } from "./grey.ts";
import { findRegions, type Region } from "./regions.ts";

export interface Shade {
  /** how many pixels of the picture one of `grey` stands for, across and down */
  readonly scale: number;
  readonly grey: Grey;
  /** in pixels of `grey`, best first */
  readonly regions: readonly Region[];
}

/** Of a region, for its shade to be worth a look. */
const leastGrade = 0.5;
/** Of 255, between the colours of a region; packing makes differences of its own. */
const leastContrast = 24;
/** Pixels: shades are searched in this size, and read in full. */
const searched = 2_500_000;
/** From grey, of 128. */
const leastTint = 24;
/** The part of a region that must have a colour for its red, green and blue to differ. */
const leastTinted = 0.08;

/**
 * The shades in which something looks like a code, one drawn after the other. `unread` are regions that look like one in
 * brightness already: where they have colours, one of red, green and blue may show what another hides.
 */
export function* shadesOf(picture: Picture, unread: readonly Region[]): Generator<Shade> {
  const { colours } = picture;
  if (!colours) return;
  const scale = colours.step;
  for (const draw of [redness, blueness, fromGround]) {
    const grey = draw(colours);
    const regions = findRegions(grey, searched);
    if (regions.some((region) => looksLikeCode(grey, region))) yield { scale, grey, regions };
  }
  if (!unread.some((region) => region.grade >= leastGrade && isTinted(colours, region))) return;
  for (const light of lights) {
    const grey = inLight(picture, colours, light);
    yield { scale, grey, regions: findRegions(grey, searched) };
  }
}

const redness = ({ width, height, red }: Colours): Grey => ({ width, height, data: red });
const blueness = ({ width, height, blue }: Colours): Grey => ({ width, height, data: blue });

/** How far each colour is from the commonest one: dark modules of many colours on a ground of one. */
function fromGround({ width, height, blue, red }: Colours): Grey {
  const counts = new Uint32Array(32 * 32);
  const binOf = (at: number) => ((blue[at] ?? 0) >> 3) * 32 + ((red[at] ?? 0) >> 3);
  for (let at = 0; at < blue.length; at += 1) {
    const bin = binOf(at);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const ground = counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
  const [groundBlue, groundRed] = [(ground >> 5) * 8 + 4, (ground & 31) * 8 + 4];
  const distances = Uint8Array.from({ length: 65_536 }, (_, both) =>
    Math.max(0, 255 - Math.hypot((both >> 8) - groundBlue, (both & 255) - groundRed)),
  );
  const data = new Uint8Array(blue.length);
  for (let at = 0; at < data.length; at += 1)
    data[at] = distances[((blue[at] ?? 0) << 8) | (red[at] ?? 0)] ?? 0;
  return { width, height, data };
}

/** What is added to the brightness: a part of the blueness, and one of the redness. */
type Light = readonly [ofBlue: number, ofRed: number];
const lights: readonly Light[] = [
  [0, 1.402],
  [-0.344, -0.714],
  [1.772, 0],
];

/** As through a filter of red, green or blue glass. */
function inLight(picture: Grey, { step, width, height, blue, red }: Colours, [ofBlue, ofRed]: Light): Grey {
  const data = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const bright = picture.data[y * step * picture.width + x * step] ?? 0;
      data[at] = bright + ofBlue * ((blue[at] ?? 0) - 128) + ofRed * ((red[at] ?? 0) - 128);
    }
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}

function looksLikeCode(shade: Grey, region: Region): boolean {
  return region.grade >= leastGrade && contrast(cut(shade, region)) >= leastContrast;
}

/** Between the values below and above which a tenth of the pixels lies. */
function contrast(picture: Grey): number {
  const counts = countsOf(picture);
  const tenth = picture.data.length / 10;
  return rank(counts, picture.data.length - tenth) - rank(counts, tenth);
}

function isTinted({ step, width, height, blue, red }: Colours, area: Area): boolean {
  const size = { width, height };
  const small = {
    ...{ x: area.x / step, y: area.y / step },
    ...{ width: area.width / step, height: area.height / step },
  };
  const [bluePart, redPart] = [cut({ ...size, data: blue }, small), cut({ ...size, data: red }, small)];
  const tinted = bluePart.data.reduce((count, value, at) => {
    const far = Math.max(Math.abs(value - 128), Math.abs((redPart.data[at] ?? 0) - 128));
    return far >= leastTint ? count + 1 : count;
  }, 0);
  return tinted >= leastTinted * bluePart.data.length;
}
