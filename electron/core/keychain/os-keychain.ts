// The one wrapper of keytar: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows. It tells apart
// what keytar mixes up, reads back what it writes, and never waits without end. Must not list items: keytar's
// findCredentials crashes the process on a locked collection and on items of other programs (seen 2026-11).
import { createHmac, randomUUID } from "node:crypto";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { KeychainState } from "../../../shared/models/app.ts";
import type { Log } from "../log.ts";
import { Secret } from "../secret.ts";
import { databaseKeyName, isNamedAlike, type Keychain } from "./keychain.ts";

/** What is used of keytar. */
export interface KeychainDriver {
  getPassword(service: string, item: string): Promise<string | null>;
  setPassword(service: string, item: string, value: string): Promise<void>;
  deletePassword(service: string, item: string): Promise<boolean>;
}

/** Windows takes no more than this in one item; we keep to it everywhere, so that a profile can move. */
const maxBytes = 2_560;
/** A system dialog that asks to unlock may stay open; the program goes on and says that the keychain does not answer. */
const defaultTimeLimit = 10_000;
const mark = "b64:";

type Trouble = Exclude<KeychainState, "ok">;

/**
 * The keychain of this user's system; items are stored under `service`. `load` and `timeLimit` (milliseconds) are there
 * for tests.
 */
export function createOsKeychain(options: {
  readonly service: string;
  readonly log: Log;
  readonly load?: () => Promise<KeychainDriver>;
  readonly timeLimit?: number;
}): Keychain {
  const { service, log } = options;
  const ask = createAsk(options.load ?? loadKeytar, options.timeLimit ?? defaultTimeLimit, log);
  let lastWrite: Promise<unknown> = Promise.resolve();
  let marks: MarkOf | undefined;
  let ending = "";

  /** What the item is called in the keychain. */
  const itemOf = (name: string) => (isNamedAlike(name) ? `${name}${ending}` : name);

  /** Writes one after the other: two at once to one item may end in either order. */
  const inOrder = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const run = lastWrite.then(work, work);
    lastWrite = run.catch(() => undefined);
    return run;
  };

  /** A change that fails in a keychain that can still be read (its disk is full, its file read-only) was refused. */
  const change = async <Value>(work: (keytar: KeychainDriver) => Promise<Value>): Promise<Value> => {
    try {
      return await ask(work);
    } catch (failure) {
      const unknown = failure instanceof AppError && failure.code === "keychain-unavailable";
      if (!unknown || failure.detail.reason === "no-answer") throw failure;
      await ask((keytar) => keytar.getPassword(service, `probe/${randomUUID()}`));
      throw new AppError("keychain-refused", isDiskTrouble(failure) ? { disk: true } : {}, {
        cause: failure,
      });
    }
  };

  // SECURITY: on Linux reading answers null both for "not there" and for "locked". Only a write tells: it fails in a
  // locked collection. So the state is asked by writing, reading and removing an item of its own.
  const probe = async () => {
    const item = `probe/${randomUUID()}`;
    await change((keytar) => keytar.setPassword(service, item, wrap(item)));
    const back = await ask((keytar) => keytar.getPassword(service, item));
    await ask((keytar) => keytar.deletePassword(service, item));
    if (back !== wrap(item)) throw new AppError("keychain-unavailable");
  };

  return {
    async state() {
      try {
        await inOrder(probe);
        return "ok";
      } catch (failure) {
        return troubleOf(failure);
      }
    },
    async read(name) {
      const look = () => ask((keytar) => keytar.getPassword(service, itemOf(name)));
      const stored = await look();
      if (stored !== null) return unwrap(stored, marks?.(name));
      await inOrder(probe).catch(unlessDisk);
      // Locked when it was asked, and open when it was probed: only what is not there now is not there.
      const now = await look();
      return now === null ? undefined : unwrap(now, marks?.(name));
    },
    write: (name, value) =>
      inOrder(async () => {
        const wrapped = wrap(value.reveal(), marks?.(name));
        if (wrapped.length > maxBytes) throw new AppError("too-large", { limit: maxBytes });
        await change((keytar) => keytar.setPassword(service, itemOf(name), wrapped));
        const back = await ask((keytar) => keytar.getPassword(service, itemOf(name)));
        if (back !== wrapped) throw new AppError("keychain-refused");
      }),
    remove: (name) =>
      inOrder(async () => {
        if (await change((keytar) => keytar.deletePassword(service, itemOf(name)))) return;
        // false means "was not there" or "locked": if it is locked, the item may still be there.
        await probe();
      }),
    markWith(key) {
      marks = markMaker(key);
      ending = endingOf(key);
    },
  };
}

/**
 * SECURITY: a keychain that takes nothing may be locked in a way that we do not know: nothing is "not there" then. Only if
 * its disk is to blame it is known to be open: GNOME's looks for the lock first (seen 2026-11).
 */
function unlessDisk(failure: unknown): void {
  if (!(failure instanceof AppError) || failure.code !== "keychain-refused") throw failure;
  if (failure.detail.disk !== true) throw new AppError("keychain-unavailable", {}, { cause: failure });
}

