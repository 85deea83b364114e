// Reads codes that decoders see but cannot read: finds the finder patterns itself, lays the grid of modules over the
// picture, and takes what every module shows as more or less certain. Answers clean drawings; the text comes from a decoder.
import { blurred, enlarged, framed, type Grey, type Point, stretched, thresholded } from "../grey.ts";
import { middleOf } from "../quiet-zone.ts";
import { correctModules } from "./correct-modules.ts";
import { type Finder, findFinders } from "./finders.ts";
import { blursOf, type Fit, glance, refine, refineWith } from "./fit.ts";
import { type Guess, guessesOfThree, guessesOfTwo } from "./guesses.ts";
import { placeOf } from "./mapping.ts";
import { darkness, equalised, takeSamples } from "./sample.ts";
import { type Shape, shapeOf } from "./symbol.ts";

export interface GridCode {
  /** black on white, with a quiet zone: any decoder reads it */
  readonly drawing: Grey;
  /** clockwise from the code's own top left, in the pixels of the picture that was given */
  readonly corners: readonly Point[];
}

/** Pixels a side in which finder patterns of modules of one pixel can be told. */
const usualSide = 420;
const least = { atGlance: 0.4, whenRefined: 0.45, toBeSure: 0.85 };
/** Guesses that are looked at, the least strained first. */
const most = { ofThree: 6_000, ofTwo: 1_000 };

export function readGrid(region: Grey, isTimeLeft: () => boolean): readonly GridCode[] {
  const side = Math.max(region.width, region.height);
  const scale = side >= usualSide ? 1 : Math.min(4, usualSide / side);
  const picture = stretched(scale > 1 ? enlarged(region, scale) : region);
  const finders = lookForFinders(picture);
  const found: GridCode[] = [];
  for (const guesses of [
    guessesOfThree(finders).slice(0, most.ofThree),
    guessesOfTwo(finders).slice(0, most.ofTwo),
  ]) {
    for (const { fit, shape } of likely(picture, guesses, isTimeLeft)) {
      if (!isTimeLeft()) return found;
      const modules = readModules(picture, fit, shape, isTimeLeft);
      if (!modules) continue;
      const corners = cornersOf(fit, shape.size).map(([x, y]): Point => [x / scale, y / scale]);
      found.push({ drawing: draw(modules, shape.size), corners });
      return found;
    }
  }
  return found;
}

/** Each way of telling dark from light sees some that others do not. */
function lookForFinders(picture: Grey): readonly Finder[] {
  const middle = middleOf(picture);
  const oneThreshold = { ...picture, data: picture.data.map((value) => (value <= middle ? 0 : 255)) };
  const side = Math.max(picture.width, picture.height);
  const pictures = [
    thresholded(picture, Math.round(side / 20)),
    oneThreshold,
    thresholded(picture, Math.round(side / 50)),
    // Modules drawn as dots run together.
    thresholded(blurred(picture, Math.round(side / 120)), Math.round(side / 15)),
  ];
  const finders: Finder[] = [];
  for (const finder of pictures.flatMap((one) => findFinders(one, 7))) {
    const isKnown = finders.some(
      (other) =>
        other.isDark === finder.isDark && Math.hypot(other.x - finder.x, other.y - finder.y) < other.unit,
    );
    if (!isKnown) finders.push(finder);
  }
  return finders;
}

interface Candidate {
  readonly fit: Fit;
  readonly shape: Shape;
}

/** The guesses that look most like codes, fitted; best first. */
function likely(picture: Grey, guesses: readonly Guess[], isTimeLeft: () => boolean): readonly Candidate[] {
  const glances = guesses.flatMap(({ quad, version }) => {
    const shape = shapeOf(version);
    const fit = glance(picture, shape, quad, least.atGlance);
    return fit ? [{ fit, shape }] : [];
  });
  glances.sort(byLikeness);
  const refined: Candidate[] = [];
  const blurs = blursOf(picture);
  for (const { fit, shape } of glances.slice(0, 6)) {
    if (!isTimeLeft()) break;
    const better = refine(blurs, shape, fit.quad);
    refined.push({ fit: better, shape });
    if (Math.abs(better.likeness) > least.toBeSure) break;
  }
  return refined
    .filter(({ fit }) => Math.abs(fit.likeness) > least.whenRefined)
    .sort(byLikeness)
    .slice(0, 4);
}

const byLikeness = (a: Candidate, b: Candidate) => Math.abs(b.fit.likeness) - Math.abs(a.fit.likeness);

/** First as the picture shows it; then as a filter sees it that learns from what it has read so far, while there is time. */
function readModules(
  picture: Grey,
  first: Fit,
  shape: Shape,
  isTimeLeft: () => boolean,
): Uint8Array | undefined {
  const isInverted = first.likeness < 0;
  let samples = takeSamples(picture, first.mapping, shape.size);
  const plain = darkness(samples, isInverted);
  const read = correctModules(plain, shape.version);
  if (read) return read;
  const sign = isInverted ? -1 : 1;
  let soft: Float32Array = equalised(samples, Float32Array.from(shape.fixed));
  let quad = first.quad;
  for (let round = 0; round < 4 && isTimeLeft(); round += 1) {
    const right = correctModules(soft, shape.version);
    if (right) return right;
    const known = soft.map((value, at) => shape.fixed[at] || value * 0.5);
    const better = refineWith(
      picture,
      shape,
      quad,
      known.map((value) => sign * Math.sign(value)),
    );
    quad = better.quad;
    samples = takeSamples(picture, better.mapping, shape.size);
    soft = equalised(samples, known);
  }
  return undefined;
}

function cornersOf({ mapping }: Fit, size: number): readonly Point[] {
  return [
    placeOf(mapping, 0, 0),
    placeOf(mapping, size, 0),
    placeOf(mapping, size, size),
    placeOf(mapping, 0, size),
  ];
}

const drawnModule = 4;

function draw(modules: Uint8Array, size: number): Grey {
  const width = size * drawnModule;
  const data = Uint8Array.from({ length: width * width }, (_, at) => {
    const column = Math.floor((at % width) / drawnModule);
    const row = Math.floor(at / width / drawnModule);
    return modules[row * size + column] === 1 ? 0 : 255;
  });
  return framed({ width, height: width, data }, 4 * drawnModule, 255);
}
