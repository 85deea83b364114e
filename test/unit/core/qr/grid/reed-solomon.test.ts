// Errors and erasures up to what a code can bear are put right; beyond it nothing is claimed.
import fc from "fast-check";
import { expect, it } from "vitest";
import { correct, correctionFor } from "../../../../../electron/core/qr/grid/reed-solomon.ts";

const cases = fc.record({
  data: fc.uint8Array({ minLength: 1, maxLength: 120 }),
  correction: fc.integer({ min: 7, max: 30 }),
  order: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

it("puts right twice as many erasures as errors", () => {
  fc.assert(
    fc.property(cases, ({ data, correction, order, share }) => {
      const word = Uint8Array.from([...data, ...correctionFor(data, correction)]);
      const places = [...word.keys()]
        .map((place) => ({ place, by: order.next().value ?? 0 }))
        .sort((a, b) => a.by - b.by)
        .map(({ place }) => place);
      const erased = places.slice(0, Math.min(word.length, Math.floor(share * correction)));
      const wrong = places.slice(erased.length, erased.length + Math.floor((correction - erased.length) / 2));
      const spoilt = Uint8Array.from(word);
      for (const place of [...erased, ...wrong]) spoilt[place] = (spoilt[place] ?? 0) ^ (1 + (place % 255));
      const corrected = correct(spoilt, correction, erased);
      expect(corrected?.word).toEqual(word);
      expect(corrected?.errors).toBe(wrong.length);
    }),
    { numRuns: 200 },
  );
});

it("claims nothing when more places are erased than it can bear", () => {
  const data = Uint8Array.from([1, 2, 3]);
  const word = Uint8Array.from([...data, ...correctionFor(data, 7)]);
  expect(correct(word, 7, [0, 1, 2, 3, 4, 5, 6, 7])).toBeUndefined();
});
