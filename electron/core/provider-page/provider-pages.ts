// The provider's page that is shown inside Gatepost: opens it where the core says, tells of it, keeps what it offers.
// It must not learn from the page anything but by a picture, and never takes an address from our own page.
import type { CallInput } from "../../../shared/ipc/contract.ts";
import { AppError, toErrorView } from "../../../shared/ipc/errors.ts";
import type { PageBlock, PagePlace, PageView } from "../../../shared/models/provider-page.ts";
import { createOrder } from "../in-order.ts";
import type { PageState, PictureFile, Platform, ProviderPage } from "../platform.ts";
import { createOfferedFiles, type OfferedFile } from "./offered-files.ts";
import { judgeAddress, type PageGround } from "./page-rules.ts";

export interface PageTarget {
  readonly accountId: string;
  /** an https address of the provider */
  readonly address: string;
  readonly ground: PageGround;
  readonly practice: { readonly hostname: string; readonly authority: string } | undefined;
}

export interface ProviderPages {
  view(): PageView;
  open(target: PageTarget): Promise<PageView>;
  place(place: PagePlace): void;
  go(to: CallInput<"page.go">["to"]): void;
  focus(): void;
  /** @throws AppError `not-found` if no page is open */
  picture(): Promise<PictureFile>;
  takeDownload(id: string): void;
  refuseDownload(id: string): void;
  /** A PDF that the user has taken, while it is remembered. @throws AppError `not-found` */
  takenFile(id: string): OfferedFile;
  openOutside(): Promise<void>;
  openBlocked(): Promise<void>;
  dismissBlocked(): void;
  /**
   * Hides the page and keeps it with its login: the authenticator was locked over it. `open` for the same address brings
   * it back as it was; until then `leave` and `place` do nothing.
   */
  setAside(): void;
  /** The steps beside it were left: closes it, unless it was set aside. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

interface Opened {
  target: PageTarget;
  /** how its address and names are shown; the list of public suffixes behind it is loaded with the first page */
  readonly showing: typeof import("./page-address.ts");
  readonly page: ProviderPage;
  aside: boolean;
  state: PageState;
  blocked: { readonly why: PageBlock; readonly address: string } | undefined;
  download: { readonly id: string; readonly name: string; readonly size: number } | undefined;
}

const tellEvery = 100;
/** Milliseconds for a page to draw what was asked of it. */
const restsAfter = 600;
const untouched: PageState = {
  address: undefined,
  loading: true,
  canGoBack: false,
  canGoForward: false,
  title: "",
  problem: undefined,
};

