// Opens an encrypted connection to a mail server (TLS or STARTTLS) whose certificate has been checked, and says in
// facts why one cannot be trusted. It never logs in; what it hands out is safe to log in over, or it throws.
//
// [Note: checked sockets] Node asks `checkServerIdentity` only when the chain is already trusted, so a self-signed or
// expired certificate cannot be pinned by options alone without `rejectUnauthorized: false`, which trusts everybody.
// Therefore the handshake is made here, the certificate is compared here, and imapflow and nodemailer get the finished
// socket (`transportOver` and nodemailer's `connection`). They never see a socket that was not checked.
import { createHash } from "node:crypto";
import net from "node:net";
import tls from "node:tls";
import { AppError, type ErrorDetail } from "../../../shared/ipc/errors.ts";
import type { Pin, Protocol, Security } from "../../../shared/models/account.ts";
import { startTlsDialogue } from "./start-tls.ts";

export interface TlsTarget {
  readonly host: string;
  readonly port: number;
  readonly security: Security;
  readonly protocol: Protocol;
  readonly pins: readonly Pin[];
  /** PEM of further authorities to trust for this server, beside those that Node knows */
  readonly authorities?: readonly string[] | undefined;
}

/** Milliseconds from the name look-up to the end of the handshake. */
const openLimit = 20_000;

/**
 * Normal verification for tls.connect and https, TLS 1.2 or newer. With a pin for this host and port the list of
 * trusted authorities is empty, so that these options alone fail closed: pinned servers are reached by `openTls`.
 */
export function tlsOptions(
  host: string,
  port: number,
  pins: readonly Pin[],
  authorities: readonly string[] = [],
): tls.ConnectionOptions {
  const trusted = pinsFor(host, port, pins).length > 0 ? [] : [...tls.rootCertificates, ...authorities];
  return {
    minVersion: "TLSv1.2",
    rejectUnauthorized: true,
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    // Without `ca` Node also honours NODE_EXTRA_CA_CERTS, so it is only set where it must differ.
    ...(authorities.length > 0 || trusted.length === 0 ? { ca: trusted } : {}),
  };
}

/**
 * A connection on which the next byte may be a password. With STARTTLS a greeting made here stands in front of the
 * stream, because the server's own was said in the clear and is forgotten (RFC 3207 section 4.2, RFC 9051 section 6.2.1).
 *
 * Throws `host-not-found`, `connection-refused`, `connection-timed-out`, `connection-lost`, `offline`, `no-encryption`,
 * `server-unavailable`, `server-answer-broken`, `certificate-untrusted` (detail: `certificateFacts`), `cancelled`.
 */
export async function openTls(
  target: TlsTarget,
  options: { readonly signal?: AbortSignal | undefined; readonly limit?: number } = {},
): Promise<tls.TLSSocket> {
  const limit = options.limit ?? openLimit;
  const raw = net.connect({ host: target.host, port: target.port });
  const held: { socket: net.Socket } = { socket: raw };
  const where = place(target);
  let ended: AppError | undefined;
  const end = (why: AppError) => {
    ended ??= why;
    held.socket.destroy(why);
    raw.destroy(why);
  };
  const timer = setTimeout(() => end(new AppError("connection-timed-out", where)), limit);
  const onAbort = () => end(new AppError("cancelled"));
  options.signal?.addEventListener("abort", onAbort, { once: true });
  try {
    if (options.signal?.aborted) throw new AppError("cancelled");
    await connected(raw);
    if (target.security === "starttls") await startTlsDialogue(raw, target.protocol, where);
    const socket = secured(raw, target);
    held.socket = socket;
    await handshake(socket);
    checkCertificate(socket, target);
    if (target.security === "starttls") socket.unshift(madeGreeting(target.protocol));
    return socket;
  } catch (failure) {
    held.socket.destroy();
    raw.destroy();
    throw ended ?? toConnectionError(failure, where);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", onAbort);
  }
}

/** imapflow's `transport` over a checked socket. Use with `secure: true`; good for one connection. */
export function transportOver(socket: tls.TLSSocket): {
  connect(options: unknown, onConnect: () => void): tls.TLSSocket;
} {
  return {
    connect: (_options, onConnect) => {
      setImmediate(onConnect);
      return socket;
    },
  };
}

