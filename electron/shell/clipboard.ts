// The system's clipboard. Knows nothing of codes; clearing after a time is the core's work.
import { clipboard, type NativeImage } from "electron";
import type { PictureFile } from "../core/platform.ts";
import { copiedFileFormats, copiedPaths } from "./copied-files.ts";

// Electron 45 reads all but text as clipboard items; up to 44 there were these, which its types do not know any more.
type OlderClipboard = {
  readonly readImage?: () => NativeImage;
  readonly readBuffer?: (format: string) => Buffer;
};

/** Files that were copied in a file manager: absolute paths, which are for the core alone. */
export async function readClipboardFiles(): Promise<readonly string[]> {
  const { platform } = process;
  const formats = copiedFileFormats[platform === "darwin" || platform === "win32" ? platform : "linux"];
  for (const format of formats) {
    const bytes = await readFormat(format);
    const paths = bytes ? copiedPaths(format, bytes) : [];
    if (paths.length > 0) return paths;
  }
  return [];
}

async function readFormat(format: string): Promise<Uint8Array | undefined> {
  const older = clipboard as unknown as OlderClipboard;
  if (older.readBuffer) return older.readBuffer(format);
  const raw = `electron application/osclipboard;format="${format}"`;
  for (const item of await clipboard.read()) {
    const type = item.types.find((name) => name === format || name === raw);
    if (!type) continue;
    const content = await item.getType(type);
    if (content instanceof Blob) return new Uint8Array(await content.arrayBuffer());
  }
  return undefined;
}

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
