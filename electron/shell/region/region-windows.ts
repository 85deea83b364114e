// Freezes every screen in a window of its own and lets a part of one be marked. The windows have no bridge and a session
// of their own in memory; what was captured is held here until one of them has answered.
import { BrowserWindow, type Display, type NativeImage, session } from "electron";
import type { PictureFile } from "../../core/platform.ts";
import { pageOrigin, pageScheme } from "../addresses.ts";
import { pictureFileOf } from "../picture-file.ts";
import { servePages } from "../protocols.ts";
import { sealedPreferences } from "../web-preferences.ts";
import { whenDrawn } from "../when-drawn.ts";
import { inPicture, type RegionAnswer, regionAnswer } from "./region-answer.ts";

export interface FrozenScreen {
  readonly display: Display;
  readonly image: NativeImage;
}

/** Without "persist:": in memory. */
const partition = "region";

/** The marked part as PNG; undefined if the person changed their mind or `signal` was given. */
export async function chooseRegion(
  screens: readonly FrozenScreen[],
  folder: string,
  signal: AbortSignal,
): Promise<PictureFile | undefined> {
  await serveFrozen(screens, folder);
  const windows: BrowserWindow[] = [];
  try {
    return await new Promise<PictureFile | undefined>((resolve) => {
      const end = () => resolve(undefined);
      signal.addEventListener("abort", end, { once: true });
      if (signal.aborted) end();
      for (const [index, screen] of screens.entries()) {
        const window = openFrozen(screen, index, (answer) =>
          resolve(answer === "cancelled" ? undefined : cutOut(screen, answer, window)),
        );
        window.once("closed", end);
        windows.push(window);
      }
    });
  } finally {
    for (const window of windows) if (!window.isDestroyed()) window.destroy();
    session.fromPartition(partition).protocol.unhandle(pageScheme);
  }
}

async function serveFrozen(screens: readonly FrozenScreen[], folder: string): Promise<void> {
  const pictures = screens.map(({ image }) => image.toPNG());
  const own = session.fromPartition(partition);
  await servePages(own.protocol, folder, (url) =>
    url.pathname === "/frozen.png" ? pictures[Number(url.searchParams.get("screen"))] : undefined,
  );
}

function openFrozen(
  { display }: FrozenScreen,
  index: number,
  answered: (answer: RegionAnswer) => void,
): BrowserWindow {
  const window = new BrowserWindow({
    ...display.bounds,
    show: false,
    frame: false,
    resizable: false,
    movable: false,
    minimizable: false,
    skipTaskbar: true,
    hasShadow: false,
    enableLargerThanScreen: true,
    backgroundColor: "#000000",
    title: "Gatepost",
    webPreferences: { ...sealedPreferences, partition, devTools: false },
  });
  window.setAlwaysOnTop(true, "screen-saver");
  window.webContents.on("will-frame-navigate", (details) => {
    // SECURITY: P52. It goes nowhere; policy.ts refuses the same.
    details.preventDefault();
    const answer = details.isMainFrame ? regionAnswer(details.url, pageOrigin) : undefined;
    if (answer) answered(answer);
  });
  whenDrawn(window, () => {
    if (process.platform === "darwin") window.setSimpleFullScreen(true);
    else window.setFullScreen(true);
    window.show();
    window.focus();
  });
  void window.loadURL(`${pageOrigin}/region.html?screen=${index}`);
  return window;
}

function cutOut(
  { image }: FrozenScreen,
  area: Exclude<RegionAnswer, "cancelled">,
  window: BrowserWindow,
): PictureFile {
  const { width, height } = window.getContentBounds();
  const part = inPicture(area, { width, height }, image.getSize());
  return pictureFileOf(image.crop({ ...part }));
}
