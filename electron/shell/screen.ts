// Pictures of screens and windows where programs may look at them by themselves, for reading a QR code from them. They stay
// in memory. Not for Wayland, where only the desktop's portal shows anything (electron/shell/portal).
import {
  BrowserWindow,
  type DesktopCapturerSource,
  desktopCapturer,
  screen,
  systemPreferences,
} from "electron";
import { AppError } from "../../shared/ipc/errors.ts";
import type { CaptureSource, PictureFile } from "../core/platform.ts";
import { whyNoCapture } from "./capture-refusal.ts";
import { pictureFileOf } from "./picture-file.ts";
import type { FrozenScreen } from "./region/region-windows.ts";

type Kind = CaptureSource["kind"];

/** One picture a screen, in full size. @throws AppError `screen-unavailable` (detail `why`, see capture-refusal.ts) */
export async function captureScreens(): Promise<readonly PictureFile[]> {
  const pictures = (await screensAsTheyAre()).flatMap(pictureOf);
  if (pictures.length === 0) throw refusal();
  return pictures;
}

/** Every screen as it is now, with the display that it belongs to. */
export async function freezeScreens(): Promise<readonly FrozenScreen[]> {
  const found = (await screensAsTheyAre()).filter(({ thumbnail }) => !thumbnail.isEmpty());
  const frozen = found.flatMap((source) => {
    const display = displayOf(source);
    return display ? [{ display, image: source.thumbnail }] : [];
  });
  const [only] = found;
  if (frozen.length > 0) return frozen;
  if (!only) throw refusal();
  return [{ display: screen.getPrimaryDisplay(), image: only.thumbnail }];
}

/** What can be chosen by itself, without our own windows. */
export async function captureSources(): Promise<readonly CaptureSource[]> {
  const found = await sources(["screen", "window"], { width: 0, height: 0 });
  const own = new Set(BrowserWindow.getAllWindows().map((window) => window.getMediaSourceId()));
  return found
    .filter(({ id }) => !own.has(id))
    .map((source) => {
      const { id, name } = source;
      if (kindOf(id) === "window") return { id, kind: "window", name };
      const display = displayOf(source);
      return { ...{ id, kind: "screen", name: display?.label ?? "" }, ...(display && realSize(display)) };
    });
}

/** @throws AppError `screen-unavailable`, `not-found` when it has gone */
export async function captureSource(id: string): Promise<PictureFile> {
  const found = await (kindOf(id) === "screen" ? screensAsTheyAre() : sources(["window"], largest()));
  const source = found.find((one) => one.id === id);
  if (!source) throw new AppError("not-found");
  const [picture] = pictureOf(source);
  if (!picture) throw refusal();
  return kindOf(source.id) === "window" ? { ...picture, name: source.name } : picture;
}

async function sources(
  types: Kind[],
  thumbnailSize: Electron.Size,
): Promise<readonly DesktopCapturerSource[]> {
  return desktopCapturer.getSources({ types, thumbnailSize }).catch((failure: unknown) => {
    throw refusal(failure);
  });
}

function pictureOf({ thumbnail }: DesktopCapturerSource): readonly PictureFile[] {
  return thumbnail.isEmpty() ? [] : [pictureFileOf(thumbnail)];
}

function kindOf(id: string): Kind {
  return id.startsWith("window:") ? "window" : "screen";
}

/**
 * Chromium draws every source as large as the size that it is asked for allows, so a small screen beside a large one comes
 * blown up: it is asked for once more in its own size.
 */
async function screensAsTheyAre(): Promise<readonly DesktopCapturerSource[]> {
  const found = await sources(["screen"], largest());
  const smaller = new Map<string, Electron.Size>();
  for (const source of found) {
    const display = displayOf(source);
    if (display && realSize(display).width < source.thumbnail.getSize().width)
      smaller.set(source.id, realSize(display));
  }
  const anew = new Map<string, DesktopCapturerSource>();
  for (const [id, size] of smaller) {
    const same = (await sources(["screen"], size)).find((source) => source.id === id);
    if (same) anew.set(id, same);
  }
  return found.map((source) => anew.get(source.id) ?? source);
}

function displayOf({ display_id }: DesktopCapturerSource): Electron.Display | undefined {
  return screen.getAllDisplays().find(({ id }) => String(id) === display_id);
}

/** In pixels of its own. */
export function realSize({ size, scaleFactor }: Electron.Display): Electron.Size {
  return { width: Math.round(size.width * scaleFactor), height: Math.round(size.height * scaleFactor) };
}

/** In real pixels: none of the screens is made smaller. */
function largest(): Electron.Size {
  const sizes = screen.getAllDisplays().map(realSize);
  return {
    width: Math.max(...sizes.map(({ width }) => width), 1),
    height: Math.max(...sizes.map(({ height }) => height), 1),
  };
}

function refusal(cause?: unknown): AppError {
  const os = process.platform === "darwin" || process.platform === "win32" ? process.platform : "linux";
  const access = os === "darwin" ? systemPreferences.getMediaAccessStatus("screen") : "unknown";
  const why = whyNoCapture({ os, access });
  return new AppError("screen-unavailable", { why }, { cause });
}
