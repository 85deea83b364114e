// The sign of Gatepost in the tray, drawn: a keyhole in a rounded square, sharp at any size. Pure.

type Ink = readonly [red: number, green: number, blue: number];

const ground: Ink = [0x23, 0x59, 0xb8];
const hole: Ink = [0xff, 0xff, 0xff];
/** Each pixel is looked at in this many places, across and down. */
const looks = 4;

/**
 * `size` × `size` pixels, four bytes each: blue, green, red, alpha, with the alpha multiplied in, as Electron's bitmaps
 * are. `black`: the square alone, the keyhole cut out of it.
 */
export function drawSign(size: number, inks: "colour" | "black"): Uint8Array {
  const pixels = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const sum = [0, 0, 0, 0];
      for (let look = 0; look < looks * looks; look += 1) {
        const ink = inkAt(
          (x + ((look % looks) + 0.5) / looks) / size,
          (y + (Math.floor(look / looks) + 0.5) / looks) / size,
          inks,
        );
        if (!ink) continue;
        const [red, green, blue] = ink;
        for (const [index, part] of [blue, green, red, 255].entries()) sum[index] = (sum[index] ?? 0) + part;
      }
      const mean = sum.map((part) => Math.round(part / (looks * looks)));
      pixels.set(mean, (y * size + x) * 4);
    }
  }
  return pixels;
}

/** What lies at a place, both from 0 to 1; undefined: nothing. */
function inkAt(x: number, y: number, inks: "colour" | "black"): Ink | undefined {
  if (!inSquare(x, y)) return undefined;
  if (inks === "colour") return inKeyhole(x, y) ? hole : ground;
  return inKeyhole(x, y) ? undefined : [0, 0, 0];
}

function inSquare(x: number, y: number): boolean {
  const margin = 0.04;
  const corner = 0.22;
  const across = Math.max(margin + corner - x, x - (1 - margin - corner), 0);
  const down = Math.max(margin + corner - y, y - (1 - margin - corner), 0);
  return across ** 2 + down ** 2 <= corner ** 2;
}

function inKeyhole(x: number, y: number): boolean {
  const round = (x - 0.5) ** 2 + (y - 0.38) ** 2 <= 0.15 ** 2;
  const foot = y >= 0.38 && y <= 0.78 && Math.abs(x - 0.5) <= 0.05 + (y - 0.38) * 0.2;
  return round || foot;
}
