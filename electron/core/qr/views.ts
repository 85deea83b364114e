// The ways in which a region is drawn anew for the decoders, in the order in which they are tried: what helps most
// pictures comes first, what helps few comes last.
import {
  blurred,
  enlarged,
  extremeDown,
  framed,
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

export const views: readonly View[] = [
  { name: "stretched", draw: stretched, look: {} },
  { name: "enlarged", draw: (region) => stretched(grown(region, 500)), look: {}, below: 420 },
  { name: "grid", draw: (region) => region, look: {}, reader: "grid" },
  { name: "quiet zone", draw: withQuietZone, look: {}, margin: 30 },
  {
    name: "quiet zone, inverted",
    draw: (region) => withQuietZone(inverted(stretched(region))),
    look: {},
    margin: 30,
  },
  { name: "denoised", draw: stretched, look: { denoise: true } },
  { name: "threshold", draw: (region) => thresholded(region, 7), look: { blackAndWhite: true } },
  {
    name: "dots",
    draw: (region) => thresholded(blurred(grown(region, 600), 4), 40),
    look: { blackAndWhite: true },
  },
  { name: "rows joined", draw: (region) => closedDown(region, 3), look: {} },
  { name: "light frame", draw: (region) => framed(stretched(region), 24, 255), look: {}, margin: 24 },
  {
    name: "enlarged threshold",
    draw: (region) => thresholded(grown(region, 600), 12),
    look: { blackAndWhite: true },
    below: 500,
  },
  {
    name: "enlarged more",
    draw: (region) => stretched(grown(region, 900)),
    look: { denoise: true },
    below: 420,
  },
  { name: "one threshold", draw: stretched, look: { oneThreshold: true } },
  { name: "half", draw: (region) => stretched(halved(region)), look: { denoise: true } },
  { name: "enlarged blur", draw: (region) => blurred(grown(region, 600), 1), look: { denoise: true } },
  { name: "dark frame", draw: (region) => inverted(framed(stretched(region), 24, 0)), look: {}, margin: 24 },
  { name: "jsqr", draw: (region) => stretched(grown(region, 500)), look: {}, reader: "jsqr" },
  {
    name: "quiet zone, enlarged",
    draw: (region) => withQuietZone(grown(region, 800)),
    look: { denoise: true },
    margin: 30,
  },
  {
    name: "jsqr, quiet zone",
    draw: (region) => withQuietZone(grown(region, 400)),
    look: {},
    reader: "jsqr",
    margin: 30,
  },
  {
    name: "small dots",
    draw: (region) => thresholded(blurred(grown(region, 300), 2), 30),
    look: { blackAndWhite: true },
  },
  { name: "blur", draw: (region) => blurred(region, 2), look: { denoise: true } },
  { name: "wider dark", draw: (region) => extremeDown(region, 1, false), look: { denoise: true } },
  { name: "rows opened", draw: (region) => inverted(closedDown(inverted(region), 2)), look: {} },
  {
    name: "wide threshold",
    draw: (region) => thresholded(grown(region, 500), 30),
    look: { blackAndWhite: true },
  },
  {
    name: "lighter",
    draw: (region) => thresholded(grown(region, 500), 20, -8),
    look: { blackAndWhite: true },
  },
  { name: "darker", draw: (region) => thresholded(grown(region, 500), 20, 8), look: { blackAndWhite: true } },
  {
    name: "rows joined, quiet zone",
    draw: (region) => withQuietZone(inverted(closedDown(stretched(region), 2))),
    look: {},
    margin: 30,
  },
  { name: "wide", draw: stretched, look: {}, around: 0.7 },
  {
    name: "wide, quiet zone",
    draw: (region) => withQuietZone(inverted(stretched(region))),
    look: {},
    margin: 30,
    around: 0.7,
  },
  { name: "third", draw: (region) => stretched(shrunk(region, 1 / 3)), look: { denoise: true } },
];
