// How large the pictures in a HEIF file are (ISO 23008-12: HEIC, AVIF), from its boxes alone: lengths, names and contents, one
// in the other. Decodes nothing. SECURITY: asked before anything is decoded, and ends with the file whatever the boxes say: P11.

export interface HeifHeader {
  readonly format: "heic" | "avif";
  /** of the largest picture that the file describes: the whole one, though phones store it in tiles */
  readonly width: number;
  readonly height: number;
}

interface Box {
  readonly name: string;
  /** of its content */
  readonly start: number;
  readonly end: number;
}

/** Film strips (`msf1`) have no picture of their own, but often one beside them. */
const brands = /^(hei[cmsx]|hev[cmsx]|mif[12]|msf1|avi[fs])$/;
/** A box says its version and flags in four bytes before its content, if its kind is of the longer ones. */
const flags = 4;

/** undefined: the file is none, or describes no picture */
export function heifHeader(view: Buffer): HeifHeader | undefined {
  const [kind, ...others] = boxesIn(view, 0, view.length);
  if (kind?.name !== "ftyp" || kind.end > view.length) return undefined;
  const named = brandsOf(view, kind);
  if (!named.some((brand) => brands.test(brand))) return undefined;
  const about = others.find(({ name }) => name === "meta");
  if (!about) return undefined;
  const properties = within(view, { ...about, start: about.start + flags }, ["iprp", "ipco"]);
  const sizes = properties
    .filter(({ name, start, end }) => name === "ispe" && end - start >= flags + 8)
    .map(({ start }) => ({
      width: view.readUInt32BE(start + flags),
      height: view.readUInt32BE(start + flags + 4),
    }));
  const [largest] = sizes.sort((a, b) => b.width * b.height - a.width * a.height);
  return largest && { format: named.some((brand) => /^avi[fs]$/.test(brand)) ? "avif" : "heic", ...largest };
}

/** The main one and those that it is compatible with; between them stand four bytes of a version. */
function brandsOf(view: Buffer, { start, end }: Box): readonly string[] {
  const names = view.toString("latin1", start, Math.min(end, start + 400));
  return (names.match(/.{4}/gs) ?? []).filter((_, index) => index !== 1);
}

function within(view: Buffer, { start, end }: Box, path: readonly string[]): readonly Box[] {
  const inside = boxesIn(view, start, end);
  const [wanted, ...rest] = path;
  if (wanted === undefined) return inside;
  const next = inside.find(({ name }) => name === wanted);
  return next ? within(view, next, rest) : [];
}

/** What lies one after the other; a box that ends beyond `end` is the last, and is left out. */
function boxesIn(view: Buffer, start: number, end: number): readonly Box[] {
  const boxes: Box[] = [];
  for (let at = start; at + 8 <= end; ) {
    const short = view.readUInt32BE(at);
    // 1: the length follows in eight bytes; 0: the box goes to the end of the file.
    if (short === 1 && at + 16 > end) break;
    const length = short === 1 ? Number(view.readBigUInt64BE(at + 8)) : short === 0 ? end - at : short;
    const head = short === 1 ? 16 : 8;
    if (length < head || at + length > end) break;
    boxes.push({ name: view.toString("latin1", at + 4, at + 8), start: at + head, end: at + length });
    at += length;
  }
  return boxes;
}
