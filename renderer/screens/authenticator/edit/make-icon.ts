// Makes an icon of a picture: the middle of it, square and small, as PNG. Decoding is done here, in the sandbox; the core
// has looked at the file's size and dimensions before.
import { AppError } from "../../../../shared/ipc/errors.ts";
import { iconSize } from "../../../../shared/models/code.ts";

/** Base64. @throws AppError `picture-unreadable` */
export async function makeIcon(picture: Uint8Array): Promise<string> {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(picture)])).catch((cause: unknown) => {
    throw new AppError("picture-unreadable", {}, { cause });
  });
  try {
    const canvas = new OffscreenCanvas(iconSize, iconSize);
    const context = canvas.getContext("2d");
    if (!context) throw new AppError("picture-unreadable");
    const side = Math.min(bitmap.width, bitmap.height);
    const [x, y] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, x, y, side, side, 0, 0, iconSize, iconSize);
    const png = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
    return btoa(String.fromCharCode(...png));
  } finally {
    bitmap.close();
  }
}
