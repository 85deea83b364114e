// The first frame of an animated WebP (RFC 9649) as a picture of its own: stickers and short recordings are saved as such, and
// decoders of pictures read none. Pure; decodes nothing.

interface Chunk {
  readonly name: string;
  /** with its name and length */
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** Of a chunk: its name and length. */
const head = 8;
/** Bytes of ANMF before what it holds: place, size, duration and how it is laid over the last. */
const aboutFrame = 16;
const alphaFlag = 0x10;

/** Anything else as it is. */
export function firstWebpFrame(file: Buffer): Buffer {
  const frame = chunksIn(file, 12, file.length).find(({ name }) => name === "ANMF");
  if (!frame) return file;
  const parts = chunksIn(file, frame.body + aboutFrame, frame.end);
  const about = Buffer.alloc(head + 10);
  about.write("VP8X", "latin1");
  about.writeUInt32LE(10, 4);
  about[head] = parts.some(({ name }) => name === "ALPH" || name === "VP8L") ? alphaFlag : 0;
  // Width and height less one, three bytes each, as the frame itself says them.
  file.copy(about, head + 4, frame.body + 6, frame.body + 12);
  const body = Buffer.concat([about, ...parts.map(({ start, end }) => file.subarray(start, end))]);
  const first = Buffer.alloc(12);
  first.write("RIFF", "latin1");
  first.writeUInt32LE(body.length + 4, 4);
  first.write("WEBP", 8, "latin1");
  return Buffer.concat([first, body]);
}

/** A chunk that ends beyond `end` is the last, and is left out. */
function chunksIn(file: Buffer, start: number, end: number): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = start; at + head <= end; ) {
    // Of an odd length one byte follows that means nothing.
    const length = file.readUInt32LE(at + 4);
    const next = at + head + length + (length & 1);
    if (next > end) break;
    chunks.push({ name: file.toString("latin1", at, at + 4), start: at, body: at + head, end: next });
    at = next;
  }
  return chunks;
}
