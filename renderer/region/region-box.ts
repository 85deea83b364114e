// The frame that is drawn over a frozen screen: by two points of the mouse, or moved and sized with the keyboard. Pure.
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** CSS pixels. */
const smallest = 40;
const steps = { usual: 20, fine: 2 };

export function boxBetween(a: readonly [number, number], b: readonly [number, number]): Box {
  const [x, y] = [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
  return { x, y, width: Math.abs(a[0] - b[0]), height: Math.abs(a[1] - b[1]) };
}

/** Whether it was drawn, and is no mere click. */
export function isDrawn({ width, height }: Size): boolean {
  return width >= 8 && height >= 8;
}

/** Where the keyboard begins: in the middle, as large as most codes. */
export function firstBox(screen: Size): Box {
  const side = Math.round(Math.min(screen.width, screen.height) / 3);
  return {
    x: Math.round((screen.width - side) / 2),
    y: Math.round((screen.height - side) / 2),
    width: side,
    height: side,
  };
}

/** An arrow moves it, with Shift it changes its size; with Alt in small steps. Stays on the screen. */
export function boxAfterKey(
  box: Box,
  { key, shiftKey, altKey }: { readonly key: string; readonly shiftKey: boolean; readonly altKey: boolean },
  screen: Size,
): Box {
  const step = altKey ? steps.fine : steps.usual;
  const across = key === "ArrowRight" ? step : key === "ArrowLeft" ? -step : 0;
  const down = key === "ArrowDown" ? step : key === "ArrowUp" ? -step : 0;
  const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
  if (shiftKey) {
    return {
      ...box,
      width: within(box.width + across, smallest, screen.width - box.x),
      height: within(box.height + down, smallest, screen.height - box.y),
    };
  }
  return {
    ...box,
    x: within(box.x + across, 0, screen.width - box.width),
    y: within(box.y + down, 0, screen.height - box.height),
  };
}
