import { describe, expect, it } from "vitest";
import { adviceFor } from "../../../../electron/core/qr/advice.ts";
import { greyOfColours } from "../../../../electron/core/qr/grey.ts";
import { type Canvas, canvas, drawQr } from "../../../support/pictures.ts";

const link = "otpauth://totp/Post:ann@example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Post";
const about = ({ width, height, data }: Canvas) => adviceFor(greyOfColours(width, height, data));

/** A code, as the advice sees it: it is only asked when no decoder has read one. */
function seen(size: number, colours: Parameters<typeof drawQr>[3] = {}): Canvas {
  const picture = canvas(900, 700, colours.light ? [...colours.light] : [255, 255, 255]);
  drawQr(picture, link, { x: 300, y: 200, size }, colours);
  return picture;
}

describe("what helps when nothing was found", () => {
  it.each([
    ["larger", () => seen(2)],
    ["unreadable", () => seen(6)],
    ["brighter", () => seen(6, { dark: [110, 110, 110], light: [140, 140, 140] })],
    ["none", () => canvas(800, 600, [20, 20, 20])],
    ["none", () => canvas(800, 600)],
    ["larger", () => canvas(40, 40)],
  ] as const)("%s", (advice, picture) => {
    expect(about(picture()).advice).toBe(advice);
  });

  it("is to show the whole code where an edge cuts it, and says where it is", () => {
    const picture = canvas(600, 400);
    drawQr(picture, link, { x: 200, y: 270, size: 6 });
    const { advice, suspects } = about(picture);
    expect(advice).toBe("whole");
    expect(suspects[0]?.x).toBeGreaterThan(150);
    expect((suspects[0]?.y ?? 0) + (suspects[0]?.height ?? 0)).toBeGreaterThan(380);
  });
});
