// The few lines that are spoken in the clear before STARTTLS, for IMAP and SMTP. Nothing that the server says here is
// kept or shown: whoever sits on the line could have said it.
import type net from "node:net";
import { AppError, type ErrorDetail } from "../../../shared/ipc/errors.ts";
import type { Protocol } from "../../../shared/models/account.ts";

/** Bytes that a server may say before the handshake. */
const clearLimit = 64 * 1024;

/**
 * Leads `socket` (connected, unread) to the point where the TLS handshake begins. Throws `no-encryption` if the server
 * offers none, `server-unavailable` if it greets with a refusal, `server-answer-broken` if it says more than it may.
 */
export async function startTlsDialogue(
  socket: net.Socket,
  protocol: Protocol,
  where: ErrorDetail,
): Promise<void> {
  const lines = readLines(socket, where);
  try {
    if (protocol === "imap") await imap(socket, lines, where);
    else await smtp(socket, lines, where);
  } finally {
    lines.stop();
  }
  // SECURITY: bytes behind the reply were injected on the way (nostarttls.secvuln.info): they must not be read as if
  // they had come encrypted.
  if (lines.left() > 0) throw new AppError("server-answer-broken", where);
}

async function imap(socket: net.Socket, lines: Lines, where: ErrorDetail): Promise<void> {
  const greeting = await lines.next();
  if (/^\* BYE\b/i.test(greeting)) throw new AppError("server-unavailable", where);
  // SECURITY: after PREAUTH the server allows no STARTTLS (RFC 9051 section 7.1.4): going on would be in the clear.
  if (/^\* PREAUTH\b/i.test(greeting)) throw new AppError("no-encryption", where);
  if (!/^\* OK\b/i.test(greeting)) throw new AppError("server-answer-broken", where);
  socket.write("t1 STARTTLS\r\n");
  for (;;) {
    const line = await lines.next();
    if (/^t1 OK\b/i.test(line)) return;
    if (/^t1 /i.test(line)) throw new AppError("no-encryption", where);
  }
}

async function smtp(socket: net.Socket, lines: Lines, where: ErrorDetail): Promise<void> {
  const greeting = await reply(lines, where);
  if (/^[45]/.test(greeting.code)) throw new AppError("server-unavailable", where);
  if (greeting.code !== "220") throw new AppError("server-answer-broken", where);
  // An address literal says nothing about this machine (RFC 5321 section 4.1.3).
  socket.write("EHLO [127.0.0.1]\r\n");
  const hello = await reply(lines, where);
  if (!hello.lines.some((line) => /^250[ -]STARTTLS\s*$/i.test(line)))
    throw new AppError("no-encryption", where);
  socket.write("STARTTLS\r\n");
  const answer = await reply(lines, where);
  if (answer.code !== "220") throw new AppError("no-encryption", where);
}

async function reply(
  lines: Lines,
  where: ErrorDetail,
): Promise<{ readonly code: string; readonly lines: readonly string[] }> {
  const said: string[] = [];
  for (;;) {
    const line = await lines.next();
    if (!/^\d{3}([ -]|$)/.test(line)) throw new AppError("server-answer-broken", where);
    said.push(line);
    if (line[3] !== "-") return { code: line.slice(0, 3), lines: said };
  }
}

interface Lines {
  next(): Promise<string>;
  /** bytes that came and were not read as lines */
  left(): number;
  stop(): void;
}

function readLines(socket: net.Socket, where: ErrorDetail): Lines {
  let buffer = "";
  let total = 0;
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  const onData = (chunk: Buffer) => {
    total += chunk.length;
    buffer += chunk.toString("latin1");
    if (total > clearLimit) failure = new AppError("server-answer-broken", where);
    wake?.();
  };
  const onEnd = () => {
    failure ??= new AppError("connection-lost", where);
    wake?.();
  };
  const onError = (error: Error) => {
    failure ??= error;
    wake?.();
  };
  socket.on("data", onData).on("close", onEnd).on("end", onEnd).on("error", onError);
  return {
    async next() {
      for (;;) {
        const end = buffer.indexOf("\n");
        if (end >= 0 && total <= clearLimit) {
          const line = buffer.slice(0, end).replace(/\r$/, "");
          buffer = buffer.slice(end + 1);
          return line;
        }
        if (failure) throw failure;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    left: () => buffer.length,
    stop() {
      socket.pause();
      socket.off("data", onData).off("close", onEnd).off("end", onEnd).off("error", onError);
    },
  };
}
