// Asks the desktop's portal for what the person wants to show, by a page of our own that nobody sees. Electron's list of
// sources is no way there: refused, it ends the whole program (33), and it waits for ever where there is no portal.
import { BrowserWindow, type NativeImage, nativeImage, type Session, session } from "electron";
import { AppError } from "../../../shared/ipc/errors.ts";
import { pageOrigin, pageScheme } from "../addresses.ts";
import { whyNothingShown } from "../capture-refusal.ts";
import { servePages } from "../protocols.ts";
import { sealedPreferences } from "../web-preferences.ts";
import { mayShowScreen } from "./portal-rules.ts";

export interface PortalRequest {
  /** folder of our built pages */
  readonly folder: string;
  /** ends the question, and the desktop's dialog with it */
  readonly signal: AbortSignal;
}

/** What is shown, as it is when it is called. `changed`: milliseconds ago our windows went out of sight; 0: they did not. */
export type TakePicture = (changed: number) => Promise<NativeImage>;

/** Without "persist:": in memory. */
const partition = "portal";
/** What Chromium calls "whatever the person chooses" where the portal asks; it is no screen that could be named. */
const whatever = { id: "screen:1:0", name: "shown" };

let isAsking = false;

/**
 * Puts the desktop's question once; `work` runs while something is shown. @throws AppError
 * `screen-unavailable` (detail `why`, see capture-refusal.ts), `cancelled`, `busy` (it is being asked already)
 */
export async function whileShown<Value>(
  { folder, signal }: PortalRequest,
  work: (take: TakePicture) => Promise<Value>,
): Promise<Value> {
  if (signal.aborted) throw new AppError("cancelled");
  if (isAsking) throw new AppError("busy");
  const own = session.fromPartition(partition);
  const window = new BrowserWindow({
    show: false,
    webPreferences: { ...sealedPreferences, partition, devTools: false, backgroundThrottling: false },
  });
  isAsking = true;
  const ended = whenEnded(window, signal);
  try {
    await servePages(own.protocol, folder, () => undefined);
    allowShowing(own, window);
    await Promise.race([window.loadURL(`${pageOrigin}/portal.html`), ended]);
    await Promise.race([ask(window), ended]);
    // From here on `work` ends by itself: it may have taken our windows out of sight.
    return await work(async (changed) => {
      const drawn = window.webContents.executeJavaScript(`picture(${Math.round(changed)})`);
      return nativeImage.createFromDataURL(await Promise.race([drawn, ended]));
    });
  } finally {
    // The stream ends with its page, and what the desktop shows as a sign of it.
    if (!window.isDestroyed()) window.destroy();
    if (own.protocol.isProtocolHandled(pageScheme)) own.protocol.unhandle(pageScheme);
    isAsking = false;
  }
}

async function ask({ webContents }: BrowserWindow): Promise<void> {
  const begun = performance.now();
  const refusal = (cause?: unknown) =>
    new AppError("screen-unavailable", { why: whyNothingShown(performance.now() - begun) }, { cause });
  // As if it were pressed: only then a page may ask.
  const shown: unknown = await webContents.executeJavaScript("ask()", true).catch((failure: unknown) => {
    throw refusal(failure);
  });
  if (shown !== true) throw refusal();
}

/** Rejects when it is cancelled, or when the page has gone, which would leave its answers out for ever. */
function whenEnded({ webContents }: BrowserWindow, signal: AbortSignal): Promise<never> {
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new AppError("cancelled")), { once: true });
    webContents.once("render-process-gone", (_event, { reason }) => reject(new Error(`the page: ${reason}`)));
  });
  // It may come when nobody waits any more.
  ended.catch(() => undefined);
  return ended;
}

/** SECURITY: P3, P53. Beyond what policy.ts allows: this one page, while it is there, what the portal's dialog has shown. */
function allowShowing(own: Session, window: BrowserWindow): void {
  const isOurs = (contents: Electron.WebContents | null) =>
    !window.isDestroyed() && contents === window.webContents;
  own.setPermissionRequestHandler((contents, permission, answer, details) =>
    answer(
      mayShowScreen({
        permission,
        ours: isOurs(contents),
        mainFrame: details.isMainFrame,
        media: ("mediaTypes" in details && details.mediaTypes) || [],
      }),
    ),
  );
  own.setPermissionCheckHandler((contents, permission, _origin, { mediaType, isMainFrame }) =>
    mayShowScreen({
      permission,
      ours: isOurs(contents),
      mainFrame: isMainFrame,
      media: mediaType === undefined ? [] : [mediaType],
    }),
  );
  own.setDisplayMediaRequestHandler((_request, answer) =>
    answer(window.isDestroyed() ? {} : { video: whatever }),
  );
}
