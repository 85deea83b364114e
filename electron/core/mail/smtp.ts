// The one wrapper of nodemailer: makes MIME, logs in over SMTP, and hands one message to a server, once. It never tries
// again by itself, keeps no connection, and reads neither files nor addresses that a message names.
import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { AppError, type ErrorDetail } from "../../../shared/ipc/errors.ts";
import type { Pin, Server } from "../../../shared/models/account.ts";
import type { Address } from "../../../shared/models/message.ts";
import type { Credential } from "../credential.ts";
import { normalAddress } from "./addresses.ts";
import { sendableType } from "./file-types.ts";
import { type RefusedRecipient, refusedRecipients, smtpError } from "./smtp-errors.ts";
import { loginOf, tokensAlone } from "./smtp-token.ts";
import { openTls, place } from "./tls.ts";

export interface SmtpTarget {
  readonly server: Server;
  readonly pins: readonly Pin[];
  readonly authorities?: readonly string[] | undefined;
  readonly credential: Credential;
}

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

export interface SendInput {
  /** complete, with CRLF, without Bcc */
  readonly bytes: Uint8Array;
  readonly envelope: Envelope;
  /** Called once, when the server has taken the login. */
  readonly onLoggedIn?: () => void;
  /**
   * Called once, before the last piece of the message goes to the connection: from here on a broken line leaves open
   * whether it was sent. Write that down before returning.
   */
  readonly onHandOver: () => void;
}

export interface SendResult {
  readonly accepted: readonly string[];
  readonly refused: readonly RefusedRecipient[];
  /** the Message-ID that the server gave the message instead of ours, if it said so */
  readonly serverMessageId: string | undefined;
}

export interface Smtp {
  /**
   * Logs in once and leaves. Throws what `openTls` throws, `login-refused`, `login-throttled`, `server-unavailable`,
   * `server-refused`; the detail has protocol, host, port and, where the server spoke, serverText and responseCode.
   */
  check(target: SmtpTarget, signal?: AbortSignal): Promise<void>;
  /**
   * Sends once, to all recipients that the server takes. Throws as `check`, and `recipients-refused` (none was taken),
   * `message-refused`, `message-too-large`, and `sent-unknown` if the line broke after the hand-over. A refusal that
   * may pass has `temporary: true` in its detail.
   */
  send(target: SmtpTarget, input: SendInput, signal?: AbortSignal): Promise<SendResult>;
}

/** Milliseconds. A server may think for minutes after the final dot (RFC 5321 section 4.5.3.2.6: ten). */
const greetingLimit = 30_000;
const silenceLimit = 120_000;
const finalReplyLimit = 600_000;
const pieceSize = 64 * 1024;

export function createSmtp(): Smtp {
  return {
    async check(target, signal) {
      await withLogin(target, signal, async () => {});
    },
    async send(target, input, signal) {
      checkEnvelope(input.envelope);
      return withLogin(target, signal, (session) => {
        input.onLoggedIn?.();
        return sendOver(session, target, input);
      });
    },
  };
}

interface Session {
  readonly connection: SMTPConnection;
  /** Runs a call of the connection; rejects as well when the connection fails meanwhile. */
  run<Result>(
    call: (done: (error: Error | null | undefined, result?: Result) => void) => void,
  ): Promise<Result>;
}

async function withLogin<Result>(
  target: SmtpTarget,
  signal: AbortSignal | undefined,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const { server } = target;
  const where = place({ ...server, protocol: "smtp" });
  const socket = await openTls({ ...server, ...target, protocol: "smtp" }, { signal });
  const connection = new SMTPConnection({
    // [Note: checked sockets]
    connection: socket,
    secure: true,
    secured: true,
    host: server.host,
    port: server.port,
    // The name of this machine is nobody's business (RFC 5321 section 4.1.3 allows an address literal).
    name: "[127.0.0.1]",
    logger: false,
    greetingTimeout: greetingLimit,
    socketTimeout: silenceLimit,
  });
  const session = sessionOf(connection, signal);
  try {
    await session.run((done) => connection.connect(done));
    if (!connection.allowsAuth) throw new AppError("server-refused", { ...where, reason: "no-login" });
    // SECURITY: a password is not shown to a server that takes none.
    const tokens =
      target.credential.kind === "password" && tokensAlone(String(connection.lastServerResponse));
    if (tokens) throw new AppError("login-refused", { ...where, serverText: tokens });
    const login = loginOf(connection, target.server, target.credential);
    if (!login) throw new AppError("server-refused", { ...where, reason: "no-login" });
    await session.run((done) => connection.login(login, done));
    const result = await work(session);
    connection.quit();
    return result;
  } catch (failure) {
    connection.close();
    throw signal?.aborted && !isUnknown(failure) ? new AppError("cancelled") : smtpError(failure, where);
  } finally {
    session.end();
  }
}

function isUnknown(failure: unknown): boolean {
  return failure instanceof AppError && failure.code === "sent-unknown";
}

