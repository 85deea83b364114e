// The one place where a provider's page is made, placed in our window and ended. It has no preload and no way to the
// core; what it shows of itself comes from events of its frame.
import { type BrowserWindow, WebContentsView, type WebPreferences } from "electron";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { PagePlace } from "../../../shared/models/provider-page.ts";
import type { PageState, ProviderPage, ProviderPageOptions } from "../../core/platform.ts";
import { providerPagePartition } from "../addresses.ts";
import { sealedPreferences } from "../web-preferences.ts";
import { boundsOf } from "./page-bounds.ts";
import { faultOf } from "./page-faults.ts";
import { takeMadePdfs } from "./page-made-pdf.ts";
import { load, restrictNavigation } from "./page-navigation.ts";
import { takeOffers } from "./page-offers.ts";
import { allowCopying, emptyPageSession, openPageSession } from "./page-session.ts";

/** SECURITY: P23. A page of the world: no preload, no Node, no dialogs, no dropping of files that would open them. */
const webPreferences: WebPreferences = {
  ...sealedPreferences,
  partition: providerPagePartition,
  // Dialogs and windows that a page can open without a permission.
  disableBlinkFeatures: "FileSystemAccessLocal,DocumentPictureInPictureAPI,EyeDropperAPI",
  devTools: false,
};

/** Throws `not-found` without a window. */
export async function openProviderPage(
  window: BrowserWindow | undefined,
  options: ProviderPageOptions,
): Promise<ProviderPage> {
  if (!window || window.isDestroyed()) throw new AppError("not-found");
  const session = await openPageSession(options);
  const view = new WebContentsView({ webPreferences });
  const contents = view.webContents;
  view.setBackgroundColor("#ffffff");
  view.setVisible(false);
  contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
  window.contentView.addChildView(view);

  const navigation = restrictNavigation(contents, options);
  allowCopying(contents, navigation.lastTouched);
  const state = watchState(view, options);
  const takeMade = takeMadePdfs(options);
  // The policy of all sessions has stopped it already; a PDF off the line does not come this far.
  const onDownload = (_event: unknown, item: Electron.DownloadItem, from: unknown) => {
    if (from === contents) takeMade(item);
  };
  session.on("will-download", onDownload);

  let place: PagePlace = "hidden";
  const lay = () => {
    if (window.isDestroyed() || contents.isDestroyed()) return;
    const [width = 0, height = 0] = window.getContentSize();
    const bounds = boundsOf(place, { width, height }, window.webContents.getZoomFactor());
    if (bounds) view.setBounds(bounds);
    view.setVisible(bounds !== undefined);
  };
  const end = () => {
    stopWatching();
    window.off("resize", lay);
    session.off("will-download", onDownload);
    if (!window.isDestroyed()) window.contentView.removeChildView(view);
    if (!contents.isDestroyed()) contents.close({ waitForBeforeUnload: false });
    return emptyPageSession();
  };
  window.on("resize", lay);
  const stopWatching = whenPageGoes(window, () => {
    options.gone();
    void end();
  });
  giveKeyboardBack(view, window);
  await takeOffers(contents, options);

  return {
    load(address) {
      navigation.touched();
      state.begin();
      void load(contents, address);
    },
    place(next) {
      place = next;
      lay();
    },
    go(to) {
      navigation.touched();
      if (to === "stop") contents.stop();
      else if (to === "reload") contents.reload();
      else if (to === "back") contents.navigationHistory.goBack();
      else contents.navigationHistory.goForward();
    },
    focus: () => contents.focus(),
    async picture() {
      const image = await contents.capturePage();
      if (image.isEmpty()) throw new AppError("picture-empty");
      return { bytes: new Uint8Array(image.toPNG()) };
    },
    close: end,
  };
}

/** SECURITY: P23. The address is that of the document on screen, never of one that is still on its way. */
function watchState(view: WebContentsView, { changed }: Pick<ProviderPageOptions, "changed">) {
  const contents = view.webContents;
  let address: string | undefined;
  let problem: AppError | undefined;
  const tell = () => {
    if (contents.isDestroyed()) return;
    const { navigationHistory: history } = contents;
    const state: PageState = {
      address,
      loading: contents.isLoading(),
      canGoBack: history.canGoBack(),
      canGoForward: history.canGoForward(),
      title: problem ? "" : contents.getTitle(),
      problem,
    };
    changed(state);
  };
  const at = (url: string) => {
    address = url;
    problem = undefined;
    tell();
  };
  contents.on("did-start-loading", tell);
  contents.on("did-stop-loading", tell);
  contents.on("page-title-updated", tell);
  contents.on("did-navigate", (_event, url) => at(url));
  contents.on("did-navigate-in-page", (_event, url, isMainFrame) => isMainFrame && at(url));
  contents.on("did-fail-load", (_event, code, _description, url, isMainFrame) => {
    const fault = isMainFrame ? faultOf(code, url) : undefined;
    if (!fault) return;
    address = url;
    problem = fault;
    tell();
  });
  contents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit") return;
    problem = new AppError("page-crashed");
    tell();
  });
  return {
    begin() {
      problem = undefined;
      tell();
    },
  };
}

/** A page of ours that is loaded anew knows nothing of a view that lies over it. Answers how to stop watching. */
function whenPageGoes(window: BrowserWindow, gone: () => void): () => void {
  const ours = window.webContents;
  const onNavigation = (details: { readonly isMainFrame: boolean; readonly isSameDocument: boolean }) => {
    if (details.isMainFrame && !details.isSameDocument) gone();
  };
  window.on("closed", gone);
  ours.on("render-process-gone", gone);
  ours.on("did-start-navigation", onNavigation);
  return () => {
    window.off("closed", gone);
    if (ours.isDestroyed()) return;
    ours.off("render-process-gone", gone);
    ours.off("did-start-navigation", onNavigation);
  };
}

/** The page gets Escape all the same: it may close something of its own with it. */
function giveKeyboardBack(view: WebContentsView, window: BrowserWindow): void {
  view.webContents.on("before-input-event", (event, { type, key }) => {
    if (type !== "keyDown" || (key !== "F6" && key !== "Escape")) return;
    if (key === "F6") event.preventDefault();
    if (!window.isDestroyed()) window.webContents.focus();
  });
}
