// The filters of PNG (ISO 15948, 9): rows are written as differences to their neighbours: left, above, the mean of both, or the
// likeliest of left, above and above left (Paeth).

/** `step`: bytes of a pixel, at least one. Changes `row`. */
export function unfilter(filter: number, row: Uint8Array, above: Uint8Array, step: number): void {
  const { length } = row;
  if (filter === 1) {
    for (let at = step; at < length; at += 1) row[at] = (row[at] ?? 0) + (row[at - step] ?? 0);
  } else if (filter === 2) {
    for (let at = 0; at < length; at += 1) row[at] = (row[at] ?? 0) + (above[at] ?? 0);
  } else if (filter === 3) {
    for (let at = 0; at < step; at += 1) row[at] = (row[at] ?? 0) + ((above[at] ?? 0) >> 1);
    for (let at = step; at < length; at += 1)
      row[at] = (row[at] ?? 0) + (((row[at - step] ?? 0) + (above[at] ?? 0)) >> 1);
  } else if (filter === 4) {
    addLikeliest(row, above, step);
  }
}

function addLikeliest(row: Uint8Array, above: Uint8Array, step: number): void {
  if (step === 3 || step === 4) addLikeliestColours(row, above, step);
  else for (let channel = 0; channel < step; channel += 1) addLikeliestOf(channel, row, above, step);
}

/** One channel of a row: what stands left and above left is kept in hand. */
function addLikeliestOf(channel: number, row: Uint8Array, above: Uint8Array, step: number): void {
  const { length } = row;
  let left = 0;
  let corner = 0;
  for (let at = channel; at < length; at += step) {
    const up = above[at] ?? 0;
    left = ((row[at] ?? 0) + likeliest(left, up, corner)) & 255;
    row[at] = left;
    corner = up;
  }
}

/**
 * Three or four channels side by side: each value waits for the one to its left, but not for those of the other channels, so that
 * the processor works on all of them. It is most of the work of a large picture.
 */
function addLikeliestColours(row: Uint8Array, above: Uint8Array, step: 3 | 4): void {
  let left0 = 0;
  let left1 = 0;
  let left2 = 0;
  let left3 = 0;
  let corner0 = 0;
  let corner1 = 0;
  let corner2 = 0;
  let corner3 = 0;
  for (let at = 0; at + step <= row.length; at += step) {
    const up0 = above[at] ?? 0;
    const up1 = above[at + 1] ?? 0;
    const up2 = above[at + 2] ?? 0;
    left0 = ((row[at] ?? 0) + likeliest(left0, up0, corner0)) & 255;
    left1 = ((row[at + 1] ?? 0) + likeliest(left1, up1, corner1)) & 255;
    left2 = ((row[at + 2] ?? 0) + likeliest(left2, up2, corner2)) & 255;
    row[at] = left0;
    row[at + 1] = left1;
    row[at + 2] = left2;
    corner0 = up0;
    corner1 = up1;
    corner2 = up2;
    if (step === 3) continue;
    const up3 = above[at + 3] ?? 0;
    left3 = ((row[at + 3] ?? 0) + likeliest(left3, up3, corner3)) & 255;
    row[at + 3] = left3;
    corner3 = up3;
  }
}

/** What is nearest to left + up - corner; distances without branches, which are as often taken as not. */
function likeliest(left: number, up: number, corner: number): number {
  const fromLeft = (up - corner) | 0;
  const fromUp = (left - corner) | 0;
  const fromCorner = (fromLeft + fromUp) | 0;
  const toLeft = (fromLeft ^ (fromLeft >> 31)) - (fromLeft >> 31);
  const toUp = (fromUp ^ (fromUp >> 31)) - (fromUp >> 31);
  const toCorner = (fromCorner ^ (fromCorner >> 31)) - (fromCorner >> 31);
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}
