// Reads a picture from the disk, as its limit says.
import { AppError } from "../../../shared/ipc/errors.ts";
import { readInput } from "../read-input.ts";
import { maxPictureBytes } from "./picture-header.ts";

/** @throws AppError `picture-too-large` or `file-unreadable` */
export function readPictureFile(path: string): Promise<Uint8Array> {
  const tooLarge = new AppError("picture-too-large", { limit: maxPictureBytes, unit: "bytes" });
  return readInput(path, maxPictureBytes, tooLarge);
}
