import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClockSample, offsetOf, sampleOf } from "../../../../electron/core/clock/clock-offset.ts";

/** A server whose clock is `truth` ahead of ours, asked at `at`, answering after `there` and `back` milliseconds. */
const honest = (source: string, truth: number, at: number, there = 40, back = 60): ClockSample => {
  const moment = at + there + truth;
  return sampleOf(source, Math.floor(moment / 1_000) * 1_000, 1_000, { asked: at, heard: at + there + back });
};

describe("the offset of the clock", () => {
  it("believes nobody alone", () => {
    expect(offsetOf([])).toBeUndefined();
    expect(
      offsetOf([honest("a", 42_000, 0), honest("a", 42_000, 370), honest("a", 42_000, 740)]),
    ).toBeUndefined();
  });

  it("finds what two servers agree on, narrower with every answer", () => {
    const samples = [0, 370, 740].flatMap((at) => [honest("a", -42_000, at), honest("b", -42_000, at + 100)]);
    const found = offsetOf(samples);
    expect(found?.sources).toBe(2);
    expect(Math.abs((found?.offset ?? 0) + 42_000)).toBeLessThanOrEqual(found?.within ?? 0);
    expect(found?.within).toBeLessThan(400);
  });

  it("outvotes one that lies, and says nothing when half of them do", () => {
    const right = [honest("a", 0, 0), honest("b", 0, 0)];
    expect(Math.abs(offsetOf([...right, honest("c", 3_600_000, 0)])?.offset ?? 9_999)).toBeLessThan(1_000);
    const liars = [honest("c", 3_600_000, 0), honest("d", 3_600_000, 0)];
    expect(offsetOf([...right, ...liars])).toBeUndefined();
  });

  it("leaves out a source that contradicts itself", () => {
    const samples = [honest("a", 0, 0), honest("a", 90_000, 0), honest("b", 0, 0), honest("c", 0, 0)];
    expect(offsetOf(samples)?.sources).toBe(2);
  });

  it("always holds the truth when all are honest", () => {
    const delay = fc.integer({ min: 0, max: 4_000 });
    const answers = fc.array(fc.tuple(fc.integer({ min: 0, max: 10_000 }), delay, delay), {
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), answers, (truth, asked) => {
        const found = offsetOf(
          asked.map(([at, there, back], index) => honest(`s${index}`, truth, at, there, back)),
        );
        expect(found).toBeDefined();
        expect(Math.abs((found?.offset ?? 0) - truth)).toBeLessThanOrEqual((found?.within ?? 0) + 0.001);
      }),
    );
  });
});
