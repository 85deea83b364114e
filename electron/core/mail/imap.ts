// The one wrapper of imapflow: one connection to one server, every answer checked. What the library answers with
// `false` throws here; ranges are UIDs always; nothing is expunged that this program did not delete. It keeps no state
// of its own beyond the open folder and does not reconnect: account-session.ts does.
import { ImapFlow } from "imapflow";
import { AppError, type ErrorDetail } from "../../../shared/ipc/errors.ts";
import type { Pin, Server } from "../../../shared/models/account.ts";
import type { Credential } from "../credential.ts";
import { limited, wrap } from "./imap-commands.ts";
import type { ImapConnection } from "./imap-connection.ts";
import { cleanText, loginFailure } from "./imap-failures.ts";
import { openTls, transportOver } from "./tls.ts";

export {
  type FlagChange,
  type ImapConnection,
  type ListedFolder,
  type OpenFolder,
  uidsChanged,
} from "./imap-connection.ts";

/** The library's client, for imap-commands.ts alone. */
export type Client = ImapFlow;

export interface ImapOptions {
  readonly server: Server;
  readonly pins: readonly Pin[];
  readonly credential: Credential;
  readonly signal?: AbortSignal | undefined;
  /** true: waits for news of the open folder with IDLE (or polls); false: only answers commands */
  readonly push: boolean;
  /** milliseconds that one command may take; longer for those that carry bodies */
  readonly commandLimit?: number | undefined;
  /** milliseconds of silence after which the connection counts as dead */
  readonly silenceLimit?: number | undefined;
  /** the open folder changed: new, removed or changed messages */
  readonly onChange?: (path: string) => void;
  readonly onClose?: () => void;
  readonly onAlert?: (text: string) => void;
}

const silenceLimit = 75_000;
/** IDLE is renewed before most routers forget the connection. */
const idleRenewal = 4.5 * 60_000;
const idleDelay = 1_000;

/** Connects and logs in, one attempt. Throws what `openTls` and `loginFailure` name. */
export async function connectImap(options: ImapOptions): Promise<ImapConnection> {
  const { server } = options;
  const where: ErrorDetail = { protocol: "imap", host: server.host, port: server.port };
  const socket = await openTls(
    { ...server, protocol: "imap", pins: options.pins },
    { signal: options.signal },
  );
  const spoken: string[] = [];
  const swallowed: { failure: unknown } = { failure: undefined };
  const login = { running: true };
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    // The socket is encrypted and its certificate checked already; see tls.ts.
    secure: true,
    transport: transportOver(socket),
    auth: authOf(server, options.credential),
    // SECURITY: a peer may compress 1 GB into 1 MB (and COMPRESS buys little beside TLS).
    disableCompression: true,
    disableAutoIdle: !options.push,
    autoIdleDelay: idleDelay,
    maxIdleTime: idleRenewal,
    connectionTimeout: 30_000,
    greetingTimeout: 16_000,
    socketTimeout: options.push ? idleRenewal + 60_000 : (options.silenceLimit ?? silenceLimit),
    // SECURITY: what a server may make us hold in memory; SEARCH answers are one long line.
    maxLineLength: 8 << 20,
    maxLiteralSize: 64 << 20,
    maxResponseSize: 96 << 20,
    maxResponseTokens: 500_000,
    qresync: true,
    idHashAlgorithm: "sha256",
    clientInfo: { name: "Gatepost" },
    logger: logger(login, spoken, swallowed),
  });
  const abort = () => client.close();
  options.signal?.addEventListener("abort", abort, { once: true });
  // Without a listener an error of the socket would end the thread; `close` follows it and tells the session.
  client.on("error", () => {});
  client.on("close", () => options.onClose?.());
  client.on("alert", ({ message }) => {
    if (client.authenticated) options.onAlert?.(cleanText(message));
  });
  try {
    await limited(client.connect(), 45_000, client, where);
  } catch (failure) {
    client.close();
    if (options.signal?.aborted) throw new AppError("cancelled");
    throw loginFailure(failure, where, spoken);
  } finally {
    login.running = false;
    options.signal?.removeEventListener("abort", abort);
  }
  return wrap(client, options, where, swallowed);
}

/** A token goes by OAUTHBEARER or XOAUTH2, whichever the server has; never as a password. */
function authOf({ userName }: Server, { kind, secret }: Credential) {
  return kind === "token"
    ? { user: userName, accessToken: secret.reveal() }
    : { user: userName, pass: secret.reveal() };
}

/** The library tells the reason of a swallowed NO only to its logger, and a WEBALERT line too (during the login). */
function logger(login: { readonly running: boolean }, spoken: string[], swallowed: { failure: unknown }) {
  const hear = (entry: { src?: string; msg?: string; err?: unknown }) => {
    if (entry.err) swallowed.failure = entry.err;
    if (login.running && entry.src === "s" && spoken.length < 100)
      spoken.push(String(entry.msg).slice(0, 2_000));
  };
  const silent = () => {};
  return {
    trace: hear,
    debug: hear,
    info: silent,
    warn: hear,
    error: hear,
    fatal: hear,
    // After the login nothing below `warn` is even put together.
    isLevelEnabled: (level: string) => login.running || level === "warn" || level === "error",
  };
}