/** What the question about an untrusted certificate shows. Dates are ISO 8601, `sha256` is lower-case hex of the DER. */
export function certificateFacts(
  target: Pick<TlsTarget, "host" | "port" | "protocol">,
  certificate: tls.PeerCertificate,
  reason: string,
): ErrorDetail {
  return {
    ...place(target),
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validFrom: isoDate(certificate.valid_from),
    validTo: isoDate(certificate.valid_to),
    sha256: fingerprint(certificate.raw),
    names: (certificate.subjectaltname ?? "").slice(0, 1_000),
    reason,
  };
}

/** Turns what Node's sockets throw into a code of the closed list; AppErrors pass through. */
export function toConnectionError(failure: unknown, where: ErrorDetail): AppError {
  if (failure instanceof AppError) return failure;
  const code = failure instanceof Error && "code" in failure ? String(failure.code) : "";
  const options = { cause: failure };
  if (/^(ENOTFOUND|EAI_AGAIN|EAI_NODATA|EAI_NONAME|EDNS)$/.test(code))
    return new AppError("host-not-found", where, options);
  if (code === "ECONNREFUSED") return new AppError("connection-refused", where, options);
  if (code === "ETIMEDOUT") return new AppError("connection-timed-out", where, options);
  if (/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL)$/.test(code))
    return new AppError("offline", where, options);
  // A server that speaks in the clear on a TLS port.
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL/.test(code))
    return new AppError("no-encryption", where, options);
  // TLS 1.0 and 1.1 only, or no cipher in common: as good as no encryption.
  if (/UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|HANDSHAKE_FAILURE|NO_SHARED_CIPHER/.test(code))
    return new AppError("no-encryption", where, options);
  return new AppError("connection-lost", where, options);
}

export function place(target: Pick<TlsTarget, "host" | "port" | "protocol">): ErrorDetail {
  return { protocol: target.protocol, host: target.host, port: target.port };
}

function pinsFor(host: string, port: number, pins: readonly Pin[]): readonly Pin[] {
  return pins.filter((pin) => pin.port === port && pin.host.toLowerCase() === host.toLowerCase());
}

function fingerprint(der: Uint8Array): string {
  return createHash("sha256").update(der).digest("hex");
}

// SECURITY: `rejectUnauthorized: false` only keeps the socket alive until `checkCertificate` has looked; until then
// nobody else holds it and nothing but the handshake is sent.
function secured(raw: net.Socket, target: TlsTarget): tls.TLSSocket {
  const socket = tls.connect({
    ...tlsOptions(target.host, target.port, [], target.authorities),
    host: target.host,
    socket: raw,
    rejectUnauthorized: false,
  });
  // The new owner listens as well; this one keeps an error in between from ending the thread.
  socket.on("error", () => {});
  return socket;
}

function checkCertificate(socket: tls.TLSSocket, target: TlsTarget): void {
  const certificate = socket.getPeerCertificate();
  if (!certificate?.raw) throw new AppError("no-encryption", place(target));
  const pins = pinsFor(target.host, target.port, target.pins);
  if (pins.length > 0) {
    // SECURITY: a pin means exactly that certificate; a different one is refused even if an authority vouches for it.
    if (pins.some((pin) => pin.sha256 === fingerprint(certificate.raw))) return;
    throw new AppError("certificate-untrusted", certificateFacts(target, certificate, "pin-changed"));
  }
  if (socket.authorized) return;
  const reason = String(socket.authorizationError ?? "unknown");
  throw new AppError("certificate-untrusted", certificateFacts(target, certificate, reason));
}

function connected(socket: net.Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
    socket.on("error", () => {});
  });
}

function handshake(socket: tls.TLSSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("secureConnect", resolve);
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed in the handshake")));
  });
}

function madeGreeting(protocol: Protocol): string {
  return protocol === "imap" ? "* OK ready\r\n" : "220 ready\r\n";
}

function nameOf(name: tls.Certificate | undefined): string {
  const parts = [name?.CN, name?.O].flat().filter((part): part is string => Boolean(part));
  return [...new Set(parts)].join(", ").slice(0, 300);
}

function isoDate(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}
