// Pictures of all screens, for reading a QR code from them. Our own window stays where it is: during an enrolment the
// code is shown in it.
import { desktopCapturer, screen } from "electron";
import { AppError } from "../../shared/ipc/errors.ts";
import type { PictureFile } from "../core/platform.ts";

/** One PNG a screen, in full size. Throws `screen-unavailable` if the system does not let us look. */
export async function captureScreens(): Promise<readonly PictureFile[]> {
  const sizes = screen.getAllDisplays().map(({ size, scaleFactor }) => ({
    width: Math.round(size.width * scaleFactor),
    height: Math.round(size.height * scaleFactor),
  }));
  const thumbnailSize = {
    width: Math.max(...sizes.map((size) => size.width), 1),
    height: Math.max(...sizes.map((size) => size.height), 1),
  };
  const sources = await desktopCapturer
    .getSources({ types: ["screen"], thumbnailSize })
    .catch((failure: unknown) => {
      throw new AppError("screen-unavailable", {}, { cause: failure });
    });
  const pictures = sources
    .filter((source) => !source.thumbnail.isEmpty())
    .map((source) => ({ bytes: new Uint8Array(source.thumbnail.toPNG()) }));
  if (pictures.length === 0) throw new AppError("screen-unavailable");
  return pictures;
}
