// Where a provider's page may go, and that it opens no window. Judged before anything is asked of the network.
import type { WebContents } from "electron";
import type { ProviderPageOptions } from "../../core/platform.ts";

/** More steps than any sign-in makes by itself, within this time in milliseconds, without anybody touching the page. */
const mostSteps = 20;
const loopTime = 10_000;
const touches = new Set(["mouseDown", "keyDown", "rawKeyDown", "touchStart", "gestureTap"]);

export interface Navigation {
  /** A person, or we for them, wanted the next address. */
  touched(): void;
  /** when a person last touched the page, as `performance.now()` */
  lastTouched(): number;
}

// SECURITY: P23. https and the provider's own names only; a new window is the same page or nothing.
export function restrictNavigation(
  contents: WebContents,
  { judge, blocked, touched: tellTouched }: Pick<ProviderPageOptions, "judge" | "blocked" | "touched">,
): Navigation {
  let steps: number[] = [];
  const touched = () => {
    steps = [];
  };
  const isLoop = () => {
    const now = performance.now();
    steps = [...steps.filter((at) => now - at < loopTime), now];
    return steps.length > mostSteps;
  };
  const whyNot = (address: string) => {
    const verdict = judge(address);
    if (verdict !== "show") return verdict;
    return isLoop() ? "loop" : undefined;
  };
  let lastTouched = Number.NEGATIVE_INFINITY;
  contents.on("input-event", (_event, { type }) => {
    if (!touches.has(type)) return;
    lastTouched = performance.now();
    touched();
    tellTouched();
  });
  contents.on("will-frame-navigate", (details) => {
    if (!details.isMainFrame) {
      if (!/^(https|about|blob|data):/.test(details.url)) details.preventDefault();
      return;
    }
    const why = whyNot(details.url);
    if (!why) return;
    details.preventDefault();
    blocked(why, details.url);
  });
  contents.on("will-redirect", (details) => {
    if (!details.isMainFrame) return;
    // Chromium itself ends a chain of redirects.
    const verdict = judge(details.url);
    if (verdict === "show") return;
    details.preventDefault();
    blocked(verdict, details.url);
  });
  contents.setWindowOpenHandler(({ url, referrer }) => {
    const why = whyNot(url);
    if (why) blocked(why, url);
    // Not within the call that asks: the page is still running.
    else setImmediate(() => !contents.isDestroyed() && void load(contents, url, { httpReferrer: referrer }));
    return { action: "deny" };
  });
  // A page that does not want to be left is left all the same.
  contents.on("will-prevent-unload", (event) => event.preventDefault());
  return { touched, lastTouched: () => lastTouched };
}

/** How it went comes as events (page-view.ts); the promise would say it a second time. */
export function load(
  contents: WebContents,
  address: string,
  options?: Electron.LoadURLOptions,
): Promise<void> {
  return contents.loadURL(address, options).catch(() => undefined);
}
