import { expect, test } from "vitest";
import { boundsOf } from "../../../../electron/shell/provider-page/page-bounds.ts";

const window = { width: 1_240, height: 820 };

test("a page lies where it is placed, at any zoom", () => {
  const place = { x: 300, y: 100, width: 900, height: 600 };
  expect(boundsOf(place, window, 1)).toEqual(place);
  expect(boundsOf(place, { width: 2_480, height: 1_640 }, 2)).toEqual({
    x: 600,
    y: 200,
    width: 1_800,
    height: 1_200,
  });
});

test("it leaves the head of the window and what lies outside of it alone", () => {
  expect(boundsOf({ x: 0, y: 0, width: 20_000, height: 20_000 }, window, 1)).toEqual({
    x: 0,
    y: 40,
    width: 1_240,
    height: 780,
  });
  expect(boundsOf({ x: 0, y: 0, width: 1_240, height: 820 }, window, 1.5)?.y).toBe(60);
});

test("nothing of it is there when nothing fits or it is hidden", () => {
  expect(boundsOf("hidden", window, 1)).toBeUndefined();
  expect(boundsOf({ x: 0, y: 0, width: 500, height: 40 }, window, 1)).toBeUndefined();
  expect(boundsOf({ x: 1_300, y: 100, width: 500, height: 400 }, window, 1)).toBeUndefined();
  expect(boundsOf({ x: 0, y: 100, width: 0, height: 400 }, window, 1)).toBeUndefined();
});
