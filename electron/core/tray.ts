// The menu of the sign in the system's tray: the pinned codes, and the way to the program. SECURITY: P47. It names codes
// and never shows one; a click copies. The words come from the page, so there is no sign before the page has been there.
import type { CallInput, CallName, CallOutput, Reply } from "../../shared/ipc/contract.ts";
import { AppError, type ErrorView } from "../../shared/ipc/errors.ts";
import type { Settings } from "../../shared/models/app.ts";
import type { CodeEntry } from "../../shared/models/code.ts";
import type { TrayWords } from "../../shared/models/tray.ts";
import type { Events } from "./events.ts";
import type { Log } from "./log.ts";
import type { Platform, TrayItem } from "./platform.ts";

/** More would be longer than a small screen is high. */
const mostCodes = 20;

export interface Tray {
  setWords(words: TrayWords): Promise<void>;
  /** Something that it shows has changed. */
  refresh(): Promise<void>;
  remove(): void;
}

export interface TrayParts {
  readonly platform: Pick<Platform, "showTray" | "showProgram" | "quit">;
  readonly settings: () => Promise<Settings>;
  /** @throws AppError while there is nothing to be shown */
  readonly codes: () => Promise<readonly CodeEntry[]>;
  /** Copies as the program's own button does. @throws AppError why there is no code now */
  readonly copy: (codeId: string) => Promise<void>;
  /** Whether there is a lock, and it is open. */
  readonly isUnlocked: () => Promise<boolean>;
  readonly lock: () => void;
  /** Says in the window what went wrong. */
  readonly tell: (error: ErrorView) => void;
  readonly log: Pick<Log, "fault">;
}

export function createTray(parts: TrayParts): Tray {
  const { platform } = parts;
  let words: TrayWords | undefined;
  let round = 0;

  const copy = async (codeId: string) => {
    try {
      await parts.copy(codeId);
    } catch (failure) {
      if (!(failure instanceof AppError)) return parts.log.fault("tray.copy", failure);
      platform.showProgram();
      parts.tell({ code: failure.code, detail: failure.detail });
    }
  };

  const codeItems = async (said: TrayWords): Promise<readonly TrayItem[]> => {
    try {
      const pinned = (await parts.codes()).filter((entry) => entry.pinned === true);
      if (pinned.length === 0) return [{ label: said.nothingPinned }];
      return pinned.slice(0, mostCodes).map(({ id, issuer, account }) => ({
        label: labelOf(issuer, account) || said.nameless,
        choose: () => void copy(id),
      }));
    } catch (failure) {
      if (!(failure instanceof AppError)) throw failure;
      // SECURITY: P47. Not even the names, while the authenticator is locked.
      return [{ label: failure.code === "locked" ? said.locked : said.closed }];
    }
  };

  const refresh = async () => {
    if (!words) return;
    round += 1;
    const mine = round;
    const { tray } = await parts.settings();
    const codes = tray.shown ? await codeItems(words) : [];
    const lock = (await parts.isUnlocked()) ? [{ label: words.lock, choose: () => parts.lock() }] : [];
    // A later round knows more.
    if (mine !== round) return;
    if (!tray.shown) return platform.showTray(undefined);
    platform.showTray({
      tooltip: words.tooltip,
      staysOnClose: tray.staysOnClose,
      open: () => platform.showProgram(),
      items: [
        ...codes,
        "line",
        ...lock,
        { label: words.open, choose: () => platform.showProgram() },
        { label: words.quit, choose: () => platform.quit() },
      ],
    });
  };

  return {
    refresh,
    async setWords(next) {
      words = next;
      await refresh();
    },
    remove() {
      words = undefined;
      round += 1;
      platform.showTray(undefined);
    },
  };
}

const shows: ReadonlySet<string> = new Set([
  "codes.changed",
  "settings.changed",
  "app.changed",
  "lock.changed",
]);

/** The tray, kept true by the program's events. It asks by the same door as the page, so what is closed there is closed here. */
export function watchTray(parts: {
  readonly ask: (name: CallName, input: unknown) => Promise<Reply<unknown>>;
  readonly platform: TrayParts["platform"];
  readonly settings: TrayParts["settings"];
  readonly events: Pick<Events, "on" | "tell">;
  readonly log: TrayParts["log"];
}): Tray {
  const ask = async <Name extends CallName>(name: Name, input: CallInput<Name>) => {
    const reply = (await parts.ask(name, input)) as Reply<CallOutput<Name>>;
    if (!reply.ok) throw new AppError(reply.error.code, reply.error.detail);
    return reply.value;
  };
  const tray = createTray({
    ...parts,
    codes: () => ask("codes.list", undefined),
    copy: async (codeId) => void (await ask("codes.copy", { codeId })),
    isUnlocked: () =>
      ask("lock.get", undefined).then(
        ({ state }) => state === "open",
        () => false,
      ),
    lock: () => {
      ask("lock.lock", undefined).catch((failure: unknown) => parts.log.fault("tray.lock", failure));
    },
    tell: (error) => parts.events.tell("app.notice", { error }),
  });
  parts.events.on(({ name }) => {
    if (shows.has(name)) tray.refresh().catch((failure: unknown) => parts.log.fault("tray", failure));
  });
  return tray;
}

/** One line of a menu: long names are cut, and `&` would be taken for the mark of an access key. */
function labelOf(issuer: string, account: string): string {
  const name = [issuer, account].filter((part) => part !== "").join(" – ");
  const short = [...name].length > 60 ? `${[...name].slice(0, 59).join("")}…` : name;
  return short.replaceAll("&", "&&");
}
