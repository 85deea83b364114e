import { describe, expect, it } from "vitest";
import { inPicture, regionAnswer } from "../../../electron/shell/region/region-answer.ts";

const page = "gatepost://app";

describe("what the page of the frozen screen answers", () => {
  it("is a part of it, or that the person changed their mind", () => {
    expect(regionAnswer(`${page}/region-answer?x=10&y=20.5&width=300&height=200`, page)).toEqual({
      ...{ x: 10, y: 20.5, width: 300, height: 200 },
    });
    expect(regionAnswer(`${page}/region-answer?cancelled`, page)).toBe("cancelled");
  });

  it.each([
    `${page}/index.html`,
    `${page}/region-answer?x=1&y=2&width=0&height=5`,
    `${page}/region-answer?x=-1&y=2&width=4&height=5`,
    `${page}/region-answer?x=1&y=2&width=many&height=5`,
    `${page}/region-answer?x=1&y=2&width=4`,
    "https://example.org/region-answer?cancelled",
  ])("is nothing else: %s", (address) => {
    expect(regionAnswer(address, page)).toBeUndefined();
  });
});

describe("a part of the page, in the picture", () => {
  it("is as much larger as the picture is", () => {
    const part = inPicture(
      { x: 10, y: 20, width: 100, height: 50 },
      { width: 1_000, height: 500 },
      { width: 2_000, height: 1_000 },
    );
    expect(part).toEqual({ x: 20, y: 40, width: 200, height: 100 });
  });

  it("never reaches beyond it", () => {
    const size = { width: 100, height: 100 };
    expect(inPicture({ x: 90, y: 95, width: 50, height: 50 }, size, size)).toEqual({
      ...{ x: 90, y: 95, width: 10, height: 5 },
    });
    expect(inPicture({ x: 500, y: 500, width: 5, height: 5 }, size, size)).toMatchObject({
      width: 1,
      height: 1,
    });
  });
});
