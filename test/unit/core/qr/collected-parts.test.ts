import { expect, it } from "vitest";
import { createCollectedParts } from "../../../../electron/core/qr/collected-parts.ts";
import { migrationLink } from "../../../support/made-exports.ts";

const part = (index: number, size: number, id = 5) =>
  migrationLink([{ issuer: `Post ${id} ${index}`, secret: "GEZDGNBVGY3TQOJQ" }], { index, size, id });

function setUp() {
  const clock = { now: 0 };
  let lastId = 0;
  return { clock, collected: createCollectedParts({ now: () => clock.now, newId: () => `id-${++lastId}` }) };
}

it("keeps the parts of one export together, and those of another apart", () => {
  const { collected } = setUp();
  const { batchId } = collected.add(part(1, 3));
  expect(collected.add(part(0, 3))).toEqual({ batchId, index: 1, of: 3 });
  expect(collected.add(part(1, 3))).toEqual({ batchId, index: 2, of: 3 });
  expect(collected.add(part(0, 2, 9)).batchId).not.toBe(batchId);
  expect(collected.parts(batchId)).toEqual({ batchId, size: 3, have: [1, 2] });
  expect(collected.linksOf(batchId).reveal().split("\n").sort()).toEqual([part(0, 3), part(1, 3)].sort());
});

it("takes exports of a single part as many, and the same one twice as one", () => {
  const { collected } = setUp();
  const first = collected.add(part(0, 1, 0));
  const other = migrationLink([{ issuer: "Else", secret: "GEZDGNBVGY3TQOJQ" }], { index: 0, size: 1, id: 0 });
  expect(collected.add(other).batchId).not.toBe(first.batchId);
  expect(collected.add(part(0, 1, 0)).batchId).toBe(first.batchId);
});

it("loses no part of two exports that have the same number", () => {
  const { collected } = setUp();
  const first = collected.add(part(0, 2));
  const other = migrationLink([{ issuer: "Else", secret: "GEZDGNBVGY3TQOJR" }], { index: 0, size: 2, id: 5 });
  const second = collected.add(other);
  expect(second.batchId).not.toBe(first.batchId);
  expect(collected.add(part(1, 2)).batchId).toBe(first.batchId);
  expect(collected.add(other)).toEqual(second);
  expect(collected.linksOf(first.batchId).reveal()).toContain(part(0, 2));
  expect(collected.parts(second.batchId).have).toEqual([1]);
});

it("forgets them a quarter of an hour after the last part came", () => {
  const { collected, clock } = setUp();
  const { batchId } = collected.add(part(0, 2));
  clock.now = 14 * 60_000;
  collected.add(part(1, 2));
  clock.now = 28 * 60_000;
  expect(collected.parts(batchId).have).toEqual([1, 2]);
  clock.now = 29 * 60_000;
  expect(() => collected.linksOf(batchId)).toThrow("not-found");
});

it("refuses what is no part", () => {
  const { collected } = setUp();
  expect(() => collected.add("otpauth-migration://offline?data=!!!")).toThrow("bad-file");
  expect(() => collected.add(part(4, 3))).toThrow("bad-file");
});
