// Follows the steps in which pdf.js says that a page is drawn: lines, shapes, pictures, blocks of text, clips, tiles and groups.
// Gradients are drawn in the mean of their colours; masks let through all or nothing. SECURITY: limits: P11.
import { brightnessOf, objectOf } from "./page-images.ts";
import { inverse, isMatrix, joined, type Matrix, moved, placed } from "./page-matrix.ts";
import { type Polygon, pathsOf, strokesOf } from "./page-shapes.ts";
import { clipToBox, groupSteps, putMask } from "./pen-groups.ts";
import { imageSteps } from "./pen-images.ts";
import {
  change,
  createPen,
  fillPaint,
  goBack,
  type Handlers,
  keep,
  type Left,
  linePaint,
  type PageParts,
  type Pen,
  type Steps,
  type Tiles,
} from "./pen-state.ts";
import { textSteps } from "./pen-text.ts";

/** Of a page, tiles and all. */
const mostSteps = 200_000;
const mostTiles = 400;
const mostLayers = 24;
const deepest = 4;

/** @throws Error for a page with too many steps */
export async function drawSteps(parts: PageParts, steps: Steps, start: Matrix): Promise<void> {
  const left = { steps: mostSteps, layers: mostLayers };
  await follow(createPen(parts, start, parts.drawing.clip, 0), steps, left);
}

async function follow(pen: Pen, { fnArray, argsArray }: Steps, left: Left): Promise<void> {
  left.steps -= fnArray.length;
  if (left.steps < 0) throw new Error("the page has too many steps");
  const handlers: Handlers = {
    ...stateSteps(pen),
    ...colourSteps(pen),
    ...pathSteps(pen, left),
    ...groupSteps(pen, left),
    ...textSteps(pen),
    ...imageSteps(pen),
  };
  for (const [index, step] of fnArray.entries()) {
    const args = argsArray[index];
    await handlers[step]?.(listOf(args));
  }
}

/** Colours come as bytes, other things as lists. */
const listOf = (args: unknown): readonly unknown[] =>
  Array.isArray(args) ? args : ArrayBuffer.isView(args) ? Array.from(args as Uint8ClampedArray) : [];

function stateSteps(pen: Pen): Handlers {
  const { operators } = pen.parts;
  return {
    [operators.save]: () => keep(pen),
    [operators.restore]: () => goBack(pen),
    [operators.transform]: (args) => {
      if (isMatrix(args)) change(pen, { matrix: joined(pen.state.matrix, args) });
    },
    [operators.setLineWidth]: ([width]) => change(pen, { lineWidth: Number(width) }),
    [operators.setLineCap]: ([cap]) => change(pen, { longerLines: cap !== 0 }),
    [operators.setGState]: ([pairs]) => {
      for (const [name, value] of (pairs ?? []) as readonly (readonly [string, unknown])[]) {
        if (name === "ca") change(pen, { opacity: Number(value) });
        else if (name === "CA") change(pen, { lineOpacity: Number(value) });
        else if (name === "LW") change(pen, { lineWidth: Number(value) });
        else if (name === "LC") change(pen, { longerLines: value !== 0 });
        else if (name === "SMask") putMask(pen, value === true);
        else if (name === "BM") change(pen, { multiplies: value === "multiply" || value === "darken" });
      }
    },
  };
}

function colourSteps(pen: Pen): Handlers {
  const { operators, page } = pen.parts;
  const meanOf = async (name: unknown) =>
    typeof name === "string" ? meanBrightness(await objectOf(page, name)) : undefined;
  return {
    [operators.setFillRGBColor]: (args) => change(pen, { brightness: brightnessOf(args), tiles: undefined }),
    [operators.setStrokeRGBColor]: (args) => change(pen, { lineBrightness: brightnessOf(args) }),
    [operators.setFillColorN]: async (args) => {
      const tiles = tilesOf(args);
      if (tiles) return change(pen, { tiles });
      change(pen, { brightness: (await meanOf(args[1])) ?? pen.state.brightness, tiles: undefined });
    },
    [operators.setStrokeColorN]: async (args) =>
      change(pen, { lineBrightness: (await meanOf(args[1])) ?? pen.state.lineBrightness }),
    [operators.shadingFill]: async ([name]) => {
      const brightness = await meanOf(name);
      if (brightness === undefined) return;
      const { left, top, right, bottom } = pen.state.clip;
      const all: Polygon = [
        [left, top],
        [right, top],
        [right, bottom],
        [left, bottom],
      ];
      pen.drawing.fill([all], moved(0, 0), { ...fillPaint(pen), brightness }, false);
    },
  };
}

