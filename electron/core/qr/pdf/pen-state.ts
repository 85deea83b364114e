// What a pen remembers while it follows the steps of a page.
import type { OpenPdf } from "../../open-pdf.ts";
import type { Clip, PageDrawing, Paint, SoftMask } from "./page-drawing.ts";
import type { Page } from "./page-images.ts";
import { firstWriting, type Writing } from "./page-letters.ts";
import type { Matrix } from "./page-matrix.ts";
import type { Path } from "./page-shapes.ts";

export interface PageParts {
  readonly page: Page;
  readonly operators: OpenPdf["operators"];
  readonly drawing: PageDrawing;
}

export interface Steps {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

/** A piece that is laid beside itself, in place of a colour. */
export interface Tiles {
  readonly steps: Steps;
  readonly matrix: Matrix;
  readonly box: readonly [left: number, bottom: number, right: number, top: number];
  readonly across: number;
  readonly up: number;
}

export interface State {
  readonly matrix: Matrix;
  /** of the page, or of the form that is drawn: tiles are laid from there */
  readonly base: Matrix;
  readonly clip: Clip;
  /** without the mask that is in force */
  readonly unmasked?: Clip | undefined;
  readonly brightness: number;
  readonly tiles?: Tiles | undefined;
  readonly lineBrightness: number;
  readonly opacity: number;
  readonly lineOpacity: number;
  /** of the group that is drawn; 0 for what is not to be seen itself */
  readonly groupOpacity: number;
  readonly multiplies: boolean;
  readonly lineWidth: number;
  readonly longerLines: boolean;
  readonly writing: Writing;
}

export interface Pen {
  readonly parts: PageParts;
  /** the page, or the layer that becomes a mask */
  drawing: PageDrawing;
  readonly below: PageDrawing[];
  /** the mask that was drawn last, until it is asked for */
  mask: (SoftMask & { readonly layer: PageDrawing }) | undefined;
  state: State;
  readonly kept: State[];
  paths: readonly Path[];
  /** what the path becomes once it is painted: a clip */
  clips: "no" | "plain" | "even";
  /** how many tiles this is drawn within */
  readonly depth: number;
}

export function createPen(parts: PageParts, matrix: Matrix, clip: Clip, depth: number): Pen {
  return {
    parts,
    drawing: parts.drawing,
    below: [],
    mask: undefined,
    state: {
      ...{ matrix, base: matrix, clip, brightness: 0, lineBrightness: 0, opacity: 1, lineOpacity: 1 },
      ...{ groupOpacity: 1, multiplies: false, lineWidth: 1, longerLines: false, writing: firstWriting },
    },
    kept: [],
    paths: [],
    clips: "no",
    depth,
  };
}

export function change(pen: Pen, news: Partial<State>): void {
  pen.state = { ...pen.state, ...news };
}

export function keep(pen: Pen): void {
  pen.kept.push(pen.state);
}

export function goBack(pen: Pen): void {
  pen.state = pen.kept.pop() ?? pen.state;
}

export function fillPaint({ state }: Pen): Paint {
  const { brightness, clip, multiplies, opacity, groupOpacity } = state;
  return { brightness, clip, multiplies, opacity: opacity * groupOpacity };
}

export function linePaint({ state }: Pen): Paint {
  const { lineBrightness, clip, multiplies, lineOpacity, groupOpacity } = state;
  return { brightness: lineBrightness, clip, multiplies, opacity: lineOpacity * groupOpacity };
}

/** What a step does, by its number. */
export type Handlers = Readonly<Record<number, (args: readonly unknown[]) => void | Promise<void>>>;

/** What the page may still ask for. */
export interface Left {
  steps: number;
  /** memory and time of a whole page each */
  layers: number;
}
