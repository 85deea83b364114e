// Connections of the lines thread, as the mail thread uses them: the same functions as imap.ts, a thread away.
//
// [Note: lines thread] Parsing a server's answers keeps a thread busy for tens of milliseconds at a time. The mail
// thread answers the window's calls and writes the store, so it must not parse: while it writes one batch of messages,
// the lines thread reads the next one.
import { Worker } from "node:worker_threads";
import { AppError } from "../../../shared/ipc/errors.ts";
import { type OpenCredential, open as openCredential } from "../credential.ts";
import type { Log } from "../log.ts";
import { threadScript } from "../threads.ts";
import { type LinkControl, linkWorker, type Remote } from "../worker-link.ts";
import type { connectImap, ImapConnection, ImapOptions } from "./imap.ts";
import type { ParsedMessage } from "./mime.ts";
import { type PackedRows, unpackRows } from "./packed-rows.ts";

const methods = [
  "listFolders",
  "open",
  "ensure",
  "fetchDetails",
  "fetchFlags",
  "allUids",
  "findMessageId",
  "fetchSource",
  "changeFlags",
  "move",
  "expunge",
  "append",
  "createFolder",
] as const satisfies readonly (keyof ImapConnection)[];
export type ConnectionMethod = (typeof methods)[number];

type Told = Pick<ImapConnection, "condstore" | "qresync" | "uidPlus">;
type Sent = Pick<ImapOptions, "server" | "pins" | "push" | "commandLimit" | "silenceLimit">;

/** Served by the lines thread. */
export interface Lines {
  connect(
    input: Sent & { readonly id: number; readonly credential: OpenCredential },
    control: LinkControl,
  ): Promise<Told>;
  use(input: {
    readonly id: number;
    readonly method: ConnectionMethod;
    readonly input: readonly unknown[];
  }): Promise<unknown>;
  fetchHeaders(input: {
    readonly id: number;
    readonly input: Parameters<ImapConnection["fetchHeaders"]>;
  }): Promise<PackedRows>;
  close(input: { readonly id: number }): Promise<void>;
  parse(input: { readonly bytes: Uint8Array }): Promise<ParsedMessage>;
}

/** Served to the lines thread. */
export interface LinesHost {
  changed(input: { readonly id: number; readonly path: string }): Promise<void>;
  alert(input: { readonly id: number; readonly text: string }): Promise<void>;
  closed(input: { readonly id: number }): Promise<void>;
  fault(input: { readonly event: string; readonly name: string }): Promise<void>;
}

interface Open {
  readonly options: ImapOptions;
  usable: boolean;
}

/** Starts the thread with the first connection, and anew if it should die: its connections then count as lost. */
export function createLines(log: Log): {
  readonly connect: typeof connectImap;
  /** `parseMessage` of mime.ts, there. */
  readonly parse: (bytes: Uint8Array) => Promise<ParsedMessage>;
  close(): void;
} {
  const open = new Map<number, Open>();
  let nextId = 1;
  let running: { readonly worker: Worker; readonly remote: Remote<Lines> } | undefined;

  const closed = (id: number) => {
    const line = open.get(id);
    if (!line) return;
    open.delete(id);
    line.usable = false;
    line.options.onClose?.();
  };

  const host: LinesHost = {
    changed: async ({ id, path }) => open.get(id)?.options.onChange?.(path),
    alert: async ({ id, text }) => open.get(id)?.options.onAlert?.(text),
    closed: async ({ id }) => closed(id),
    fault: async ({ event, name }) => log.info("lines.fault", { event, name }),
  };

  const thread = () => {
    if (running) return running.remote;
    const worker = new Worker(threadScript("lines"), { name: "lines" });
    const link = linkWorker<Lines>(worker, host, (event, failure) => log.fault(event, failure));
    worker.on("error", (failure) => log.fault("lines thread", failure));
    worker.once("exit", () => {
      running = undefined;
      link.close(new AppError("connection-lost"));
      for (const id of [...open.keys()]) closed(id);
    });
    running = { worker, remote: link.remote };
    return link.remote;
  };

  const connect = async (options: ImapOptions): Promise<ImapConnection> => {
    const id = nextId++;
    const line: Open = { options, usable: true };
    open.set(id, line);
    const remote = thread();
    const { server, pins, push, commandLimit, silenceLimit } = options;
    try {
      const told = await remote.connect(
        {
          id,
          server,
          pins,
          push,
          commandLimit,
          silenceLimit,
          credential: openCredential(options.credential),
        },
        options.signal ? { signal: options.signal } : {},
      );
      return proxy(remote, id, line, told, () => closed(id));
    } catch (failure) {
      open.delete(id);
      throw failure;
    }
  };

  return {
    connect,
    parse: (bytes) => thread().parse({ bytes }),
    close: () => void running?.worker.terminate(),
  };
}

function proxy(
  remote: Remote<Lines>,
  id: number,
  line: Open,
  told: Told,
  closed: () => void,
): ImapConnection {
  const calls = Object.fromEntries(
    methods.map((method) => [method, (...input: readonly unknown[]) => remote.use({ id, method, input })]),
  ) as unknown as Pick<ImapConnection, ConnectionMethod>;
  return {
    ...told,
    ...calls,
    fetchHeaders: async (...input) => unpackRows(await remote.fetchHeaders({ id, input })),
    get usable() {
      return line.usable;
    },
    close() {
      // It counts as closed at once; what the thread still says of it is not heard.
      void remote.close({ id }).catch(() => undefined);
      queueMicrotask(closed);
    },
  };
}
