// Looks at the screen in the way that the desktop has: by ourselves, or through the portal of a Wayland desktop.
import { AppError } from "../../shared/ipc/errors.ts";
import type { Platform } from "../core/platform.ts";
import { withoutOwnWindows } from "./hidden-windows.ts";
import { createPortalCapture } from "./portal/portal-capture.ts";
import { chooseRegion } from "./region/region-windows.ts";
import { captureScreens, captureSource, captureSources, freezeScreens } from "./screen.ts";

export type Capture = Pick<
  Platform,
  "asksForScreen" | "captureScreens" | "captureSources" | "captureSource" | "captureRegion"
>;

export function createCapture(options: {
  /** folder of our built pages */
  readonly pages: string;
  readonly showProgram: () => void;
  /** only the desktop's portal shows the screen */
  readonly portal: boolean;
}): Capture {
  const { pages, showProgram } = options;
  if (options.portal) return createPortalCapture({ pages, showProgram });
  return {
    asksForScreen: false,
    captureScreens: ({ hideOwn }) =>
      hideOwn ? withoutOwnWindows(showProgram, captureScreens) : captureScreens(),
    captureSources,
    async captureSource(id) {
      if (id === undefined) throw new AppError("not-found");
      return id.startsWith("window:")
        ? captureSource(id)
        : withoutOwnWindows(showProgram, () => captureSource(id));
    },
    captureRegion: (signal) =>
      withoutOwnWindows(showProgram, async () => chooseRegion(await freezeScreens(), pages, signal)),
  };
}
