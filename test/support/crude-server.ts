// A TCP server of a few lines for what a real mail server cannot be made to do: answer half, fall silent, send endless
// lines. With TLS it uses the certificate that it is given.
import net, { type AddressInfo } from "node:net";
import tls from "node:tls";

export interface CrudeServer {
  readonly port: number;
  /** connections so far */
  readonly connections: number;
  /** lines that clients sent */
  readonly heard: readonly string[];
  stop(): Promise<void>;
}

export interface CrudeOptions {
  /** undefined: plain text */
  readonly certificate?: { readonly cert: string; readonly key: string } | undefined;
  readonly greeting: string;
  /** What to send for a line of the client; undefined: nothing. `close` ends the connection after what was sent. */
  readonly answer: (line: string) => string | { readonly send: string; readonly close: true } | undefined;
}

export async function startCrudeServer(options: CrudeOptions): Promise<CrudeServer> {
  const heard: string[] = [];
  const open = new Set<net.Socket>();
  let connections = 0;
  const serve = (socket: net.Socket) => {
    connections++;
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => {});
    socket.write(options.greeting);
    let buffer = "";
    socket.on("data", (chunk: Buffer) => {
      buffer += chunk.toString("latin1");
      for (let end = buffer.indexOf("\n"); end >= 0; end = buffer.indexOf("\n")) {
        const line = buffer.slice(0, end).replace(/\r$/, "");
        buffer = buffer.slice(end + 1);
        heard.push(line);
        const reply = options.answer(line);
        if (typeof reply === "string") socket.write(reply);
        else if (reply) socket.end(reply.send);
      }
    });
  };
  const server = options.certificate ? tls.createServer(options.certificate, serve) : net.createServer(serve);
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    heard,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
