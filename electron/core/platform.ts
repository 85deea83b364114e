// What the core asks of the machine it runs on. The shell answers with Electron, the web bridge and the tests with
// plain Node. Paths stay on this side: the page never sees one.
import type { AppError } from "../../shared/ipc/errors.ts";
import type { Servers } from "../../shared/models/account.ts";
import type { PageBlock, PagePlace } from "../../shared/models/provider-page.ts";
import type { ShortcutName, ShortcutState } from "../../shared/models/shortcut.ts";

/** A picture as bytes of a known file format; the pictures thread decodes it. */
export interface PictureFile {
  readonly bytes: Uint8Array;
  /** a file's name or a window's title; never a path */
  readonly name?: string | undefined;
}

/** A screen or a window that a picture can be taken of. */
export interface CaptureSource {
  readonly id: string;
  readonly kind: "screen" | "window";
  /** a window's title, or what the maker calls the screen, if it is known */
  readonly name: string;
  /** real pixels of a screen */
  readonly width?: number;
  readonly height?: number;
}

/** How a practice provider is reached; see test/provider/README.md. Never present in the packaged program. */
export interface PracticeDomain {
  readonly domain: string;
  readonly providerId: string;
  readonly servers: {
    readonly imap: Omit<Servers["imap"], "userName">;
    readonly smtp: Omit<Servers["smtp"], "userName">;
  };
  /** PEM of the authority that signed the practice web server */
  readonly authority: string;
  /** base address of the JSON API and of the web pages, without a slash at the end */
  readonly web: string;
}

export interface PracticeAccount {
  readonly domains: readonly PracticeDomain[];
  readonly address: string;
  readonly password: string;
  /** lower-case hex SHA-256 of the DER certificate of the mail servers */
  readonly certificate: string;
}

/** One message, or a picture in it, as the message scheme serves it. */
export interface FrameContent {
  readonly body: string | Uint8Array;
  /** media type, with charset where it needs one */
  readonly type: string;
  /** whether pictures from outside may be loaded */
  readonly remote: boolean;
  /** nothing to show: the frame stays as it is (HTTP 204), because a link was clicked */
  readonly stay?: boolean;
}

/** What a provider's page shows of itself; its texts are as the page has them. */
export interface PageState {
  /** of what is on screen; undefined before the first page has come */
  readonly address: string | undefined;
  readonly loading: boolean;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly title: string;
  readonly problem: AppError | undefined;
}

export interface ProviderPageOptions {
  /** asked before the page goes anywhere: `show`, or why not */
  readonly judge: (address: string) => "show" | PageBlock;
  /** a practice provider's page: its host, and the PEM of the authority that is trusted for it alone */
  readonly practice: { readonly hostname: string; readonly authority: string } | undefined;
  readonly changed: (state: PageState) => void;
  /** a person has pressed a key or a button in it */
  readonly touched: () => void;
  readonly blocked: (why: PageBlock, address: string) => void;
  /** a PDF of at most `maxOfferedBytes` that the page has offered, never written to a disk */
  readonly offered: (file: { readonly name: string; readonly bytes: Uint8Array }) => void;
  /** it was closed by something else than `close`: our window went away or was loaded anew */
  readonly gone: () => void;
}

export const maxOfferedBytes = 5 * 1024 * 1024;

/** A provider's page in our window. Nothing in it is read or run by us; it is looked at. */
export interface ProviderPage {
  load(address: string): void;
  place(place: PagePlace): void;
  go(to: "back" | "forward" | "reload" | "stop"): void;
  focus(): void;
  /** as it is on screen */
  picture(): Promise<PictureFile>;
  /** Ends the page and everything that it has kept. */
  close(): Promise<void>;
}

/** One line of the tray's menu; without `choose` it only says something. */
export interface TrayItem {
  readonly label: string;
  readonly choose?: () => void;
}

export interface TrayMenu {
  readonly tooltip: string;
  readonly items: readonly (TrayItem | "line")[];
  /** closing our window hides it, and the program goes on */
  readonly staysOnClose: boolean;
  /** the sign itself was clicked */
  readonly open: () => void;
}

export interface Platform {
  readonly version: string;
  readonly os: "linux" | "darwin" | "win32";
  /** absolute folder for the database, drafts' attachments and the log */
  readonly dataFolder: string;
  /** keychain service name: one for each data folder, so that two profiles do not share secrets */
  readonly keychainService: string;

