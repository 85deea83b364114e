// The ways in which a region is drawn anew for the decoders, in the order in which they are tried: what helps most
// pictures comes first, what helps few comes last.
import {
  blurred,
  enlarged,
  extremeDown,
  type Grey,
  halved,
  inverted,
  shrunk,
  stretched,
  thresholded,
} from "./grey.ts";
import { withQuietZone } from "./quiet-zone.ts";
import type { ZxingLook } from "./zxing.ts";

export interface View {
  readonly name: string;
  readonly draw: (region: Grey) => Grey;
  readonly look: ZxingLook;
  /** no use for regions that are this many pixels or more on their longer side */
  readonly below?: number;
  /** pixels of ground that were drawn around the region */
  readonly margin?: number;
  /** how much of the region's side is shown around it; an eighth unless told */
  readonly around?: number;
  /** shown to jsQR, or to our own reader of grids, instead: slower, but each sees some that zxing does not */
  readonly reader?: "jsqr" | "grid";
}

const side = ({ width, height }: Grey) => Math.max(width, height);

/** Enlarged until the longer side has about `wanted` pixels, at most fourfold. */
const grown = (region: Grey, wanted: number): Grey => {
  const scale = Math.min(4, wanted / side(region));
  return scale > 1.2 ? enlarged(region, scale) : scale < 0.7 ? shrunk(region, scale) : region;
};

/** Fills dark gaps between rows: codes that a terminal draws with blocks of text have lines between them. */
const closedDown = (region: Grey, radius: number) =>
  extremeDown(extremeDown(region, radius, true), radius, false);

/**
 * Makes dots larger on all sides, so that modules which are far apart touch. What there is less of are the dots, and they become
 * dark ones.
 */
const spread = (region: Grey, radius: number) => {
  const mean = region.data.reduce((sum, bright) => sum + bright, 0) / region.data.length;
  const dark = mean < 128 ? inverted(region) : region;
  return transposed(extremeDown(transposed(extremeDown(dark, radius, false)), radius, false));
};

function transposed({ width, height, data }: Grey): Grey {
  const turned = new Uint8Array(data.length);
  for (let row = 0, from = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1, from += 1)
      turned[column * height + row] = data[from] ?? 0;
  }
  return { width: height, height: width, data: turned };
}

/** In at most so many pixels: the grid is laid over each, and a look cannot be interrupted. */
const mostForGrid = 1_000_000;
const forGrid = (picture: Grey, most = mostForGrid): Grey => {
  const scale = Math.sqrt(most / (picture.width * picture.height));
  return scale < 1 ? shrunk(picture, scale) : picture;
};

export const views: readonly View[] = [
  { name: "stretched", draw: stretched, look: {} },
  { name: "enlarged", draw: (region) => stretched(grown(region, 500)), look: {}, below: 420 },
  { name: "grid", draw: (region) => forGrid(region), look: {}, reader: "grid" },
  { name: "denoised", draw: stretched, look: { denoise: true } },
  {
    name: "dots",
    draw: (region) => thresholded(blurred(grown(region, 600), 4), 40),
    look: { blackAndWhite: true },
  },
  { name: "small dots", draw: (region) => spread(stretched(grown(region, 600)), 2), look: { denoise: true } },
  { name: "threshold", draw: (region) => thresholded(region, 7), look: { blackAndWhite: true } },
  { name: "quiet zone", draw: withQuietZone, look: {}, margin: 30 },
  {
    name: "quiet zone, inverted",
    draw: (region) => withQuietZone(inverted(stretched(region))),
    look: {},
    margin: 30,
  },
  { name: "grid, wide", draw: (region) => forGrid(region), look: {}, reader: "grid", around: 0.6 },
  { name: "rows joined", draw: (region) => closedDown(region, 3), look: {} },
  {
    name: "enlarged threshold",
    draw: (region) => thresholded(grown(region, 600), 12),
    look: { blackAndWhite: true },
    below: 500,
  },
  { name: "one threshold", draw: stretched, look: { oneThreshold: true } },
  { name: "jsqr", draw: (region) => stretched(grown(region, 500)), look: {}, reader: "jsqr" },
  { name: "half", draw: (region) => stretched(halved(region)), look: { denoise: true } },
  { name: "wide", draw: stretched, look: {}, around: 0.7 },
];

/** For codes that look like none from afar: the whole picture, as small as needed to be looked at in time. */
export const wholeView: View = {
  name: "grid, whole picture",
  draw: (picture) => forGrid(picture, 1_500_000),
  look: {},
  reader: "grid",
};