export function createProviderPages(options: {
  readonly platform: Pick<Platform, "openProviderPage" | "openAddress">;
  readonly tell: (view: PageView) => void;
  /** it has come to rest: nothing is on its way, and nobody has touched it for a moment */
  readonly rested: () => void;
  readonly newId: () => string;
}): ProviderPages {
  const { platform } = options;
  const files = createOfferedFiles(options);
  const inOrder = createOrder();
  let opened: Opened | undefined;
  let telling = false;

  const view = () => viewOf(opened);
  // A page may change a thousand times a second if it likes; nobody can look that fast.
  const tell = () => {
    if (telling) return;
    telling = true;
    setTimeout(() => {
      telling = false;
      options.tell(view());
    }, tellEvery);
  };
  let resting: NodeJS.Timeout | undefined;
  const restLater = () => {
    clearTimeout(resting);
    resting = setTimeout(() => {
      if (opened && !opened.state.loading) options.rested();
    }, restsAfter);
    resting.unref();
  };
  const open = () => {
    if (!opened) throw new AppError("not-found");
    return opened;
  };
  const forgetDownload = (from: Opened) => {
    if (from.download) files.forget(from.download.id);
    from.download = undefined;
  };
  const ended = () => {
    if (!opened) return;
    files.forgetOffered();
    clearTimeout(resting);
    opened = undefined;
    tell();
  };
  const closeNow = async () => {
    const closing = opened;
    if (!closing) return;
    ended();
    await closing.page.close();
  };

  const openNew = async (target: PageTarget) => {
    await closeNow();
    const showing = await import("./page-address.ts");
    let made: Opened | undefined;
    // What comes before the view is known here, or after it has ended, is nobody's.
    const mine = (change: (to: Opened) => void) => {
      if (opened === undefined || opened !== made) return;
      change(opened);
      tell();
    };
    const page = await platform.openProviderPage({
      judge: (address) => judgeAddress(address, target.ground),
      practice: target.practice,
      changed: (state) =>
        mine((to) => {
          // Elsewhere now: what was refused there is no news any more.
          if (state.address !== to.state.address) to.blocked = undefined;
          to.state = state;
          restLater();
        }),
      touched: () => mine(restLater),
      blocked: (why, address) =>
        mine((to) => {
          to.blocked = { why, address };
        }),
      offered: ({ name, bytes }) =>
        mine((to) => {
          forgetDownload(to);
          const shown = showing.cleanFileName(name);
          to.download = { id: files.hold({ name: shown, bytes }), name: shown, size: bytes.byteLength };
        }),
      gone: () => mine(ended),
    });
    made = { target, showing, page, aside: false, state: untouched, blocked: undefined, download: undefined };
    opened = made;
    page.load(target.address);
  };

  return {
    view,
    open: (target) =>
      inOrder(async () => {
        if (judgeAddress(target.address, target.ground) !== "show") throw new AppError("not-found");
        if (opened?.target.accountId === target.accountId) {
          // Its login is still good: another page of the same place.
          const isBack = opened.aside && opened.target.address === target.address;
          opened.aside = false;
          opened.target = target;
          opened.blocked = undefined;
          if (!isBack) opened.page.load(target.address);
        } else await openNew(target);
        tell();
        return view();
      }),
    // Our own page may still tell of a place when the provider's page has just gone.
    place(place) {
      if (opened?.aside !== true) opened?.page.place(place);
    },
    go(to) {
      const { page, target } = open();
      if (to === "start") page.load(target.address);
      else page.go(to);
    },
    focus: () => open().page.focus(),
    picture: async () => open().page.picture(),
    takeDownload(id) {
      const from = open();
      if (from.download?.id !== id) throw new AppError("not-found");
      files.take(id);
      from.download = undefined;
      tell();
    },
    refuseDownload(id) {
      const from = open();
      if (from.download?.id !== id) throw new AppError("not-found");
      forgetDownload(from);
      tell();
    },
    takenFile: (id) => files.taken(id),
    openOutside: () => platform.openAddress(open().target.address),
    async openBlocked() {
      const from = open();
      if (!from.blocked || !mayLeave(from.blocked.address)) throw new AppError("not-found");
      const { address } = from.blocked;
      from.blocked = undefined;
      tell();
      await platform.openAddress(address);
    },
    dismissBlocked() {
      if (opened) opened.blocked = undefined;
      tell();
    },
    setAside() {
      if (!opened) return;
      opened.aside = true;
      opened.page.place("hidden");
    },
    leave: async () => (opened?.aside === true ? undefined : inOrder(closeNow)),
    close: () => inOrder(closeNow),
  };
}

function viewOf(opened: Opened | undefined): PageView {
  if (!opened)
    return { open: false, secure: false, loading: false, canGoBack: false, canGoForward: false, title: "" };
  const { target, showing, state, blocked, download } = opened;
  const address = state.address === undefined ? undefined : showing.pageAddress(state.address);
  return {
    open: true,
    accountId: target.accountId,
    ...(address ? { address } : {}),
    secure: address !== undefined && state.problem === undefined,
    loading: state.loading,
    canGoBack: state.canGoBack,
    canGoForward: state.canGoForward,
    title: showing.cleanTitle(state.title),
    ...(state.problem ? { problem: toErrorView(state.problem) } : {}),
    ...(blocked
      ? {
          blocked: {
            why: blocked.why,
            ...showing.hostForSentence(blocked.address),
            canOpenOutside: mayLeave(blocked.address),
          },
        }
      : {}),
    ...(download ? { download } : {}),
  };
}

/** SECURITY: P23. Of what a page asked for only addresses of the web may leave, and only after the user has agreed. */
function mayLeave(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}
