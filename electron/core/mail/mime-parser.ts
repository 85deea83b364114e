// postal-mime with our limits, and with attachments byte for byte as they were sent. Knows nothing of what the parts
// mean.
import PostalMime, { type Email } from "postal-mime";

/** SECURITY: bytes of all headers together, and levels of parts, beyond which a message is not read. */
export const longestHeaders = 1024 * 1024;
const deepestNesting = 64;

/** What is used of the parser's inside (version 4.0.0; mime.test.ts notices a change). */
interface Inside {
  readonly attachments: { content: unknown }[];
  collectAttachment(node: PartNode, ...rest: unknown[]): void;
}
interface PartNode {
  readonly content: ArrayBuffer | null;
  readonly contentTransferEncoding: { readonly encoding: string };
}

/** Rejects what goes beyond the limits; takes everything else, however broken. */
export function readMime(bytes: Uint8Array): Promise<Email> {
  const parser = new PostalMime({
    // [Note: attached messages]
    forceRfc822Attachments: true,
    maxNestingDepth: deepestNesting,
    maxHeadersSize: longestHeaders,
  });
  const lineEnd = /\r\n/.test(firstLines(bytes)) ? "\r\n" : "\n";
  const inside = parser as unknown as Inside;
  const collect = inside.collectAttachment.bind(parser);
  inside.collectAttachment = (node, ...rest) => {
    collect(node, ...rest);
    const last = inside.attachments.at(-1);
    if (last && node.content) last.content = exact(node, lineEnd);
  };
  return parser.parse(bytes);
}

/**
 * The parser reads line by line and gives lines that were not encoded an LF each, the last one too. A signed or hashed
 * part must keep the line ends of the message, and the one before the boundary belongs to the boundary (RFC 2046 5.1.1).
 */
function exact(node: PartNode, lineEnd: string): Uint8Array {
  const bytes = Buffer.from(node.content ?? new ArrayBuffer(0));
  if (/base64|quoted-printable/i.test(node.contentTransferEncoding.encoding)) return bytes;
  const lines = bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
  if (lineEnd === "\n") return lines;
  return Buffer.from(lines.toString("latin1").replaceAll("\n", "\r\n"), "latin1");
}

function firstLines(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4_096)).toString("latin1");
}
