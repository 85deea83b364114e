import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unfilter } from "../../../../electron/core/qr/png-filters.ts";

/** As ISO 15948 writes it. */
function asWritten(filter: number, packed: Uint8Array, above: Uint8Array, step: number): Uint8Array {
  const row = new Uint8Array(packed.length);
  for (const [at, value] of packed.entries()) {
    const a = row[at - step] ?? 0;
    const b = above[at] ?? 0;
    const c = above[at - step] ?? 0;
    const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
    const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    row[at] = value + ([0, a, b, Math.floor((a + b) / 2), paeth][filter] ?? 0);
  }
  return row;
}

describe("a row of a PNG", () => {
  it("is put together as the standard says, with every filter and every width of a pixel", () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const rows = fc
      .tuple(
        fc.constantFrom(1, 2, 3, 4, 6, 8),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 4 }),
      )
      .chain(([step, pixels, filter]) =>
        fc.tuple(fc.constant(step), fc.constant(filter), bytes(step * pixels), bytes(step * pixels)),
      );
    fc.assert(
      fc.property(rows, ([step, filter, packed, above]) => {
        const row = Uint8Array.from(packed);
        unfilter(filter, row, above, step);
        expect(row).toEqual(asWritten(filter, packed, above, step));
      }),
      { numRuns: 300 },
    );
  });
});
