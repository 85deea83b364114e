// A line between the program and a server that a test can cut: now, or in the middle of an answer after so many bytes.
// It knows nothing of what flows through it.
import net, { type AddressInfo } from "node:net";

export interface CutLine {
  readonly port: number;
  /** connections so far */
  readonly connections: number;
  /** The connection that brings this many bytes from now on is cut right there; new ones work again. */
  cutAfter(bytes: number): void;
  /** how often `cutAfter` has cut */
  readonly cuts: number;
  stop(): Promise<void>;
}

export async function startCutLine(to: { readonly host: string; readonly port: number }): Promise<CutLine> {
  const open = new Set<net.Socket>();
  let connections = 0;
  let cuts = 0;
  let limit = Number.POSITIVE_INFINITY;
  const server = net.createServer((near) => {
    connections++;
    const far = net.connect(to);
    let since = limit;
    let brought = 0;
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.on("data", (bytes: Buffer) => {
      if (since !== limit) {
        since = limit;
        brought = 0;
      }
      brought += bytes.length;
      if (brought < limit) return void near.write(bytes);
      cuts++;
      limit = Number.POSITIVE_INFINITY;
      // What came before the cut still arrives.
      near.write(bytes.subarray(0, bytes.length >> 1), () => near.destroy());
      far.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    get cuts() {
      return cuts;
    },
    cutAfter(bytes) {
      limit = bytes;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
