// Keeps what was found in one picture: each text once, with the place where it was seen first and how sure it is.
import type { Area, Grey, Point } from "./grey.ts";
import { commonArea } from "./regions.ts";

export interface QrCode {
  readonly text: string;
  /** clockwise from the code's own top left, in the picture's pixels */
  readonly corners: readonly Point[];
  /** 0 to 1: 1 when several looks, or two decoders, say the same */
  readonly confidence: number;
}

export interface FoundPlaces {
  readonly codes: () => readonly QrCode[];
  /** Answers whether the text is new. */
  add(text: string, corners: readonly Point[], confidence: number): boolean;
  /** The part of an area, 0 to 1, that lies within codes which were read. */
  explained(area: Area): number;
}

export function createFoundPlaces(onFound: (code: QrCode) => void): FoundPlaces {
  const found = new Map<string, QrCode>();
  const places: Area[] = [];
  return {
    codes: () => [...found.values()],
    add(text, corners, confidence) {
      const box = withMargin(boxOf(corners));
      // The same text can stand in a picture twice; both places are explained, one is shown.
      if (!places.some((place) => commonArea(place, box) > 0.7 * box.width * box.height)) places.push(box);
      const known = found.get(text);
      if (known) {
        found.set(text, { ...known, confidence: 1 });
        return false;
      }
      const code = { text, corners, confidence };
      found.set(text, code);
      onFound(code);
      return true;
    },
    explained(area) {
      const covered = places.reduce((sum, place) => sum + commonArea(place, area), 0);
      return Math.min(1, covered / (area.width * area.height));
    },
  };
}

/** With the quiet zone, which regions take in: about four modules on each side. */
function withMargin({ x, y, width, height }: Area): Area {
  const margin = Math.max(width, height) / 8;
  return { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin };
}

export function boxOf(corners: readonly Point[]): Area {
  const columns = corners.map(([x]) => x);
  const rows = corners.map(([, y]) => y);
  const [x, y] = [Math.min(...columns), Math.min(...rows)];
  return { x, y, width: Math.max(...columns) - x, height: Math.max(...rows) - y };
}

/**
 * Whether four corners can be those of a code: convex, no side more than four times another, and large enough for the
 * smallest code at a pixel a module.
 */
export function isPlausible(corners: readonly Point[], picture: Pick<Grey, "width" | "height">): boolean {
  if (corners.length !== 4) return false;
  const at = (index: number): Point => corners[index % 4] ?? [0, 0];
  const sides = corners.map((_, index) =>
    Math.hypot(at(index)[0] - at(index + 1)[0], at(index)[1] - at(index + 1)[1]),
  );
  const turns = corners.map((_, index) => {
    const [a, b, c] = [at(index), at(index + 1), at(index + 2)];
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
  });
  const isConvex = turns.every((turn) => turn > 0) || turns.every((turn) => turn < 0);
  const longest = Math.max(...sides);
  return (
    isConvex &&
    Math.min(...sides) >= 16 &&
    longest < 4 * Math.min(...sides) &&
    longest <= 1.5 * Math.hypot(picture.width, picture.height)
  );
}
