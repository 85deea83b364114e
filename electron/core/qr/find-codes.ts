// All QR codes of a grey picture: one look at the whole, then closer and closer looks at the regions that it did not
// explain. What is found is told at once; the search ends when everything plausible is read, or with its time.
import type { Picture } from "./colours.ts";
import { boxOf, createFoundPlaces, type FoundPlaces, isPlausible, type QrCode } from "./found-places.ts";
import { type Area, cut, type Grey, halfOf, type Point } from "./grey.ts";
import { readGrid } from "./grid/read-grid.ts";
import { readWithJsqr } from "./jsqr.ts";
import { findRegions, type Region, sharedPart } from "./regions.ts";
import { type Shade, shadesOf } from "./shades.ts";
import { type View, views, wholeView } from "./views.ts";
import type { Zxing, ZxingFind, ZxingLook } from "./zxing.ts";

export interface Search {
  readonly zxing: Zxing;
  /** milliseconds; looked at between two looks */
  readonly timeLimit: number;
  /** any clock in milliseconds */
  readonly now: () => number;
  /** told of each code once, as soon as it is read */
  readonly onFound?: (code: QrCode) => void;
}

/** Milliseconds: most pictures hold one code, so having found one, the next is looked for no longer than this. */
const searchOn = 400;
/**
 * Nearly every code that only a closer look reads stands in a region of a better grade. Once a code is found, others are
 * looked for in poorer regions with the first views only.
 */
const leastGrade = { whenNothingIsFound: 0.2, atFirst: 0.4, otherwise: 0.75 };
const firstViews = 2;
/** How many views later a region without any grade gets its first one. */
const patience = 12;

/** Milliseconds: what looks like a code most of all gets its first views before anything is asked of its colours. */
const forBest = 200;
const firstOrder = 3;
/** Milliseconds: the first look at the colours, and what is left for closer ones when brightness has shown no code. */
const forColours = 350;

/** The whole picture is looked at in at most so many pixels; regions are looked at in full. */
const wholeLook = 3_800_000;

export function findCodes(picture: Picture, search: Search): readonly QrCode[] {
  const last = search.now() + search.timeLimit;
  let end = last;
  const found = createFoundPlaces((code) => {
    end = Math.min(last, search.now() + searchOn);
    search.onFound?.(code);
  });
  const isTimeLeft = () => search.now() < end;

  const unread = lookAtWhole(picture, found, search.zxing, {});
  const regions = regionsToRead(picture, unread, found);
  const isNothingFound = () => found.codes().length === 0;
  const tries = triesOf(picture, regions);
  const bestEnd = search.now() + Math.min(forBest, search.timeLimit / 4);
  lookCloser(picture, tries, found, search.zxing, () => isTimeLeft() && search.now() < bestEnd, firstOrder);
  const shades = isNothingFound() ? lookAtShades(picture, regions, found, search) : [];
  const brightnessEnds = shades.length > 0 ? last - Math.min(forColours, search.timeLimit / 4) : last;
  const isTimeForBrightness = () => isTimeLeft() && (!isNothingFound() || search.now() < brightnessEnds);
  lookCloser(picture, tries, found, search.zxing, isTimeForBrightness);
  if (isNothingFound() && isTimeForBrightness()) {
    lookAtWhole(halfOf(picture), found, search.zxing, { denoise: true }, 2);
  }
  for (const [index, shade] of shades.entries()) {
    const shadeEnds = search.now() + (last - search.now()) / (shades.length - index);
    if (isNothingFound()) {
      lookCloserAtShade(shade, found, search.zxing, () => isTimeLeft() && search.now() < shadeEnds);
    }
  }
  return found.codes();
}

/**
 * A code that only its colours show is seen at once, before poor regions of brightness have had their turn. Answers the
 * shades that are worth a closer look.
 */
function lookAtShades(
  picture: Picture,
  regions: readonly Region[],
  found: FoundPlaces,
  { zxing, now, timeLimit }: Search,
): readonly Shade[] {
  const end = now() + Math.min(forColours, timeLimit / 4);
  const shades: Shade[] = [];
  for (const shade of shadesOf(picture, regions)) {
    shades.push(shade);
    lookAtWhole(shade.grey, found, zxing, {}, shade.scale);
    if (found.codes().length > 0 || now() >= end) break;
  }
  return shades;
}

function lookCloserAtShade(
  { grey, regions, scale }: Shade,
  found: FoundPlaces,
  zxing: Zxing,
  isTimeLeft: () => boolean,
): void {
  const foundHere = createFoundPlaces(({ text, corners, confidence }) => {
    const place = corners.map(([x, y]): Point => [x * scale, y * scale]);
    found.add(text, place, confidence);
  });
  lookCloser(grey, triesOf(grey, regions), foundHere, zxing, isTimeLeft);
}

