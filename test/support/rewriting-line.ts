// A line between the program and a mail server that changes the server's words until the login is done: for refusals as
// providers word them and Dovecot or Postfix cannot. It speaks TLS on both sides and keeps nothing of what flows by.
import type net from "node:net";
import type { AddressInfo } from "node:net";
import tls from "node:tls";
import type { KeyPair } from "../provider/certificates.ts";

export interface RewritingLine {
  readonly port: number;
  stop(): Promise<void>;
}

/** `rewrite` gets each line of the server without its end, and answers what is sent instead: one line or several. */
export async function startRewritingLine(options: {
  readonly to: { readonly host: string; readonly port: number };
  readonly certificate: KeyPair;
  readonly rewrite: (line: string) => string | readonly string[];
}): Promise<RewritingLine> {
  const open = new Set<net.Socket>();
  const { chain: cert, key } = options.certificate;
  const server = tls.createServer({ cert, key }, (near) => {
    // The servers are this test's own, on this machine.
    const far = tls.connect({ ...options.to, rejectUnauthorized: false });
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
    let rest = "";
    let loggedIn = false;
    far.on("data", (bytes: Buffer) => {
      if (loggedIn) return void near.write(bytes);
      rest += bytes.toString("latin1");
      for (let end = rest.indexOf("\r\n"); end >= 0 && !loggedIn; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        loggedIn = /^(\w+ OK \[CAPABILITY|235 )/.test(line);
        near.write(`${[options.rewrite(line)].flat().join("\r\n")}\r\n`, "latin1");
      }
      if (loggedIn && rest !== "") near.write(rest, "latin1");
    });
  });
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
