// What the page of the frozen screen has answered, read from the address that it wants to go to; and which part of the
// picture that is. Pure.
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type RegionAnswer = Area | "cancelled";

/** In the page's own pixels; undefined if it is no answer. */
export function regionAnswer(address: string, page: string): RegionAnswer | undefined {
  if (!address.startsWith(`${page}/region-answer?`)) return undefined;
  const query = new URL(address).searchParams;
  if (query.has("cancelled")) return "cancelled";
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) =>
    Number(query.get(name) ?? Number.NaN),
  );
  if (x === undefined || y === undefined || width === undefined || height === undefined) return undefined;
  const whole = [x, y, width, height].every((value) => Number.isFinite(value) && value >= 0);
  return whole && width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The same in whole pixels of the picture that fills the page; never beyond it, at least one pixel. */
export function inPicture(area: Area, page: Size, picture: Size): Area {
  const [across, down] = [picture.width / page.width, picture.height / page.height];
  const x = Math.min(Math.floor(area.x * across), picture.width - 1);
  const y = Math.min(Math.floor(area.y * down), picture.height - 1);
  return {
    ...{ x, y },
    width: Math.max(1, Math.min(Math.ceil(area.width * across), picture.width - x)),
    height: Math.max(1, Math.min(Math.ceil(area.height * down), picture.height - y)),
  };
}