/** Answers the places where a code was seen but not read. */
function lookAtWhole(
  picture: Grey,
  found: FoundPlaces,
  zxing: Zxing,
  look: ZxingLook,
  drawnAt = 1,
): readonly Area[] {
  let [whole, scale] = [picture, drawnAt];
  while (whole.width * whole.height > wholeLook) [whole, scale] = [halfOf(whole), scale * 2];
  const unread: Area[] = [];
  for (const { text, corners } of zxing(whole, look)) {
    const place = corners.map(([x, y]): Point => [x * scale, y * scale]);
    if (!isPlausible(place, { width: picture.width * drawnAt, height: picture.height * drawnAt })) continue;
    if (text === undefined) unread.push(boxOf(place));
    else found.add(text, place, 0.95);
  }
  return unread;
}

function regionsToRead(picture: Grey, unread: readonly Area[], found: FoundPlaces): Region[] {
  const seen = unread.map((area): Region => ({ ...area, grade: 1 }));
  const others = findRegions(picture).filter((region) => !seen.some((one) => sharedPart(one, region) > 0.7));
  return [...seen, ...others].filter((region) => found.explained(region) < 0.5);
}

interface Try {
  readonly region: Region;
  readonly view: View;
  /** of the view */
  readonly index: number;
  readonly order: number;
}

/** The best-looking regions get their first views before any gets its last. */
function triesOf(picture: Grey, regions: readonly Region[]): Try[] {
  const tries = regions.flatMap((region) =>
    views.map((view, index) => ({ region, view, index, order: index + patience * (1 - region.grade) })),
  );
  const whole = {
    x: 0,
    y: 0,
    width: picture.width,
    height: picture.height,
    grade: leastGrade.whenNothingIsFound,
  };
  tries.push({ region: whole, view: wholeView, index: views.length, order: patience });
  return tries.sort((a, b) => a.order - b.order);
}

/** Takes from `tries` what it looks at. */
function lookCloser(
  picture: Grey,
  tries: Try[],
  found: FoundPlaces,
  zxing: Zxing,
  isTimeLeft: () => boolean,
  before = Number.POSITIVE_INFINITY,
): void {
  while ((tries[0]?.order ?? before) < before) {
    if (!isTimeLeft()) return;
    const next = tries.shift();
    if (!next) return;
    const { region, view, index } = next;
    const later = index < firstViews ? leastGrade.atFirst : leastGrade.otherwise;
    const least = found.codes().length > 0 ? later : leastGrade.whenNothingIsFound;
    if (region.grade < least || found.explained(region) > 0.5) continue;
    if (view.below !== undefined && Math.max(region.width, region.height) >= view.below) continue;
    lookAtRegion(picture, region, view, found, zxing, isTimeLeft);
  }
}

function lookAtRegion(
  picture: Grey,
  region: Region,
  view: View,
  found: FoundPlaces,
  zxing: Zxing,
  isTimeLeft: () => boolean,
): void {
  const margin = Math.max(10, (view.around ?? 0.125) * Math.max(region.width, region.height));
  const x = Math.max(0, Math.floor(region.x - margin));
  const y = Math.max(0, Math.floor(region.y - margin));
  const part = cut(picture, {
    x,
    y,
    width: region.x + region.width + margin - x,
    height: region.y + region.height + margin - y,
  });
  const drawn = view.draw(part);
  const frame = view.margin ?? 0;
  const scale = (drawn.width - 2 * frame) / part.width;
  for (const { text, corners } of readView(drawn, view, zxing, isTimeLeft)) {
    if (text === undefined) continue;
    const place = corners.map(
      ([left, top]): Point => [x + (left - frame) / scale, y + (top - frame) / scale],
    );
    if (isPlausible(place, picture)) found.add(text, place, 0.9);
  }
}

function readView(
  drawn: Grey,
  { reader, look }: View,
  zxing: Zxing,
  isTimeLeft: () => boolean,
): readonly ZxingFind[] {
  if (reader === "jsqr") return [readWithJsqr(drawn) ?? []].flat();
  if (reader !== "grid") return zxing(drawn, look);
  // The drawing is clean; what zxing makes of it is the text, and a second look at what our own reader has put right.
  return readGrid(drawn, isTimeLeft).flatMap(({ drawing, corners }) =>
    zxing(drawing, { blackAndWhite: true }).map(({ text }) => ({ text, corners })),
  );
}
