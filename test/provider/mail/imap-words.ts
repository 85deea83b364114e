// The grammar of IMAP commands and answers (RFC 3501 §9): reads a command with its literals into words, and writes
// strings the way a client can read them.

export type Word =
  | { readonly kind: "atom"; readonly text: string }
  | { readonly kind: "string"; readonly bytes: Buffer }
  | { readonly kind: "list"; readonly items: readonly Word[] };

/** The client's command cannot be understood: answered with BAD. */
export class BadCommand extends Error {}

/** The server understands, but says no: answered with NO. May begin with a response code. */
export class CommandRefused extends Error {}

/** A command as it came: text lines and the literals between them. */
export type Piece = string | Buffer;

/** SECURITY: nested lists are limited; the length of lines and literals is limited where they are read. */
const deepestList = 20;

export function readWords(pieces: readonly Piece[]): readonly Word[] {
  const reader = new WordReader(pieces);
  const words = reader.list(0);
  return words;
}

class WordReader {
  readonly #pieces: readonly Piece[];
  #piece = 0;
  #at = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  /** Words up to the closing bracket, or to the end at depth 0. */
  list(depth: number): readonly Word[] {
    if (depth > deepestList) throw new BadCommand("nested too deeply");
    const words: Word[] = [];
    for (;;) {
      const piece = this.#pieces[this.#piece];
      if (piece === undefined) {
        if (depth > 0) throw new BadCommand("a bracket is not closed");
        return words;
      }
      if (typeof piece !== "string") {
        words.push({ kind: "string", bytes: piece });
        this.#next();
        continue;
      }
      const letter = piece[this.#at];
      if (letter === undefined) this.#next();
      else if (letter === " ") this.#at += 1;
      else if (letter === "(") {
        this.#at += 1;
        words.push({ kind: "list", items: this.list(depth + 1) });
      } else if (letter === ")") {
        this.#at += 1;
        if (depth === 0) throw new BadCommand("a bracket too many");
        return words;
      } else if (letter === '"') words.push(this.#quoted(piece));
      else words.push(this.#atom(piece));
    }
  }

  #next(): void {
    this.#piece += 1;
    this.#at = 0;
  }

  #quoted(piece: string): Word {
    const match = /"((?:\\.|[^"\\])*)"/y;
    match.lastIndex = this.#at;
    const found = match.exec(piece);
    if (!found) throw new BadCommand("a quotation mark is not closed");
    this.#at = match.lastIndex;
    return { kind: "string", bytes: Buffer.from((found[1] ?? "").replace(/\\(.)/g, "$1"), "latin1") };
  }

  /** An atom; a part in square brackets belongs to it, whatever is inside (`BODY[HEADER.FIELDS (A B)]<0.9>`). */
  #atom(piece: string): Word {
    const match = /(?:[^ ()"[]|\[[^\]]*\])+/y;
    match.lastIndex = this.#at;
    const found = match.exec(piece);
    if (!found) throw new BadCommand("a word cannot be read");
    this.#at = match.lastIndex;
    return { kind: "atom", text: found[0] };
  }
}

// ---- taking words apart

export function textOf(word: Word | undefined): string {
  if (word?.kind === "atom") return word.text;
  if (word?.kind === "string") return word.bytes.toString("latin1");
  throw new BadCommand("a text is missing");
}

/** As `textOf`, with the bytes read as UTF-8 if they are that. */
export function unicodeOf(word: Word | undefined): string {
  return Buffer.from(textOf(word), "latin1").toString("utf8");
}

export const keyword = (word: Word | undefined): string =>
  word?.kind === "atom" ? word.text.toUpperCase() : "";

export function listOf(word: Word | undefined): readonly Word[] {
  if (word?.kind !== "list") throw new BadCommand("a list is missing");
  return word.items;
}

/** `1,3:5,9:*`; a test for a number, `*` being `highest`. */
export function numberSet(text: string, highest: number): (value: number) => boolean {
  if (!/^(?:\d+|\*)(?::(?:\d+|\*))?(?:,(?:\d+|\*)(?::(?:\d+|\*))?)*$/.test(text)) {
    throw new BadCommand("a set of numbers cannot be read");
  }
  const ranges = text.split(",").map((range) => {
    const [from = "", to = from] = range.split(":");
    const ends = [from, to].map((end) => (end === "*" ? highest : Number(end)));
    return [Math.min(...ends), Math.max(...ends)] as const;
  });
  return (value) => ranges.some(([from, to]) => value >= from && value <= to);
}

/** Numbers as a short set: `1,3:5`. */
export function shortSet(values: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const value of values) {
    const last = ranges.at(-1);
    if (last && value === last[1] + 1) last[1] = value;
    else ranges.push([value, value]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)).join(",");
}

// ---- writing; everything is Latin-1, so that a letter is a byte on the wire

/** A quoted string where that is allowed, else a literal. */
export function writeString(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) && text.length < 1_000
    ? `"${text.replace(/["\\]/g, "\\$&")}"`
    : `{${text.length}}\r\n${text}`;
}

export const writeMaybe = (text: string | undefined): string =>
  text === undefined ? "NIL" : writeString(text);

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function writeDate(ms: number): string {
  const at = new Date(ms);
  const two = (value: number) => String(value).padStart(2, "0");
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(":");
  return `"${two(at.getUTCDate())}-${months[at.getUTCMonth()]}-${at.getUTCFullYear()} ${time} +0000"`;
}

/** `1-Nov-2026` or `01-Nov-2026 10:01:00 +0100`, as milliseconds since 1970. */
export function readDate(text: string): number {
  const match = /^\s*(\d{1,2})-([A-Za-z]{3})-(\d{4})(?: (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d))?$/.exec(
    text,
  );
  const month = months.findIndex((name) => name.toLowerCase() === match?.[2]?.toLowerCase());
  if (!match || month < 0) throw new BadCommand("a date cannot be read");
  const [, day, , year, hour = 0, minute = 0, second = 0, sign, zoneHour = 0, zoneMinute = 0] = match;
  const zone = (Number(zoneHour) * 60 + Number(zoneMinute)) * (sign === "-" ? -1 : 1);
  return Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute) - zone, Number(second));
}