/** Of a gradient's colours, as pdf.js lists them. undefined for gradients of other kinds. */
function meanBrightness(gradient: unknown): number | undefined {
  const stops = Array.isArray(gradient) && gradient[0] === "RadialAxial" ? (gradient[3] as unknown) : [];
  if (!Array.isArray(stops) || stops.length === 0) return undefined;
  const each = stops.map((stop: readonly unknown[]) => {
    const colour = Number.parseInt(String(stop[1]).slice(1, 7), 16);
    return brightnessOf([colour >> 16, (colour >> 8) & 255, colour & 255]);
  });
  return Math.round(each.reduce((sum, value) => sum + value, 0) / each.length);
}

function tilesOf(args: readonly unknown[]): Tiles | undefined {
  const [kind, , steps, matrix, box, across, up] = args;
  if (kind !== "TilingPattern" || !isMatrix(matrix) || !Array.isArray(box)) return undefined;
  const [left = 0, bottom = 0, right = 0, top = 0] = box.map(Number);
  const [wide, high] = [Math.abs(Number(across)), Math.abs(Number(up))];
  if (!(wide > 0 && high > 0)) return undefined;
  return { steps: steps as Steps, matrix, box: [left, bottom, right, top], across: wide, up: high };
}

function pathSteps(pen: Pen, left: Left): Handlers {
  const { operators } = pen.parts;
  const end = () => {
    const { matrix, clip } = pen.state;
    if (pen.clips !== "no")
      change(pen, { clip: pen.drawing.clipTo(polygons(pen), matrix, clip, pen.clips === "even") });
    pen.clips = "no";
    pen.paths = [];
  };
  const fill = async (even: boolean) => {
    if (pen.state.tiles) await layTiles(pen, pen.state.tiles, even, left);
    else pen.drawing.fill(polygons(pen), pen.state.matrix, fillPaint(pen), even);
  };
  const line = () => {
    const { lineWidth, longerLines, matrix } = pen.state;
    const thinnest = 1 / Math.max(1e-6, Math.hypot(matrix[0], matrix[1]));
    const strokes = strokesOf(pen.paths, Math.max(lineWidth, thinnest), longerLines);
    pen.drawing.fill(strokes, matrix, linePaint(pen), false);
  };
  const close = () => {
    pen.paths = pen.paths.map((path) => ({ ...path, closed: true }));
  };
  const both = async (even: boolean) => {
    await fill(even);
    line();
    end();
  };
  return {
    [operators.constructPath]: (args) => {
      pen.paths = pathsOf(operators, args[0] as readonly number[], args[1] as readonly number[]);
    },
    [operators.clip]: () => {
      pen.clips = "plain";
    },
    [operators.eoClip]: () => {
      pen.clips = "even";
    },
    [operators.endPath]: end,
    [operators.fill]: async () => {
      await fill(false);
      end();
    },
    [operators.eoFill]: async () => {
      await fill(true);
      end();
    },
    [operators.stroke]: () => {
      line();
      end();
    },
    [operators.closeStroke]: () => {
      close();
      line();
      end();
    },
    [operators.fillStroke]: () => both(false),
    [operators.eoFillStroke]: () => both(true),
    [operators.closeFillStroke]: () => both(false),
    [operators.closeEOFillStroke]: () => both(true),
  };
}

const polygons = ({ paths }: Pen): readonly Polygon[] => paths.map(({ points }) => points);

/** The path is a window through which the tiles are seen. */
async function layTiles(pen: Pen, tiles: Tiles, even: boolean, left: Left): Promise<void> {
  const { parts, state, depth, drawing } = pen;
  const clip = drawing.clipTo(polygons(pen), state.matrix, state.clip, even);
  const matrix = joined(state.base, tiles.matrix);
  const back = inverse(matrix);
  if (!back || depth >= deepest) return;
  const corners = [clip.left, clip.right].flatMap((x) =>
    [clip.top, clip.bottom].map((y) => placed(back, [x, y])),
  );
  const [boxLeft, boxBottom, boxRight, boxTop] = tiles.box;
  const columns = range(
    corners.map(([x]) => x),
    boxLeft,
    boxRight,
    tiles.across,
  );
  const rows = range(
    corners.map(([, y]) => y),
    boxBottom,
    boxTop,
    tiles.up,
  );
  if (columns.length * rows.length > mostTiles) return;
  for (const row of rows) {
    for (const column of columns) {
      const place = joined(matrix, moved(column * tiles.across, row * tiles.up));
      const tile = createPen({ ...parts, drawing }, place, clip, depth + 1);
      // A tile without colours of its own takes those of the page.
      change(tile, { brightness: state.brightness, groupOpacity: state.opacity * state.groupOpacity });
      clipToBox(tile, tiles.box);
      await follow(tile, tiles.steps, left);
    }
  }
}

/** The numbers of the tiles that reach into where the corners lie. */
function range(corners: readonly number[], from: number, to: number, step: number): readonly number[] {
  const first = Math.ceil((Math.min(...corners) - to) / step);
  const count = Math.floor((Math.max(...corners) - from) / step) - first + 1;
  return Array.from({ length: Math.min(mostTiles + 1, Math.max(0, count)) }, (_, index) => first + index);
}
