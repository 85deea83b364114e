// What an SMTP login consists of: a password as the library sends it, or an access token by XOAUTH2 where that is
// offered, else by OAUTHBEARER (RFC 7628), one try. Must not import the library; it knows the shape of its connection.
import type { Server } from "../../../shared/models/account.ts";
import type { Credential } from "../credential.ts";
import type { Secret } from "../secret.ts";
import { tokenStatus } from "./token-answer.ts";

type TokenMechanism = "XOAUTH2" | "OAUTHBEARER";

/** What the answer to EHLO offers for tokens. */
export function tokenMechanism(ehlo: string): TokenMechanism | undefined {
  const offered = offeredIn(ehlo);
  if (offered.has("XOAUTH2")) return "XOAUTH2";
  return offered.has("OAUTHBEARER") ? "OAUTHBEARER" : undefined;
}

/** What a server offers that takes tokens and no passwords, as it says it; undefined if passwords are among it. */
export function tokensAlone(ehlo: string): string | undefined {
  const offered = offeredIn(ehlo);
  const passwords = ["PLAIN", "LOGIN", "CRAM-MD5"].some((mechanism) => offered.has(mechanism));
  return passwords || tokenMechanism(ehlo) === undefined ? undefined : `AUTH ${[...offered].join(" ")}`;
}

function offeredIn(ehlo: string): ReadonlySet<string> {
  const lists = [...ehlo.matchAll(/^250[ -]AUTH[ =](.{0,500})$/gim)].map(([, list = ""]) => list);
  return new Set(
    lists
      .flatMap((list) => list.toUpperCase().split(/[\s=]+/))
      .filter((mechanism) => /^[A-Z0-9_-]{1,20}$/.test(mechanism)),
  );
}

/** Of nodemailer's connection, what a login needs. */
interface Connection {
  readonly lastServerResponse: string | false;
  readonly customAuth: { set(name: string, login: (exchange: Exchange) => Promise<void>): unknown };
}

/** A name of our own: by XOAUTH2 the library means its own login, which tries a refused token twice. */
const tokenLogin = "TOKEN";

/**
 * What nodemailer's `login` wants, to be called right after EHLO. undefined: there is a token, and the server takes
 * none. SECURITY: a token never goes as a password.
 */
export function loginOf(
  connection: Connection,
  server: Server,
  { kind, secret }: Credential,
): { readonly user: string; readonly pass?: string; readonly method?: string } | undefined {
  const user = server.userName;
  if (kind === "password") return { user, pass: secret.reveal() };
  const mechanism = tokenMechanism(String(connection.lastServerResponse));
  if (!mechanism) return undefined;
  connection.customAuth.set(tokenLogin, (exchange) => showToken(exchange, mechanism, server, secret));
  return { user, method: tokenLogin };
}

/** One command and its answer, as nodemailer hands them to a login of one's own. */
interface Exchange {
  sendCommand(command: string): Promise<{ readonly response: string }>;
}

/** An error with `tokenStatus` if the token was refused; nodemailer adds the server's last answer. */
async function showToken(
  exchange: Exchange,
  mechanism: TokenMechanism,
  server: Server,
  token: Secret,
): Promise<void> {
  const message = mechanism === "XOAUTH2" ? xoauth2(server, token) : oauthBearer(server, token);
  const encoded = Buffer.from(message, "utf8").toString("base64");
  const first = await exchange.sendCommand(`AUTH ${mechanism} ${encoded}`);
  if (first.response.startsWith("235")) return;
  let status = "";
  if (first.response.startsWith("334")) {
    status = tokenStatus(first.response.slice(4).trim());
    // The server waits for one more line before it says no: empty, or a single 0x01 (RFC 7628 section 3.2.3).
    await exchange.sendCommand(mechanism === "XOAUTH2" ? "" : "AQ==");
  }
  throw Object.assign(new Error("the token was refused"), { tokenStatus: status });
}

/** https://developers.google.com/workspace/gmail/imap/xoauth2-protocol */
function xoauth2({ userName }: Server, token: Secret): string {
  return `user=${plain(userName)}\u0001auth=Bearer ${plain(token.reveal())}\u0001\u0001`;
}

function oauthBearer({ userName, host, port }: Server, token: Secret): string {
  const user = plain(userName).replaceAll("=", "=3D").replaceAll(",", "=2C");
  return `n,a=${user},\u0001host=${host}\u0001port=${port}\u0001auth=Bearer ${plain(token.reveal())}\u0001\u0001`;
}

/** SECURITY: a control character would end the field early and let the rest become fields of its own. */
function plain(text: string): string {
  if (/\p{Cc}/u.test(text)) throw new Error("a user name or token with control characters");
  return text;
}
