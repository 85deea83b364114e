// Builds practice messages: plain text, HTML beside it, pictures inside it, attachments, with names in any script.

export interface Attachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** shown inside the HTML as `cid:<contentId>` */
  readonly contentId?: string;
}

export interface MessageDraft {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly cc?: string;
  readonly subject: string;
  /** milliseconds since 1970 */
  readonly at: number;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly Attachment[];
  /** ids of the messages before it in the thread, oldest first */
  readonly thread?: readonly string[];
  /** further header lines */
  readonly headers?: readonly string[];
}

const ascii = /^[\x20-\x7e]*$/;

/** Encoded words (RFC 2047) of at most 75 letters, cut between characters. */
function headerWord(value: string): string {
  if (ascii.test(value)) return value;
  const words: string[] = [];
  let held = "";
  for (const character of value) {
    if (Buffer.byteLength(held + character) > 42) {
      words.push(held);
      held = "";
    }
    held += character;
  }
  return [...words, held].map((word) => `=?utf-8?B?${Buffer.from(word).toString("base64")}?=`).join("\r\n ");
}

/** `Name <address>` with the name encoded if need be. */
function mailbox(value: string): string {
  return value
    .split(/,\s*/)
    .map((one) => {
      const match = /^(.*)\s<([^>]*)>$/.exec(one);
      const name = match?.[1] ?? "";
      if (!match) return one;
      return ascii.test(name) ? `${name} <${match[2]}>` : `${headerWord(name)} <${match[2]}>`;
    })
    .join(", ");
}

const lines = (text: string): string => text.replace(/\r?\n/g, "\r\n");
const base64 = (bytes: Uint8Array): string =>
  (
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,76}/g) ?? []
  ).join("\r\n");

interface Piece {
  readonly headers: readonly string[];
  readonly body: string;
}

/** An RFC 2231 name where ASCII is not enough. */
function parameter(name: string, value: string): string {
  return ascii.test(value) ? `${name}="${value}"` : `${name}*=UTF-8''${encodeURIComponent(value)}`;
}

function attachmentPiece(attachment: Attachment): Piece {
  const kind = attachment.contentId === undefined ? "attachment" : "inline";
  return {
    headers: [
      `Content-Type: ${attachment.type}`,
      `Content-Disposition: ${kind}; ${parameter("filename", attachment.name)}`,
      ...(attachment.contentId === undefined ? [] : [`Content-ID: <${attachment.contentId}>`]),
      "Content-Transfer-Encoding: base64",
    ],
    body: base64(attachment.bytes),
  };
}

function textPiece(subtype: "plain" | "html", text: string): Piece {
  const plain = /^[\x20-\x7e\r\n\t]*$/.test(text);
  return {
    headers: [
      `Content-Type: text/${subtype}; charset=utf-8`,
      `Content-Transfer-Encoding: ${plain ? "7bit" : "base64"}`,
    ],
    body: plain ? lines(text) : base64(Buffer.from(lines(text))),
  };
}

function multipart(kind: string, boundary: string, pieces: readonly Piece[]): Piece {
  const body = pieces.map(
    (piece) => `--${boundary}\r\n${piece.headers.join("\r\n")}\r\n\r\n${piece.body}\r\n`,
  );
  return {
    headers: [`Content-Type: multipart/${kind}; boundary="${boundary}"`],
    body: `${body.join("")}--${boundary}--\r\n`,
  };
}

function content(draft: MessageDraft): Piece {
  const attachments = draft.attachments ?? [];
  const inline = attachments.filter(({ contentId }) => contentId !== undefined).map(attachmentPiece);
  const apart = attachments.filter(({ contentId }) => contentId === undefined).map(attachmentPiece);
  const text = textPiece("plain", draft.text);
  let piece = text;
  if (draft.html !== undefined) {
    const html = textPiece("html", draft.html);
    const shown = inline.length > 0 ? multipart("related", `rel-${draft.id}`, [html, ...inline]) : html;
    piece = multipart("alternative", `alt-${draft.id}`, [text, shown]);
  }
  return apart.length > 0 ? multipart("mixed", `mix-${draft.id}`, [piece, ...apart]) : piece;
}

const messageId = (id: string): string => `<${id}@practice.test>`;

export function buildMessage(draft: MessageDraft): Buffer {
  const piece = content(draft);
  const before = draft.thread ?? [];
  const parent = before.at(-1);
  const header = [
    `Date: ${new Date(draft.at).toUTCString().replace("GMT", "+0000")}`,
    `From: ${mailbox(draft.from)}`,
    `To: ${mailbox(draft.to)}`,
    ...(draft.cc === undefined ? [] : [`Cc: ${mailbox(draft.cc)}`]),
    `Subject: ${headerWord(draft.subject)}`,
    `Message-ID: ${messageId(draft.id)}`,
    ...(parent === undefined
      ? []
      : [`In-Reply-To: ${messageId(parent)}`, `References: ${before.map(messageId).join("\r\n ")}`]),
    ...(draft.headers ?? []),
    "MIME-Version: 1.0",
    ...piece.headers,
  ];
  return Buffer.from(`${header.join("\r\n")}\r\n\r\n${piece.body}`, "utf8");
}
