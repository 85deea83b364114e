// The system's clipboard. Knows nothing of codes; clearing after a time is the core's work.
import { clipboard, type NativeImage } from "electron";
import type { PictureFile } from "../core/platform.ts";

// Electron 45 reads pictures as clipboard items; up to 44 there was readImage, which its types do not know any more.
type OlderClipboard = { readonly readImage?: () => NativeImage };

export async function readClipboardPicture(): Promise<PictureFile | undefined> {
  const older = clipboard as unknown as OlderClipboard;
  if (older.readImage) {
    const picture = older.readImage();
    return picture.isEmpty() ? undefined : { bytes: new Uint8Array(picture.toPNG()) };
  }
  for (const item of await clipboard.read()) {
    const type = item.types.find((name) => name === "image/png" || name === "image/jpeg");
    if (!type) continue;
    const content = await item.getType(type);
    if (content instanceof Blob) return { bytes: new Uint8Array(await content.arrayBuffer()) };
  }
  return undefined;
}

export async function writeClipboard(text: string): Promise<void> {
  if (text === "") clipboard.clear();
  else await clipboard.writeText(text);
}

export async function readClipboard(): Promise<string> {
  return clipboard.readText();
}