  /** Paths that the user chose, or none. */
  chooseFiles(
    purpose: "picture" | "icon" | "attachment" | "import" | "pdf",
    several: boolean,
  ): Promise<readonly string[]>;
  chooseSavePath(suggestedName: string): Promise<string | undefined>;
  /** A folder, which the user may make in the dialog. */
  chooseFolder(): Promise<string | undefined>;
  openPath(path: string): Promise<void>;
  /** SECURITY: only https, http and mailto addresses that the core made or that the user agreed to. */
  openAddress(url: string): Promise<void>;

  /** The desktop's own dialog asks the person which screen or window we may see, each time (Wayland). */
  readonly asksForScreen: boolean;
  /**
   * One picture a screen; of the one that is chosen, where the desktop asks. `hideOwn`: without our windows; ours
   * is in front afterwards. `signal` ends the question.
   */
  captureScreens(options: {
    readonly hideOwn: boolean;
    readonly signal: AbortSignal;
  }): Promise<readonly PictureFile[]>;
  /** Screens and windows to choose from; undefined where the desktop asks. */
  captureSources(): Promise<readonly CaptureSource[] | undefined>;
  /** A screen without our windows, or a window as it is. Without `id` the desktop asks which. */
  captureSource(id: string | undefined, signal: AbortSignal): Promise<PictureFile>;
  /** Freezes the screens and lets a part be marked; undefined if the person changed their mind, or `signal` was given. */
  captureRegion(signal: AbortSignal): Promise<PictureFile | undefined>;
  /** Lets our page use the camera until it is closed. @throws AppError `camera-unavailable` */
  openCamera(): Promise<void>;
  closeCamera(): void;
  /** Paths of files that the user has copied in a file manager, or none. Nothing is known of them yet. */
  readClipboardFiles(): Promise<readonly string[]>;
  readClipboardPicture(): Promise<PictureFile | undefined>;
  writeClipboard(text: string): Promise<void>;
  readClipboard(): Promise<string>;

  /** Makes an empty view for a provider's page, hidden until it is placed. One at a time. */
  openProviderPage(options: ProviderPageOptions): Promise<ProviderPage>;
  /** Lets the user print a page of ours, or a PDF, in the system's dialog; false if they changed their mind. */
  print(document: { readonly html: string } | { readonly pdf: Uint8Array }): Promise<boolean>;
  /** A page of ours as a PDF. `html` has no script and loads nothing. */
  pageAsPdf(html: string): Promise<Uint8Array>;
  /** Our window, narrow and on top of the others; false: as it was before. Answers whether it stays on top. */
  floatWindow(on: boolean): boolean;
  /** The small window for codes, which a shortcut opens. */
  closeQuickCode(): void;
  /** Our window, in front; opened if there is none. */
  showProgram(): void;
  /** The sign in the system's tray; undefined: none. Whether the desktop has a tray cannot be known. */
  showTray(menu: TrayMenu | undefined): void;
  quit(): void;
  /** Asks the system for keys that work in every program; empty: gives them back. With `taken` and `refused` those before stay. */
  setShortcut(name: ShortcutName, accelerator: string): Promise<ShortcutState>;
  /** Marks our window as not to be captured, where the system can (macOS, Windows). */
  protectWindow(on: boolean): void;

  /** Tells that the computer goes to sleep or its screen is locked, as far as the system says so. Answers how to stop. */
  onAway(listener: (why: "suspend" | "screen-lock") => void): () => void;
  /** Since when neither key nor mouse was touched, and whether the screen is known to be locked. Asks the system now. */
  idle(): { readonly seconds: number; readonly screenLocked: boolean };
  /** macOS only. `ask` shows the system's dialog; false: it was cancelled, or not the user. */
  readonly touchId: { available(): boolean; ask(reason: string): Promise<boolean> } | undefined;

  /** Where the message frame finds `token`: an address on the message scheme. */
  frameAddress(token: string): string;

  /** Practice providers that are known from the start (tests, `npm start -- --practice`). */
  readonly practiceDomains: readonly PracticeDomain[];
  /** Starts the practice provider; undefined in the packaged program. */
  readonly startPractice: ((providerId: "mail-com" | "mailfence") => Promise<PracticeAccount>) | undefined;
}
