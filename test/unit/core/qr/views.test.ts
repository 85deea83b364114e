import { create } from "qrcode";
import { expect, it } from "vitest";
import { cut, type Grey, inverted } from "../../../../electron/core/qr/grey.ts";
import { views } from "../../../../electron/core/qr/views.ts";
import { openZxing } from "../../../../electron/core/qr/zxing.ts";

const text = `otpauth://totp/Post:ann@example.org?secret=${"GEZDGNBVGY3TQOJQ".repeat(3)}&issuer=Post`;
const size = 4.26;

/** Each dark module as a dot of less than half its size, and nothing in the middle, as where a logo stands. */
function dotted(x: number, y: number): Grey & { readonly side: number } {
  const { modules } = create(text, { errorCorrectionLevel: "H" });
  const half = modules.size / 2;
  const picture = { width: 500, height: 460, data: new Uint8Array(500 * 460).fill(255) };
  for (let at = 0; at < picture.data.length; at += 1) {
    const [across, down] = [((at % 500) + 0.5 - x) / size, (Math.floor(at / 500) + 0.5 - y) / size];
    const [column, row] = [Math.floor(across), Math.floor(down)];
    const isInside = Math.min(column, row) >= 0 && Math.max(column, row) < modules.size;
    const isLogo = Math.hypot(across - half, down - half) < half * 0.3;
    const isDot = Math.hypot(across - column - 0.5, down - row - 0.5) < 0.24;
    if (isInside && !isLogo && isDot && modules.get(row, column)) picture.data[at] = 40;
  }
  return { ...picture, side: modules.size * size };
}

it.each([
  ["dark", (picture: Grey) => picture],
  ["light", inverted],
])("makes modules that touch out of small %s dots, however much stands around them", async (_, drawn) => {
  const zxing = await openZxing();
  const view = views.find(({ name }) => name === "small dots");
  const read: Record<number, readonly (string | undefined)[]> = {};
  for (const margin of [8, 16, 30, 60, 90]) {
    const picture = dotted(120, 110);
    const side = picture.side + 2 * margin;
    const part = cut(picture, { x: 120 - margin, y: 110 - margin, width: side, height: side });
    read[margin] = zxing(view?.draw(drawn(part)) ?? part, view?.look ?? {}).map((found) => found.text);
  }
  expect(read).toEqual({ 8: [text], 16: [text], 30: [text], 60: [text], 90: [text] });
});