function sessionOf(connection: SMTPConnection, signal: AbortSignal | undefined): Session & { end(): void } {
  let reject: ((error: Error) => void) | undefined;
  let broken: Error | undefined;
  const fail = (error: Error) => {
    broken ??= error;
    reject?.(error);
  };
  connection.on("error", fail);
  // Told after an error as well, and then too late to count.
  connection.on("end", () => fail(Object.assign(new Error("the server hung up"), { code: "ECONNECTION" })));
  const onAbort = () => {
    fail(new AppError("cancelled"));
    connection.close();
  };
  signal?.addEventListener("abort", onAbort, { once: true });
  return {
    connection,
    run: <Result>(call: (done: (error: Error | null | undefined, result?: Result) => void) => void) =>
      new Promise<Result>((resolve, refuse) => {
        reject = refuse;
        if (broken) return refuse(broken);
        call((error, result) => (error ? refuse(error) : resolve(result as Result)));
      }),
    end: () => signal?.removeEventListener("abort", onAbort),
  };
}

async function sendOver(session: Session, target: SmtpTarget, input: SendInput): Promise<SendResult> {
  const { connection } = session;
  const { envelope } = input;
  const where = place({ ...target.server, protocol: "smtp" });
  let handedOver = false;
  let notWritten: { readonly failure: unknown } | undefined;
  const pieces = piecesOf(input.bytes, () => {
    try {
      input.onHandOver();
    } catch (failure) {
      // nodemailer overwrites the code of an error that passes through it.
      notWritten = { failure };
      throw new Error("the hand-over was not written down");
    }
    handedOver = true;
    if (connection._socket) connection._socket.setTimeout(finalReplyLimit);
  });
  try {
    const info = await session.run<SMTPConnection.SentMessageInfo>((done) =>
      connection.send(
        { from: envelope.from, to: [...envelope.to], size: input.bytes.byteLength },
        pieces,
        done as never,
      ),
    );
    return {
      accepted: info.accepted,
      refused: refusedRecipients(info.rejectedErrors ?? []),
      serverMessageId: info.serverMessageId,
    };
  } catch (failure) {
    pieces.destroy();
    if (notWritten) throw notWritten.failure;
    const answered = failure instanceof Error && "responseCode" in failure && failure.responseCode;
    if (handedOver && !answered) throw new AppError("sent-unknown", where, { cause: failure });
    throw failure instanceof Error && /larger than allowed/.test(failure.message)
      ? new AppError("message-too-large", tooLarge(where, input, failure))
      : failure;
  }
}

function tooLarge(where: ErrorDetail, input: SendInput, failure: Error): ErrorDetail {
  const limit = Number(/allowed (\d+)/.exec(failure.message)?.[1] ?? 0);
  return { ...where, size: input.bytes.byteLength, limit };
}

/** The message in pieces; `last` is called before the final one leaves. */
function piecesOf(bytes: Uint8Array, last: () => void): Readable {
  let at = 0;
  return new Readable({
    read() {
      const end = Math.min(at + pieceSize, bytes.byteLength);
      try {
        if (end === bytes.byteLength) last();
      } catch (failure) {
        return void this.destroy(failure as Error);
      }
      this.push(bytes.subarray(at, end));
      at = end;
      if (end === bytes.byteLength) this.push(null);
    },
  });
}

// SECURITY: the last look before the wire: exactly plain addresses, none read anew.
function checkEnvelope(envelope: Envelope): void {
  if (envelope.to.length === 0) throw new AppError("recipients-missing");
  for (const address of [envelope.from, ...envelope.to]) {
    if (normalAddress(address)?.toLowerCase() !== address.toLowerCase())
      throw new AppError("recipient-invalid", {
        recipient: address.replaceAll(/\p{Cc}/gu, " ").slice(0, 300),
      });
  }
}

export interface OutgoingAttachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface MimeInput {
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly subject: string;
  /** flowed, CRLF */
  readonly text: string;
  /** with its angle brackets */
  readonly messageId: string;
  readonly date: Date;
  readonly inReplyTo: string | undefined;
  readonly references: readonly string[];
  readonly attachments: readonly OutgoingAttachment[];
  readonly boundary: string;
}

/** The message as bytes with CRLF; a Bcc that is given stays in. */
export async function composeMime(input: MimeInput): Promise<Uint8Array> {
  const composer = new MailComposer({
    from: input.from,
    to: [...input.to],
    cc: [...input.cc],
    bcc: [...input.bcc],
    subject: input.subject,
    messageId: input.messageId,
    date: input.date,
    ...(input.inReplyTo ? { inReplyTo: input.inReplyTo } : {}),
    ...(input.references.length > 0 ? { references: [...input.references] } : {}),
    // As bytes: an empty string would count as no text at all, which the composer cannot build.
    text: { content: Buffer.from(input.text), contentTransferEncoding: "quoted-printable" },
    attachments: input.attachments.map((attachment) => ({
      filename: attachment.name,
      content: Buffer.from(attachment.bytes),
      contentType: sendableType(attachment),
      contentDisposition: "attachment",
    })),
    baseBoundary: input.boundary,
    newline: "windows",
    // SECURITY: nothing in a message may make us read a file or ask a server.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const message = composer.compile();
  message.keepBcc = true;
  // The composer knows no parameters of its text part; the text has been flowed already.
  const text = message.childNodes[0] ?? message;
  text.setHeader("Content-Type", "text/plain; charset=utf-8; format=flowed");
  return message.build();
}
