import { describe, expect, it } from "vitest";
import { boxAfterKey, boxBetween, firstBox, isDrawn } from "../../../renderer/region/region-box.ts";

const screen = { width: 1_000, height: 600 };
const key = (name: string, held: { readonly shiftKey?: boolean; readonly altKey?: boolean } = {}) => ({
  ...{ key: `Arrow${name}`, shiftKey: false, altKey: false },
  ...held,
});

describe("the frame on a frozen screen", () => {
  it("lies between two points, whichever comes first", () => {
    const box = { x: 10, y: 20, width: 40, height: 30 };
    expect(boxBetween([10, 20], [50, 50])).toEqual(box);
    expect(boxBetween([50, 20], [10, 50])).toEqual(box);
    expect([isDrawn(box), isDrawn({ width: 3, height: 300 })]).toEqual([true, false]);
  });

  it("begins in the middle for the keyboard, moves, and grows with Shift", () => {
    const box = firstBox(screen);
    expect(box).toEqual({ x: 400, y: 200, width: 200, height: 200 });
    expect(boxAfterKey(box, key("Right"), screen)).toEqual({ ...box, x: 420 });
    expect(boxAfterKey(box, key("Up", { altKey: true }), screen)).toEqual({ ...box, y: 198 });
    expect(boxAfterKey(box, key("Down", { shiftKey: true }), screen)).toEqual({ ...box, height: 220 });
  });

  it("stays on the screen, and large enough to be seen", () => {
    let box = firstBox(screen);
    for (let press = 0; press < 100; press += 1) box = boxAfterKey(box, key("Right"), screen);
    for (let press = 0; press < 100; press += 1)
      box = boxAfterKey(box, key("Up", { shiftKey: true }), screen);
    expect(box).toMatchObject({ x: 800, width: 200, height: 40 });
  });
});
