// Why a picture may have shown no code: from what looks like one in it, the one thing that is most likely to help. Pure.
import type { ScanAdvice } from "../../../shared/models/scan.ts";
import { type Area, cut, type Grey, halvedTo, within } from "./grey.ts";
import { cornersOfCodes } from "./lone-corners.ts";
import { commonArea, findRegions, type Region } from "./regions.ts";
import type { Zxing } from "./zxing.ts";

export interface Advice {
  readonly advice: ScanAdvice;
  /** what looks like a code, best first */
  readonly suspects: readonly Area[];
}

/**
 * Of a region: the text beside a code hardly ever gets it. What an edge has cut is no square, which costs it grade: a page
 * full of text gets as much, and has no corner of a code in it.
 */
const leastGrade = { inside: 0.6, atEdge: 0.4 };
const most = 3;
/** Pixels: modules of fewer are read only from a clean picture. */
const smallModule = 2.6;
/** Pixels: more do not show a barcode any better. */
const enough = 2_500_000;
/** Pixels a side: the shortest links need 33 modules. */
const smallPicture = 80;
/** Levels of 255 between the darkest and the brightest tenth. */
const leastContrast = 50;
/** A picture of this brightness at most, in its brightest part, is one taken in the dark. */
const dark = 80;

/** To be asked only when no QR code was found. */
export function adviceFor(picture: Grey, zxing: Zxing): Advice {
  const barcodes = otherBarcodes(picture, zxing);
  if (barcodes.length > 0) return { advice: "other-kind", suspects: barcodes.slice(0, most) };
  const corners = cornersOfCodes(picture);
  const isLikely = (region: Region) =>
    region.grade >= leastGrade.inside ||
    (region.grade >= leastGrade.atEdge &&
      isCut(picture, region) &&
      corners.some((corner) => commonArea(corner, region) > 0));
  const suspects = findRegions(picture).filter(isLikely).slice(0, most);
  const [best] = suspects;
  const isAtEdge = best !== undefined && isCut(picture, best);
  // With three of them the whole code is there, and something else is wrong.
  if (!isAtEdge && (corners.length === 1 || corners.length === 2))
    return { advice: "whole", suspects: corners };
  return {
    advice: best ? aboutRegion(picture, best) : aboutPicture(picture),
    suspects: suspects.map(areaOf),
  };
}

function otherBarcodes(picture: Grey, zxing: Zxing): readonly Area[] {
  const { small, scale } = halvedTo(picture, enough);
  return zxing(small, { otherKinds: true, quick: true }).map(({ corners }) => {
    const [columns, rows] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    const [x, y] = [Math.min(...columns), Math.min(...rows)];
    const [width, height] = [Math.max(...columns) - x, Math.max(...rows) - y];
    // Of a linear barcode one line is told.
    return within(picture, {
      ...{ x: x * scale, y: y * scale },
      ...{ width: Math.max(1, width * scale), height: Math.max(8, height * scale) },
    });
  });
}

function aboutRegion(picture: Grey, region: Region): ScanAdvice {
  const part = cut(picture, region);
  const { dark: darkest, bright } = tones(part);
  if (isCut(picture, region)) return "whole";
  if (moduleOf(part, (darkest + bright) / 2) < smallModule) return "larger";
  if (bright - darkest < leastContrast) return "brighter";
  return "unreadable";
}

function aboutPicture(picture: Grey): ScanAdvice {
  if (Math.max(picture.width, picture.height) < smallPicture) return "small-picture";
  const { dark: darkest, bright } = tones(picture);
  // A plain ground of one colour is no dark picture: it shows nothing at all.
  return bright < dark && bright - darkest > leastContrast / 5 ? "brighter" : "none";
}

/** In a code every second border between two modules is a change: pixels a module, from the rows that change most. */
function moduleOf({ width, height, data }: Grey, middle: number): number {
  const changes = Array.from({ length: height }, (_, row) => {
    let count = 0;
    for (let at = row * width + 1; at < (row + 1) * width; at += 1) {
      if ((data[at] ?? 0) > middle !== (data[at - 1] ?? 0) > middle) count += 1;
    }
    return count;
  }).sort((a, b) => b - a);
  const busy = changes[height >> 2] ?? 0;
  return busy === 0 ? Number.POSITIVE_INFINITY : width / (2 * busy);
}

/** Regions are found in blocks, the larger the coarser, so one that ends within some of the edge reaches it. */
function isCut({ width, height }: Grey, region: Area): boolean {
  const block = Math.max(8, 0.15 * Math.max(region.width, region.height));
  const isSquare = Math.abs(region.width - region.height) < 0.2 * Math.max(region.width, region.height);
  const atEdge =
    region.x < block ||
    region.y < block ||
    region.x + region.width > width - block ||
    region.y + region.height > height - block;
  // A picture that was cut to the code itself is whole.
  return atEdge && !isSquare;
}

/** The brightness below which a tenth of the pixels lies, and above which a tenth lies. */
function tones({ data }: Grey): { readonly dark: number; readonly bright: number } {
  const counts = new Uint32Array(256);
  for (const value of data) counts[value] = (counts[value] ?? 0) + 1;
  return {
    dark: levelOfTenth(counts, [...counts.keys()]),
    bright: levelOfTenth(counts, [...counts.keys()].toReversed()),
  };
}

/** The level at which a tenth of all pixels has been seen, going through `levels` in their order. */
function levelOfTenth(counts: Uint32Array, levels: readonly number[]): number {
  const tenth = counts.reduce((sum, count) => sum + count, 0) / 10;
  let seen = 0;
  for (const level of levels) {
    seen += counts[level] ?? 0;
    if (seen >= tenth) return level;
  }
  return 0;
}

function areaOf({ x, y, width, height }: Area): Area {
  return { x, y, width, height };
}
