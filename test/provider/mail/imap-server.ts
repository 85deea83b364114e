// The embedded IMAP server: TLS from the start on 127.0.0.1, reads commands with their literals within limits, and
// hands them to a session, one after the other.
import type { AddressInfo } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import type { KeyPair } from "../certificates.ts";
import type { House } from "../house.ts";
import { ImapSession } from "./imap-session.ts";
import type { Piece } from "./imap-words.ts";
import type { MailStore } from "./mail-store.ts";

export interface ImapServer {
  readonly port: number;
  /** Ends the connections of a user with BYE. */
  drop(address: string): void;
  stop(): Promise<void>;
}

const maxLine = 64 * 1024;
const maxLiteral = 40 * 1024 * 1024;
const maxLiteralBeforeLogin = 4 * 1024;

export async function startImapServer(
  house: House,
  store: MailStore,
  certificate: KeyPair,
  port: number,
): Promise<ImapServer> {
  const connections = new Map<TLSSocket, ImapSession>();
  const server = createServer({ key: certificate.key, cert: certificate.chain }, (socket) => {
    socket.setNoDelay(true);
    const session = new ImapSession(house, store, {
      send: (text) => void (socket.writable && socket.write(text, "latin1")),
      end: () => socket.end(),
    });
    connections.set(socket, session);
    socket.on("error", () => socket.destroy()); // the client went away; `close` follows
    socket.on("close", () => {
      connections.delete(socket);
      session.close();
    });
    readCommands(socket, session);
    session.greet();
  });
  server.on("tlsClientError", () => {}); // a client that does not trust the certificate hangs up
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    drop: (address) => {
      for (const session of connections.values())
        if (session.address === address) session.bye("Please log in again");
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const [socket, session] of connections) {
          session.bye("Server shutting down");
          socket.destroySoon();
        }
      }),
  };
}

/** Cuts the stream into commands: a line, and as long as it ends with a literal, the literal and the next line. */
function readCommands(socket: TLSSocket, session: ImapSession): void {
  let waiting: Buffer = Buffer.alloc(0);
  let chunks: Buffer[] = [];
  let held = 0;
  let pieces: Piece[] = [];
  let literal = 0;

  const takeLine = (line: string): void => {
    const match = /\{(\d+)(\+?)\}$/.exec(line);
    if (!match || session.idling) {
      pieces.push(line);
      const command = pieces;
      pieces = [];
      session.command(command);
      return;
    }
    const size = Number(match[1]);
    if (size > (session.address === undefined ? maxLiteralBeforeLogin : maxLiteral)) {
      session.bye("That is too much");
      return;
    }
    pieces.push(line.slice(0, match.index));
    literal = size;
    if (size === 0) pieces.push(Buffer.alloc(0));
    if (match[2] === "") session.wantLiteral();
  };

  socket.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    held += chunk.length;
    if (held < literal) return; // joined once, when the literal is whole
    waiting = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    cut();
    chunks = waiting.length > 0 ? [waiting] : [];
    held = waiting.length;
  });

  function cut(): void {
    while (waiting.length > 0 && !socket.writableEnded) {
      if (literal > 0) {
        if (waiting.length < literal) return;
        pieces.push(waiting.subarray(0, literal));
        waiting = waiting.subarray(literal);
        literal = 0;
        continue;
      }
      const end = waiting.indexOf(0x0a);
      if (end < 0 || end > maxLine) {
        if (waiting.length > maxLine) session.bye("That line is too long");
        return;
      }
      const line = waiting.subarray(0, end).toString("latin1").replace(/\r$/, "");
      waiting = waiting.subarray(end + 1);
      takeLine(line);
    }
  }
}
