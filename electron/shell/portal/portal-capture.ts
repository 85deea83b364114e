// Pictures of the screen where only the desktop's portal shows it (Wayland): its dialog is opened once a scan, our windows
// go out of sight when the person has chosen, and come back whatever happens.
import { type NativeImage, screen } from "electron";
import type { Capture } from "../capture.ts";
import { withoutOwnWindows } from "../hidden-windows.ts";
import { pictureFileOf } from "../picture-file.ts";
import { chooseRegion, type FrozenScreen } from "../region/region-windows.ts";
import { realSize } from "../screen.ts";
import { whileShown } from "./portal-page.ts";

export function createPortalCapture({
  pages,
  showProgram,
}: {
  /** folder of our built pages */
  readonly pages: string;
  readonly showProgram: () => void;
}): Capture {
  /** With our windows in sight until it is answered: only they can say what the desktop's dialog is for. */
  const unseen = <Value>(signal: AbortSignal, work: (image: NativeImage) => Promise<Value>) => {
    showProgram();
    return whileShown({ folder: pages, signal }, (take) =>
      withoutOwnWindows(showProgram, async (gone) => work(await take(gone))),
    );
  };
  return {
    asksForScreen: true,
    captureScreens: async ({ hideOwn, signal }) => [
      hideOwn
        ? await unseen(signal, asFile)
        : await whileShown({ folder: pages, signal }, async (take) => asFile(await take(0))),
    ],
    captureSources: async () => undefined,
    captureSource: (_id, signal) => unseen(signal, asFile),
    captureRegion: (signal) =>
      unseen(signal, (image) => chooseRegion([{ display: displayOf(image), image }], pages, signal)),
  };
}

const asFile = async (image: NativeImage) => pictureFileOf(image);

/** The portal does not say which screen was chosen: the one of the picture's size, else the first. */
function displayOf(image: NativeImage): FrozenScreen["display"] {
  const { width, height } = image.getSize();
  const same = screen.getAllDisplays().find((display) => {
    const size = realSize(display);
    return size.width === width && size.height === height;
  });
  return same ?? screen.getPrimaryDisplay();
}
