// An SMTP server that says what a test wants it to say, over TLS on 127.0.0.1. Not a mail server: it keeps what it
// heard and nothing else.
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type net from "node:net";
import tls from "node:tls";
import type { SmtpTarget } from "../../electron/core/mail/smtp.ts";
import { Secret } from "../../electron/core/secret.ts";

const pem = readFileSync(new URL("../fixtures/tls/self-signed.pem", import.meta.url), "utf8");

/** A reply, "hang up" without one, or "say nothing". */
export type Answer = string | "hang up" | "say nothing";

export interface ScriptedSmtp {
  readonly target: SmtpTarget;
  /** command lines of all connections, without the message; a password stands as AUTH PLAIN's base64 */
  readonly commands: string[];
  /** messages as they came, dots unstuffed, with CRLF */
  readonly messages: string[];
  readonly connections: number;
  close(): void;
}

/**
 * `answers`: by the beginning of a command (`RCPT TO:<a@b.test>`), `greeting`, `message` (after the final dot), or
 * `data` (the first bytes of a message). The longest beginning counts; what is not named is answered as by a friend.
 */
export async function startScriptedSmtp(
  answers: Readonly<Record<string, Answer>> = {},
): Promise<ScriptedSmtp> {
  const commands: string[] = [];
  const messages: string[] = [];
  const sockets = new Set<tls.TLSSocket>();
  let connections = 0;
  const friendly: Readonly<Record<string, string>> = {
    greeting: "220 scripted ready",
    EHLO: "250-scripted\r\n250-AUTH PLAIN\r\n250 SIZE 1000000",
    "AUTH PLAIN": "235 2.7.0 welcome",
    DATA: "354 go on",
    message: "250 2.0.0 queued",
    QUIT: "221 bye",
  };
  const answerTo = (line: string): Answer => {
    const names = Object.keys({ ...friendly, ...answers }).filter((name) => line.startsWith(name));
    const name = names.sort((one, other) => other.length - one.length)[0] ?? "";
    return answers[name] ?? friendly[name] ?? "250 ok";
  };
  const server = tls.createServer({ key: pem, cert: pem }, (socket) => {
    connections++;
    sockets.add(socket);
    socket.on("error", () => {});
    const say = (line: string) => {
      const answer = answerTo(line);
      if (answer === "hang up") socket.destroy();
      else if (answer !== "say nothing") socket.write(`${answer}\r\n`);
      return answer;
    };
    const message = (text: string) => {
      messages.push(`${text}\r\n`.replaceAll("\r\n..", "\r\n."));
      say("message");
      return false;
    };
    const command = (line: string) => {
      commands.push(line);
      return say(line).startsWith("354");
    };
    let heard = "";
    let inMessage = false;
    say("greeting");
    socket.on("data", (bytes) => {
      heard += bytes.toString("latin1");
      if (inMessage && answers.data === "hang up") return void socket.destroy();
      for (;;) {
        const mark = inMessage ? "\r\n.\r\n" : "\r\n";
        const end = heard.indexOf(mark);
        if (end < 0) return;
        const piece = heard.slice(0, end);
        heard = heard.slice(end + mark.length);
        inMessage = inMessage ? message(piece) : command(piece);
      }
    });
  });
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  const sha256 = new X509Certificate(pem).fingerprint256.replaceAll(":", "").toLowerCase();
  return {
    target: {
      server: { host: "127.0.0.1", port, security: "tls", userName: "ada@example.test" },
      pins: [{ host: "127.0.0.1", port, sha256 }],
      credential: { kind: "password", secret: new Secret("canary password") },
    },
    commands,
    messages,
    get connections() {
      return connections;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