/** What GNOME's keyring says when it cannot write its file: the disk is full, read-only or broken. */
function isDiskTrouble({ cause }: AppError): boolean {
  return cause instanceof Error && /error occurred on the device/i.test(cause.message);
}

/**
 * What is put behind names that are alike in every database. Without it the items of one whose key was lost would stand in
 * the place of those of the next: in the way now, and written over when the old one comes back. It tells nothing of the key.
 */
function endingOf(databaseKey: Secret): string {
  const digest = createHmac("sha256", databaseKey.reveal()).update("gatepost keychain names").digest("hex");
  return `/${digest.slice(0, 12)}`;
}

/** What is put behind the item `name` with this value, so that it is known as our own. */
type MarkOf = (name: string) => ((value: string) => string) | undefined;

/**
 * SECURITY: P9. The name goes into the mark, so that one item cannot be put in the place of another. Sixteen bytes: it is
 * no secret, and Windows has little room.
 */
function markMaker(databaseKey: Secret): MarkOf {
  const key = createHmac("sha256", databaseKey.reveal()).update("gatepost keychain items").digest();
  return (name) =>
    name === databaseKeyName
      ? undefined
      : (value) =>
          createHmac("sha256", key)
            .update(`${name}\0${value}`)
            .digest()
            .subarray(0, 16)
            .toString("base64url");
}

type Ask = <Value>(work: (keytar: KeychainDriver) => Promise<Value>) => Promise<Value>;

/** Runs one request with a time limit and turns failures into our errors. */
function createAsk(load: () => Promise<KeychainDriver>, timeLimit: number, log: Log): Ask {
  let driver: KeychainDriver | undefined;
  let stuck = 0;

  return async (work) => {
    // Each hanging request holds a thread of Node's small pool; more of them would stop file access as well.
    if (stuck >= 2) throw new AppError("keychain-unavailable", { reason: "no-answer" });
    let timer: NodeJS.Timeout | undefined;
    let timedOut = false;
    try {
      driver ??= await load();
      const request = work(driver);
      const limit = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => {
          timedOut = true;
          stuck += 1;
          request.then(
            () => (stuck -= 1),
            () => (stuck -= 1),
          );
          reject(new AppError("keychain-unavailable", { reason: "no-answer" }));
        }, timeLimit);
      });
      return await Promise.race([request, limit]);
    } catch (failure) {
      const trouble = timedOut ? "unavailable" : troubleOf(failure);
      log.info("keychain", { trouble, reason: timedOut ? "no answer" : reasonOf(failure) });
      if (failure instanceof AppError) throw failure;
      throw new AppError(`keychain-${trouble}`, {}, { cause: failure });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** The words of libsecret (GLib, English whatever the locale of the messages' source) and of the other systems. */
const troubles: readonly (readonly [Trouble, RegExp])[] = [
  [
    "locked",
    /locked collection|IsLocked|prompt was dismissed|User interaction is not allowed|user canceled/i,
  ],
  [
    "missing",
    /Cannot autolaunch D-Bus|was not provided by any \.service files|Could not connect|address is empty|connection is closed|Cannot spawn a message bus/i,
  ],
];

function troubleOf(failure: unknown): Trouble {
  if (failure instanceof AppError) {
    if (failure.code === "keychain-locked") return "locked";
    if (failure.code === "keychain-refused") return "refused";
    return failure.code === "keychain-missing" ? "missing" : "unavailable";
  }
  const words = failure instanceof Error ? failure.message : "";
  return troubles.find(([, pattern]) => pattern.test(words))?.[0] ?? "unavailable";
}

/** SECURITY: keytar's messages name services and objects, never values; still cut, and without what looks like a path. */
function reasonOf(failure: unknown): string {
  const words = failure instanceof Error ? failure.message : typeof failure;
  return words.replace(/[^\s“”"']*\/[^\s“”"']*/g, "…").slice(0, 160);
}

/** keytar cuts values at NUL and refuses the empty one; several lines have destroyed keyrings. Base64 has none of it. */
function wrap(value: string, markOf?: (value: string) => string): string {
  const wrapped = `${mark}${Buffer.from(value, "utf8").toString("base64")}`;
  return markOf ? `${wrapped}.${markOf(value)}` : wrapped;
}

/** What another program has put in the place of ours is not "not there": nothing new may be made over it. */
function unwrap(stored: string, markOf?: (value: string) => string): Secret {
  const [, text, told] = /^b64:([A-Za-z0-9+/]*={0,2})(?:\.([\w-]{22}))?$/.exec(stored) ?? [];
  if (text === undefined) throw new AppError("keychain-changed");
  const value = Buffer.from(text, "base64").toString("utf8");
  if (markOf && told !== markOf(value)) throw new AppError("keychain-changed");
  return new Secret(value);
}

/** Loaded late: where libsecret is missing the program starts and says so. */
async function loadKeytar(): Promise<KeychainDriver> {
  // It is CommonJS: how much of it is named, and how much only in `default`, differs between Node's versions.
  const loaded: KeychainDriver & { readonly default?: KeychainDriver } = await import("keytar");
  return loaded.default ?? loaded;
}
