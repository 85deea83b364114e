// The steps that draw forms and groups, and layers through which other things are seen. SECURITY: limits: P11.
import { createPageDrawing, type SoftMask } from "./page-drawing.ts";
import { isMatrix, joined } from "./page-matrix.ts";
import type { Polygon } from "./page-shapes.ts";
import { change, goBack, type Handlers, keep, type Left, type Pen } from "./pen-state.ts";

export function clipToBox(pen: Pen, box: unknown): void {
  if (!Array.isArray(box)) return;
  const [left = 0, bottom = 0, right = 0, top = 0] = box.map(Number);
  const shape: Polygon = [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
  const { matrix, clip } = pen.state;
  change(pen, { clip: pen.drawing.clipTo([shape], matrix, clip, false) });
}

function beginLayer(pen: Pen, left: Left): void {
  left.layers -= 1;
  if (left.layers < 0) throw new Error("the page has too many masks");
  const { width, height } = pen.drawing.grey;
  pen.below.push(pen.drawing);
  pen.drawing = createPageDrawing(width, height, true);
}

/** undefined: the group is none */
function maskOf(group: unknown): SoftMask | undefined {
  const { smask } = (group ?? {}) as { readonly smask?: unknown };
  if (!smask) return undefined;
  const { subtype, transferMap } = smask as { readonly subtype?: unknown; readonly transferMap?: unknown };
  const steps = ArrayBuffer.isView(transferMap) ? (transferMap as Uint8Array) : undefined;
  return { byBrightness: subtype === "Luminosity", steps };
}

export function groupSteps(pen: Pen, left: Left): Handlers {
  const { operators } = pen.parts;
  return {
    [operators.paintFormXObjectBegin]: ([matrix, box]) => {
      keep(pen);
      const inner = isMatrix(matrix) ? joined(pen.state.matrix, matrix) : pen.state.matrix;
      change(pen, { matrix: inner, base: inner });
      clipToBox(pen, box);
    },
    [operators.paintFormXObjectEnd]: () => goBack(pen),
    [operators.beginGroup]: ([group]) => {
      keep(pen);
      const isMask = maskOf(group) !== undefined;
      const { opacity, groupOpacity, clip, unmasked } = pen.state;
      change(pen, {
        groupOpacity: isMask ? 1 : opacity * groupOpacity,
        clip: isMask ? (unmasked ?? clip) : clip,
        ...{ opacity: 1, lineOpacity: 1, multiplies: false, unmasked: undefined },
      });
      if (isMask) beginLayer(pen, left);
    },
    [operators.endGroup]: ([group]) => {
      goBack(pen);
      const mask = maskOf(group);
      const page = mask && pen.below.pop();
      if (!page) return;
      pen.mask = { ...mask, layer: pen.drawing };
      pen.drawing = page;
    },
  };
}

/** What is painted from now on is seen only where the mask lets it. */
export function putMask(pen: Pen, isOn: boolean): void {
  const clip = pen.state.unmasked ?? pen.state.clip;
  const { mask } = pen;
  pen.mask = undefined;
  if (isOn && mask) change(pen, { clip: mask.layer.clipToPainted(clip, mask), unmasked: clip });
  else change(pen, { clip, unmasked: undefined });
}
