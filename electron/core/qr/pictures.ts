// The main side of the pictures thread: starts it when it is needed, gives it one picture after the other, ends it when
// it takes too long or has nothing to do, and starts another after it has died.
import { Worker } from "node:worker_threads";
import { AppError, unlessExpected } from "../../../shared/ipc/errors.ts";
import type { Log } from "../log.ts";
import { threadScript } from "../threads.ts";
import { linkWorker, type Remote } from "../worker-link.ts";
import type { FoundEarly, PictureCodes } from "./find-in-picture.ts";
import type { PictureLook } from "./look-at-picture.ts";
import type { PicturesMain, PicturesThread } from "./pictures-thread.ts";

export interface Pictures {
  /** Starts the thread if none is running, so that the first picture does not wait for it: a fifth of a second. */
  prepare(): void;
  /**
   * The QR codes of a picture file; an empty list if there are none. `timeLimit` in milliseconds.
   * @throws AppError `picture-empty`, `picture-unreadable`, `picture-too-large`, `cancelled`
   */
  find(bytes: Uint8Array, options?: FindOptions): Promise<PictureCodes>;
  /** The same for a picture that a person has shown, with what may be shown of it. */
  look(bytes: Uint8Array, options?: FindOptions): Promise<PictureLook>;
  close(): void;
}

export interface FindOptions {
  readonly signal?: AbortSignal;
  readonly timeLimit?: number;
  /** told of each code as soon as it is read, before the search has ended */
  readonly onFound?: (found: FoundEarly) => void;
}

/** Milliseconds; after this a picture has none: people wait for the answer. */
export const usualTimeLimit = 1_250;
/** Decoding the file and the last look may go beyond the limit; after this the thread is ended. */
const grace = 30_000;
/** Without a picture; after this the thread is ended, and what its memory still holds of what was seen is gone. */
const usualIdleLimit = 60_000;

interface RunningThread {
  readonly worker: Worker;
  readonly remote: Remote<PicturesThread>;
  readonly end: (why: AppError) => void;
}

export function createPictures(options: {
  readonly log: Log;
  readonly script?: URL;
  /** milliseconds */
  readonly idleLimit?: number;
}): Pictures {
  const { log, idleLimit = usualIdleLimit } = options;
  let thread: RunningThread | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  let onFound: FindOptions["onFound"];
  let idle: NodeJS.Timeout | undefined;
  const served: PicturesMain = { found: async (found) => onFound?.(found) };

  const start = (): RunningThread => {
    const worker = new Worker(options.script ?? threadScript("pictures"), {
      // A picture of 40 megapixels takes 160 MB outside of this; the heap itself stays small.
      resourceLimits: { maxOldGenerationSizeMb: 512 },
      // pdf.js tells its warnings there, and they may quote the file.
      stdout: true,
      stderr: true,
    });
    const link = linkWorker<PicturesThread>(worker, served, log.fault);
    const end = (why: AppError) => {
      if (thread?.worker === worker) thread = undefined;
      link.close(why);
      void worker.terminate();
    };
    worker.on("error", (failure) => {
      log.fault("pictures thread", failure);
      const outOfMemory = "code" in failure && failure.code === "ERR_WORKER_OUT_OF_MEMORY";
      end(new AppError(outOfMemory ? "picture-too-large" : "internal"));
    });
    worker.on("exit", () => end(new AppError("internal")));
    // A thread that waits for pictures must not keep a program of the terminal alive.
    worker.unref();
    return { worker, remote: link.remote, end };
  };

  const rest = () => {
    clearTimeout(idle);
    idle = setTimeout(() => thread?.end(new AppError("cancelled")), idleLimit).unref();
  };

  const findNow = async <Name extends "find" | "look">(
    name: Name,
    bytes: Uint8Array,
    findOptions: FindOptions,
  ): Promise<Awaited<ReturnType<PicturesThread[Name]>>> => {
    const { signal, timeLimit = usualTimeLimit } = findOptions;
    if (closed || signal?.aborted) throw new AppError("cancelled");
    clearTimeout(idle);
    thread ??= start();
    onFound = findOptions.onFound;
    const { worker, remote, end } = thread;
    // The thread is busy while it decodes and hears nothing: cancelling ends it.
    const cancel = () => end(new AppError("cancelled"));
    const timer = setTimeout(
      () => end(new AppError("picture-unreadable", { reason: "time" })),
      timeLimit + grace,
    );
    signal?.addEventListener("abort", cancel, { once: true });
    worker.ref();
    try {
      return (await remote[name]({ bytes, timeLimit })) as Awaited<ReturnType<PicturesThread[Name]>>;
    } finally {
      onFound = undefined;
      worker.unref();
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
      rest();
    }
  };

  const inTurn = <Name extends "find" | "look">(
    name: Name,
    bytes: Uint8Array,
    findOptions: FindOptions = {},
  ) => {
    const run = last.then(() => findNow(name, bytes, findOptions));
    last = run.catch(() => undefined);
    return run;
  };

  return {
    prepare() {
      if (closed) return;
      thread ??= start();
      rest();
      // A thread that died has told the log; the picture itself will meet the same and say so.
      thread.remote.prepare(undefined).catch(unlessExpected);
    },
    find: (bytes, findOptions) => inTurn("find", bytes, findOptions),
    look: (bytes, findOptions) => inTurn("look", bytes, findOptions),
    close() {
      closed = true;
      clearTimeout(idle);
      thread?.end(new AppError("cancelled"));
    },
  };
}
