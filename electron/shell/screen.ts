// Pictures of screens and windows, for reading a QR code from them. They stay in memory. On Wayland the desktop's own
// dialog asks what may be seen.
import { type DesktopCapturerSource, desktopCapturer, screen, systemPreferences } from "electron";
import { AppError } from "../../shared/ipc/errors.ts";
import type { CaptureSource, PictureFile } from "../core/platform.ts";
import { whyNoCapture } from "./capture-refusal.ts";
import type { FrozenScreen } from "./region/region-windows.ts";
import { isWayland } from "./wayland.ts";

type Kind = CaptureSource["kind"];

/** One PNG a screen, in full size. @throws AppError `screen-unavailable` (detail `why`, see capture-refusal.ts) */
export async function captureScreens(): Promise<readonly PictureFile[]> {
  const pictures = (await sources(["screen"], largest())).flatMap(pictureOf);
  if (pictures.length === 0) throw refusal("empty");
  return pictures;
}

/** Every screen as it is now, with the display that it belongs to; one alone where the desktop has chosen one. */
export async function freezeScreens(): Promise<readonly FrozenScreen[]> {
  const found = (await sources(["screen"], largest())).filter(({ thumbnail }) => !thumbnail.isEmpty());
  const displays = screen.getAllDisplays();
  const frozen = found.flatMap(({ thumbnail, display_id }) => {
    const display = displays.find(({ id }) => String(id) === display_id);
    return display ? [{ display, image: thumbnail }] : [];
  });
  const [only] = found;
  if (frozen.length > 0) return frozen;
  if (!only) throw refusal("empty");
  return [{ display: screen.getPrimaryDisplay(), image: only.thumbnail }];
}

/** What can be chosen by itself; undefined where only the desktop's own dialog may list it. */
export async function captureSources(): Promise<readonly CaptureSource[] | undefined> {
  if (isWayland(process.env)) return undefined;
  const found = await sources(["screen", "window"], { width: 0, height: 0 });
  const displays = screen.getAllDisplays();
  return found.map(({ id, name, display_id }) => {
    const display = displays.find((one) => String(one.id) === display_id);
    if (kindOf(id) === "window") return { id, kind: "window", name };
    return {
      ...{ id, kind: "screen", name: display?.label ?? "" },
      ...(display && {
        width: Math.round(display.size.width * display.scaleFactor),
        height: Math.round(display.size.height * display.scaleFactor),
      }),
    };
  });
}

/** Without `id` the desktop's own dialog chooses. @throws AppError `screen-unavailable`, `not-found` when it has gone */
export async function captureSource(id: string | undefined): Promise<PictureFile> {
  const found = await sources(id === undefined ? ["screen", "window"] : [kindOf(id)], largest());
  const source = id === undefined ? found[0] : found.find((one) => one.id === id);
  if (!source) throw id === undefined ? refusal("empty") : new AppError("not-found");
  const [picture] = pictureOf(source);
  if (!picture) throw refusal("empty");
  return kindOf(source.id) === "window" ? { ...picture, name: source.name } : picture;
}

async function sources(
  types: Kind[],
  thumbnailSize: Electron.Size,
): Promise<readonly DesktopCapturerSource[]> {
  return desktopCapturer.getSources({ types, thumbnailSize }).catch((failure: unknown) => {
    throw refusal("failed", failure);
  });
}

function pictureOf({ thumbnail }: DesktopCapturerSource): readonly PictureFile[] {
  return thumbnail.isEmpty() ? [] : [{ bytes: new Uint8Array(thumbnail.toPNG()) }];
}

function kindOf(id: string): Kind {
  return id.startsWith("window:") ? "window" : "screen";
}

/** In real pixels: none of the screens is made smaller. */
function largest(): Electron.Size {
  const sizes = screen.getAllDisplays().map(({ size, scaleFactor }) => ({
    width: Math.round(size.width * scaleFactor),
    height: Math.round(size.height * scaleFactor),
  }));
  return {
    width: Math.max(...sizes.map(({ width }) => width), 1),
    height: Math.max(...sizes.map(({ height }) => height), 1),
  };
}

function refusal(outcome: "empty" | "failed", cause?: unknown): AppError {
  const os = process.platform === "darwin" || process.platform === "win32" ? process.platform : "linux";
  const access = os === "darwin" ? systemPreferences.getMediaAccessStatus("screen") : "unknown";
  const why = whyNoCapture({ os, wayland: isWayland(process.env), access, outcome });
  return new AppError("screen-unavailable", { why }, { cause });
}
