// The entry of the lines thread: imapflow's connections, and the parsing of what servers say. It knows no store and no
// account; the mail thread asks it for connections and gets data. [Note: lines thread] is in lines.ts.
import { parentPort } from "node:worker_threads";
import { AppError } from "../../../shared/ipc/errors.ts";
import { seal } from "../credential.ts";
import { linkWorker, type Remote } from "../worker-link.ts";
import { connectImap, type ImapConnection } from "./imap.ts";
import type { Lines, LinesHost } from "./lines.ts";
import { parseMessage } from "./mime.ts";
import { packRows } from "./packed-rows.ts";

if (!parentPort) throw new Error("lines-thread.ts runs in a worker thread only");

const connections = new Map<number, ImapConnection>();
const held: { host: Remote<LinesHost> | undefined } = { host: undefined };
// What cannot be told any more has nobody left to hear it.
const tell = (send: (host: Remote<LinesHost>) => Promise<void>) =>
  void (held.host && send(held.host).catch(() => undefined));

const find = (id: number): ImapConnection => {
  const connection = connections.get(id);
  if (!connection) throw new AppError("connection-lost");
  return connection;
};

const lines: Lines = {
  async connect({ id, credential, ...options }, { signal }) {
    const connection = await connectImap({
      ...options,
      credential: seal(credential),
      signal,
      onChange: (path) => tell((host) => host.changed({ id, path })),
      onAlert: (text) => tell((host) => host.alert({ id, text })),
      onClose: () => {
        connections.delete(id);
        tell((host) => host.closed({ id }));
      },
    });
    connections.set(id, connection);
    const { condstore, qresync, uidPlus } = connection;
    return { condstore, qresync, uidPlus };
  },
  async use({ id, method, input }) {
    const connection = find(id);
    const run = connection[method] as (...input: readonly unknown[]) => Promise<unknown>;
    return run.apply(connection, [...input]);
  },
  fetchHeaders: async ({ id, input }) => packRows(await find(id).fetchHeaders(...input)),
  parse: ({ bytes }) => parseMessage(bytes),
  async close({ id }) {
    connections.get(id)?.close();
    connections.delete(id);
  },
};

held.host = linkWorker<LinesHost>(parentPort, lines, (event, failure) =>
  tell((host) => host.fault({ event, name: failure instanceof Error ? failure.name : typeof failure })),
).remote;
