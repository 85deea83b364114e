// The machine as the core sees it, in plain Node: dialogs answer what the test has put in, the clipboard is a variable,
// the screen is a picture that the test gives.
import type {
  CaptureSource,
  PictureFile,
  Platform,
  PracticeDomain,
  ProviderPageOptions,
  TrayMenu,
} from "../../electron/core/platform.ts";
import { AppError } from "../../shared/ipc/errors.ts";
import type { PagePlace } from "../../shared/models/provider-page.ts";

export interface NodePlatform extends Platform {
  /** Answers of the next file dialogs; an empty answer is "the user changed their mind". */
  readonly files: string[][];
  readonly savePaths: (string | undefined)[];
  readonly folders: (string | undefined)[];
  /** what `captureScreens` sees */
  screens: PictureFile[];
  /** what can be looked at by itself; undefined: the desktop has its own list */
  sources: (CaptureSource & { readonly picture: PictureFile })[] | undefined;
  /** what is marked on the frozen screen; undefined: the user changed their mind */
  region: PictureFile | undefined;
  /** whether our window was hidden for the last picture of the screens */
  hiddenForCapture: boolean | undefined;
  clipboard: { text: string; picture: PictureFile | undefined; files?: readonly string[] };
  /** what was printed: pages of ours as HTML, PDFs as bytes */
  readonly printed: (string | Uint8Array)[];
  /** our window is narrow and on top */
  floating: boolean;
  /** the desktop lets a window stay on top */
  keepsOnTop: boolean;
  /** global shortcuts as the system was asked for them */
  readonly shortcuts: Map<string, string>;
  /** what was asked of our windows, in order */
  readonly shown: ("program" | "quick code closed" | "quit")[];
  tray: TrayMenu | undefined;
  /** our window is marked as not to be captured */
  windowProtected: boolean;
  /** what the system says of the user */
  idleNow: { seconds: number; screenLocked: boolean };
  /** The computer goes to sleep, or its screen is locked. */
  goAway(why: "suspend" | "screen-lock"): void;
  /** addresses and paths that were opened, in order */
  readonly openedAddresses: string[];
  readonly openedPaths: string[];
  /** the provider's page that is open now */
  providerPage: FakeProviderPage | undefined;
}

/**
 * Stands for a provider's page: there is no view in plain Node, so nothing is loaded or drawn. It notes what it was told,
 * and a test plays the page through `options`. What a view really does is tested in Electron.
 */
export interface FakeProviderPage {
  readonly options: ProviderPageOptions;
  /** addresses that it was told to load, and where it was told to go */
  readonly loaded: string[];
  readonly gone: string[];
  place: PagePlace;
  /** what a picture of it shows */
  picture: PictureFile | undefined;
}

/** Keys that another program has. */
const takenShortcuts: ReadonlySet<string> = new Set(["Alt+Tab"]);
/** Keys that the desktop gives to no program. */
const refusedShortcuts: ReadonlySet<string> = new Set(["Super+L"]);

export function nodePlatform(options: {
  readonly dataFolder: string;
  readonly practiceDomains?: readonly PracticeDomain[];
  readonly startPractice?: Platform["startPractice"];
  /** none unless told */
  readonly touchId?: Platform["touchId"];
  /** where the message frames are served; the web bridge sets it */
  readonly frameAddress?: (token: string) => string;
}): NodePlatform {
  const files: string[][] = [];
  const savePaths: (string | undefined)[] = [];
  const folders: (string | undefined)[] = [];
  const openedAddresses: string[] = [];
  const openedPaths: string[] = [];
  const away = new Set<(why: "suspend" | "screen-lock") => void>();
  return {
    version: "0.0.0",
    os: "linux",
    dataFolder: options.dataFolder,
    keychainService: "Gatepost test",
    practiceDomains: options.practiceDomains ?? [],
    startPractice: options.startPractice,
    files,
    savePaths,
    folders,
    openedAddresses,
    openedPaths,
    providerPage: undefined,
    printed: [],
    floating: false,
    keepsOnTop: true,
    windowProtected: false,
    idleNow: { seconds: 0, screenLocked: false },
    touchId: options.touchId,
    goAway: (why) => {
      for (const listener of [...away]) listener(why);
    },
    onAway(listener) {
      away.add(listener);
      return () => away.delete(listener);
    },
    idle() {
      return this.idleNow;
    },
    protectWindow(on) {
      this.windowProtected = on;
    },
    async print(document) {
      this.printed.push("html" in document ? document.html : document.pdf);
      return true;
    },
    // No PDF can be drawn here: the page itself, so that a test can read what would have been on it.
    pageAsPdf: async (html) => new TextEncoder().encode(html),
    floatWindow(on) {
      this.floating = on;
      return on && this.keepsOnTop;
    },
    shortcuts: new Map(),
    shown: [],
    tray: undefined,
    closeQuickCode() {
      this.shown.push("quick code closed");
    },
    showProgram() {
      this.shown.push("program");
    },
    quit() {
      this.shown.push("quit");
    },
    showTray(menu) {
      this.tray = menu;
    },
    async setShortcut(name, accelerator) {
      if (takenShortcuts.has(accelerator)) return "taken";
      if (refusedShortcuts.has(accelerator)) return "refused";
      this.shortcuts.set(name, accelerator);
      return accelerator === "" ? "off" : "on";
    },
    screens: [],
    sources: [],
    region: undefined,
    hiddenForCapture: undefined,
    clipboard: { text: "", picture: undefined },
    chooseFiles: async () => files.shift() ?? [],
    chooseSavePath: async () => savePaths.shift(),
    chooseFolder: async () => folders.shift(),
    openPath: async (path) => void openedPaths.push(path),
    openAddress: async (url) => void openedAddresses.push(url),
    asksForScreen: false,
    async captureScreens({ hideOwn }) {
      this.hiddenForCapture = hideOwn;
      return this.screens;
    },
    async captureSources() {
      return this.sources?.map(({ picture: _, ...source }) => source);
    },
    async captureSource(id) {
      const source = this.sources?.find((one) => one.id === id);
      if (!source) throw new AppError("not-found");
      return { ...source.picture, name: source.name };
    },
    async captureRegion() {
      return this.region;
    },
    openCamera: async () => undefined,
    closeCamera: () => undefined,
    async readClipboardFiles() {
      return this.clipboard.files ?? [];
    },
    async readClipboardPicture() {
      return this.clipboard.picture;
    },
    async readClipboard() {
      return this.clipboard.text;
    },
    async writeClipboard(text) {
      this.clipboard = { text, picture: undefined };
    },
    async openProviderPage(pageOptions) {
      const page: FakeProviderPage = {
        options: pageOptions,
        loaded: [],
        gone: [],
        place: "hidden",
        picture: undefined,
      };
      this.providerPage = page;
      return {
        load(address) {
          page.loaded.push(address);
          pageOptions.changed({
            address,
            loading: false,
            canGoBack: page.loaded.length > 1,
            canGoForward: false,
            title: "",
            problem: undefined,
          });
        },
        place(place) {
          page.place = place;
        },
        go: (to) => void page.gone.push(to),
        focus: () => void page.gone.push("focus"),
        async picture() {
          if (!page.picture) throw new AppError("picture-empty");
          return page.picture;
        },
        close: async () => {
          this.providerPage = undefined;
        },
      };
    },
    frameAddress: options.frameAddress ?? ((token) => `message://${token}/`),
  };
}
