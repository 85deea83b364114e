// The embedded SMTP server: TLS from the start on 127.0.0.1, login against the provider's state, delivery between
// practice users. Mail for anybody else is kept on a visible list: nothing leaves this computer.
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerAuthentication, type SMTPServerSession } from "smtp-server";
import type { KeyPair } from "../certificates.ts";
import type { House } from "../house.ts";
import type { SentMail } from "../pages/open-pages.ts";
import { findUser } from "../users.ts";
import { mailLogin } from "./mail-login.ts";
import type { MailStore } from "./mail-store.ts";
import { fieldOf, parseMime, readable } from "./mime.ts";

export interface SmtpOptions {
  readonly house: House;
  readonly store: MailStore;
  readonly certificate: KeyPair;
  /** mail to these domains is local, and unknown users of them are refused */
  readonly domains: readonly string[];
  readonly port: number;
}

export interface EmbeddedSmtp {
  readonly port: number;
  /** mail for the world, newest first */
  sent(): readonly SentMail[];
  stop(): Promise<void>;
}

const maxMessage = 35_000_000;

class SmtpRefusal extends Error {
  constructor(
    readonly responseCode: number,
    words: string,
  ) {
    super(words);
  }
}

export async function startSmtp(options: SmtpOptions): Promise<EmbeddedSmtp> {
  const { house, certificate } = options;
  const sent: SentMail[] = [];
  const server = new SMTPServer({
    secure: true,
    key: certificate.key,
    cert: certificate.chain,
    banner: "Practice mail",
    name: "localhost",
    authMethods: ["PLAIN", "LOGIN"],
    size: maxMessage,
    disableReverseLookup: true,
    logger: false,
    onAuth: (auth, _session, callback) => callback(...logIn(house, auth)),
    onMailFrom: (address, session, callback) => {
      const own = address.address.toLowerCase() === String(session.user).toLowerCase();
      callback(own ? undefined : new SmtpRefusal(553, "5.7.1 The sender is not your address"));
    },
    onRcptTo: (address, _session, callback) => callback(recipientProblem(options, address.address)),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk);
      });
      stream.on("error", callback);
      stream.on("end", () => {
        if (stream.sizeExceeded) callback(new SmtpRefusal(552, "5.3.4 The message is too large"));
        else {
          deliver(options, session, Buffer.concat(chunks), sent);
          callback(null, "2.0.0 Delivered");
        }
      });
    },
  });
  server.on("error", () => {}); // of single connections: the client sees it
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(options.port, "127.0.0.1", () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    sent: () => sent,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function logIn(house: House, auth: SMTPServerAuthentication): [Error | null, { user: string }?] {
  const login = mailLogin(house, auth.username ?? "", auth.password ?? "", "smtp");
  if (login.ok) return [null, { user: login.address }];
  const words = login.words.replace(/^\[[^\]]*\]\s*/, "");
  return [new SmtpRefusal(535, `5.7.8 Error: authentication failed: ${words}`)];
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

function recipientProblem({ house, domains }: SmtpOptions, address: string): Error | undefined {
  if (!domains.includes(domainOf(address)) || findUser(house.database, address)) return undefined;
  return new SmtpRefusal(550, `5.1.1 <${address}>: User unknown`);
}

function deliver(options: SmtpOptions, session: SMTPServerSession, raw: Buffer, sent: SentMail[]): void {
  const { house, store } = options;
  const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : "";
  const recipients = session.envelope.rcptTo.map(({ address }) => address);
  const received = `Return-Path: <${from}>\r\nReceived: by practice mail; ${new Date(house.now()).toUTCString()}\r\n`;
  const outside: string[] = [];
  for (const address of recipients) {
    const user = findUser(house.database, address);
    if (user) store.inbox(user.address).add(Buffer.concat([Buffer.from(received), raw]), house.now(), []);
    else outside.push(address);
  }
  if (outside.length === 0) return;
  const subject = readable(fieldOf(parseMime(raw).fields, "subject") ?? "(no subject)");
  sent.unshift({ from, to: outside, subject, at: house.now() });
}
