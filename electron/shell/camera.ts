// Whether our page may use the camera now: only while somebody scans with it, only our own page, only its picture.
import { type BrowserWindow, systemPreferences, type WebContents } from "electron";
import { AppError } from "../../shared/ipc/errors.ts";
import { type CameraRequest, mayUseCamera } from "./camera-rules.ts";

export interface CameraGate {
  /** Asks the system first, where it must be asked. @throws AppError `camera-unavailable` */
  open(): Promise<void>;
  close(): void;
  allows(contents: WebContents | null, request: Omit<CameraRequest, "open" | "ours">): boolean;
}

/** Milliseconds after which it is closed in any case. */
const longest = 15 * 60_000;

export function createCameraGate(window: () => BrowserWindow | undefined): CameraGate {
  let timer: NodeJS.Timeout | undefined;
  const close = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    async open() {
      // Windows and Linux ask nobody: whoever is refused there hears it when the camera does not start.
      if (process.platform === "darwin" && !(await systemPreferences.askForMediaAccess("camera")))
        throw new AppError("camera-unavailable", { why: "denied" });
      close();
      timer = setTimeout(close, longest);
      timer.unref();
      // A page that was loaded anew has not opened it.
      window()?.webContents.once("did-navigate", close);
    },
    close,
    allows: (contents, request) =>
      mayUseCamera({
        ...request,
        open: timer !== undefined,
        ours: contents !== null && contents === window()?.webContents,
      }),
  };
}
