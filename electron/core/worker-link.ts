// Calls between the main thread and a worker thread, both ways, with progress and cancel. Each side serves an object
// of async functions and holds a typed proxy of the other's. Errors cross as code and detail.
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread, type MessagePort, type Worker } from "node:worker_threads";
import { AppError, type ErrorView, toErrorView } from "../../shared/ipc/errors.ts";

/** Functions of one argument that answer a promise; the second argument is given by the link itself. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where the argument's type is left to the caller's interface
export type Service = { readonly [name: string]: (input: any, control: LinkControl) => Promise<unknown> };

export interface LinkControl {
  readonly signal: AbortSignal;
  report(phase: string, done?: number, total?: number): void;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly report?: (phase: string, done?: number, total?: number) => void;
}

export type Remote<Served> = {
  readonly [Name in keyof Served]: Served[Name] extends (
    input: infer Input,
    ...rest: never[]
  ) => Promise<infer Output>
    ? (input: Input, options?: CallOptions) => Promise<Output>
    : never;
};

type Frame =
  | { readonly kind: "call"; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: "cancel"; readonly id: number }
  | {
      readonly kind: "report";
      readonly id: number;
      readonly phase: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: "value"; readonly id: number; readonly value: unknown }
  | { readonly kind: "error"; readonly id: number; readonly error: ErrorView }
  | { readonly kind: "end" };

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (failure: unknown) => void;
  readonly report: CallOptions["report"];
}

/**
 * Joins `port` with `served`; answers the proxy of the other side. `fault` is told of unexpected exceptions, which
 * reach the caller as `internal`. `close()` rejects what is still waiting, and every later call.
 */
export function linkWorker<Other>(
  port: Worker | MessagePort,
  served: object,
  fault: (event: string, failure: unknown) => void,
): { readonly remote: Remote<Other>; readonly close: (why: AppError) => void } {
  const waiting = new Map<number, Waiting>();
  const running = new Map<number, AbortController>();
  const service = served as Service;
  let nextId = 1;
  let closed: AppError | undefined;

  const serve = async (frame: Extract<Frame, { kind: "call" }>) => {
    const abort = new AbortController();
    running.set(frame.id, abort);
    const control: LinkControl = {
      signal: abort.signal,
      report: (phase, done = 0, total = 0) => send({ kind: "report", id: frame.id, phase, done, total }),
    };
    try {
      const run = Object.hasOwn(service, frame.name) ? service[frame.name] : undefined;
      if (!run) throw new Error(`no such function: ${frame.name}`);
      send({ kind: "value", id: frame.id, value: await run.call(service, frame.input, control) });
    } catch (failure) {
      if (!(failure instanceof AppError)) fault(`thread ${frame.name}`, failure);
      send({ kind: "error", id: frame.id, error: toErrorView(failure) });
    } finally {
      running.delete(frame.id);
    }
  };

  const send = (frame: Frame) => port.postMessage(frame);

  port.on("message", (frame: Frame) => {
    if (frame.kind === "call") return void serve(frame);
    if (frame.kind === "end") return isMainThread ? undefined : process.exit();
    if (frame.kind === "cancel") return running.get(frame.id)?.abort(new AppError("cancelled"));
    const caller = waiting.get(frame.id);
    if (!caller) return;
    if (frame.kind === "report") return caller.report?.(frame.phase, frame.done, frame.total);
    waiting.delete(frame.id);
    if (frame.kind === "value") caller.resolve(frame.value as never);
    else caller.reject(new AppError(frame.error.code, frame.error.detail));
  });

  const remote = new Proxy({} as Remote<Other>, {
    get: (_target, name) => {
      // A proxy that answered to `then` would look like a promise to `await`.
      if (typeof name !== "string" || name === "then") return undefined;
      return (input: unknown, options: CallOptions = {}) =>
        new Promise((resolve, reject) => {
          // Nobody is left to answer: it would wait for ever.
          if (closed) return reject(closed);
          const id = nextId++;
          const cancel = () => send({ kind: "cancel", id });
          const done = () => options.signal?.removeEventListener("abort", cancel);
          waiting.set(id, {
            resolve: (value) => {
              done();
              resolve(value);
            },
            reject: (failure) => {
              done();
              reject(failure);
            },
            report: options.report,
          });
          options.signal?.addEventListener("abort", cancel, { once: true });
          send({ kind: "call", id, name, input });
          if (options.signal?.aborted) cancel();
        });
    },
  });

  return {
    remote,
    close(why) {
      closed = why;
      for (const caller of waiting.values()) caller.reject(why);
      waiting.clear();
    },
  };
}

/**
 * Ends a linked thread between two of its tasks, by force after `limit` milliseconds. `terminate()` alone may strike
 * in the middle of a native call (the database), and that one's exception then ends the whole process.
 */
export async function endWorker(worker: Worker, limit = 2_000): Promise<void> {
  if (worker.threadId === -1) return;
  const ended = new Promise((resolve) => worker.once("exit", resolve));
  worker.postMessage({ kind: "end" } satisfies Frame);
  await Promise.race([ended, sleep(limit, undefined, { ref: false })]);
  await worker.terminate();
}
