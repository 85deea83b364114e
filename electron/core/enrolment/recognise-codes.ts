// Finds backup codes or an emergency key in text as people paste it: whole pages, numbered lists, columns, files that
// were downloaded. Pure; keeps nothing. The shapes are those that providers show; what has none is taken only if
// several lines look alike.

/** `backup-codes`: a set, each used once · `emergency-key`: one long key */
export type KeptKind = "backup-codes" | "emergency-key";

export interface Recognised {
  /** as the provider shows them, without blanks, each once, in order */
  readonly codes: readonly string[];
  readonly shape: string;
  readonly expected: number | undefined;
  readonly warnings: readonly ("fewer" | "duplicates" | "password")[];
}

export interface KnownArtefact {
  /** how many there are in a set */
  readonly count?: number | undefined;
  /** source of a regular expression that one matches as a whole, without its blanks */
  readonly shape?: string | undefined;
}

interface Shape {
  readonly name: string;
  readonly kind: KeptKind;
  /** one code, without blanks */
  readonly whole: RegExp;
  readonly count?: number;
  /** it looks like a word or a number: taken only from lines that hold nothing else */
  readonly plain?: boolean;
}

/** The more particular ones first: a code of eight digits is also one of eight letters or digits. */
const shapes: readonly Shape[] = [
  { name: "five-times-five", kind: "emergency-key", whole: /^[a-z0-9]{5}(-[a-z0-9]{5}){4}$/i },
  { name: "four-times-five", kind: "emergency-key", whole: /^[a-z0-9]{5}(-[a-z0-9]{5}){3}$/i },
  { name: "twenty-letters", kind: "emergency-key", whole: /^(?=.*\d)(?=.*[a-z])[a-z0-9]{20}$/i, plain: true },
  { name: "hex-pairs", kind: "backup-codes", whole: /^[0-9a-f]{5}-[0-9a-f]{5}$/i, count: 16 },
  { name: "four-and-four", kind: "backup-codes", whole: /^[a-z0-9]{4}-[a-z0-9]{4}$/i },
  { name: "four-times-four", kind: "backup-codes", whole: /^[a-z0-9]{4}(-[a-z0-9]{4}){2,3}$/i },
  { name: "eight-digits", kind: "backup-codes", whole: /^\d{8}$/, count: 10, plain: true },
  { name: "six-digits", kind: "backup-codes", whole: /^\d{6}$/, plain: true },
  { name: "eight-letters", kind: "backup-codes", whole: /^(?=.*\d)[a-z0-9]{8}$/i, plain: true },
  { name: "ten-hex", kind: "backup-codes", whole: /^(?=.*\d)[0-9a-f]{10}$/i, plain: true },
  { name: "sixteen-letters", kind: "backup-codes", whole: /^(?=.*\d)[a-z0-9]{16}$/i, plain: true },
];

/** Fewer lines that merely look alike are no list of codes. */
const fewestAlike = 4;
/** SECURITY: the limit comes before any parsing. */
const maxText = 20_000;
const maxCodes = 60;

/** Finds `kind` in `text`; `known` is what is known of the provider's own. Nothing found: `codes` is empty. */
export function recogniseCodes(text: string, kind: KeptKind, known: KnownArtefact = {}): Recognised {
  const lines = linesOf(text.slice(0, maxText));
  const own: Shape[] = known.shape
    ? [{ name: "own", kind, whole: new RegExp(`^(?:${known.shape})$`, "iu") }]
    : [];
  for (const shape of [...own, ...shapes.filter((shape) => shape.kind === kind)]) {
    const all = lines.flatMap((line) => codesIn(line, shape));
    if (all.length >= (kind === "emergency-key" || shape.name === "own" ? 1 : 2))
      return judged(all, shape.name, known.count ?? shape.count);
  }
  const alike = kind === "backup-codes" ? alikeLines(lines) : [];
  if (alike.length > 0) return judged(alike, "alike", known.count);
  return { codes: [], shape: "none", expected: known.count, warnings: maybePassword(lines) };
}

function judged(all: readonly string[], shape: string, expected: number | undefined): Recognised {
  const codes = [...new Set(all)].slice(0, maxCodes);
  return {
    codes,
    shape,
    expected,
    warnings: [
      ...(codes.length < all.length ? (["duplicates"] as const) : []),
      ...(expected !== undefined && codes.length < expected ? (["fewer"] as const) : []),
    ],
  };
}

/** Without what lists put before a code (numbers, bullets, boxes, a word and a colon), and without odd blanks. */
function linesOf(text: string): readonly string[] {
  return text
    .normalize("NFKC")
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/gu, "")
    .replace(/[\u2010-\u2015\u2212]/gu, "-")
    .split(/\r?\n|\r/u)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

const listMark = /^(?:(?:[-*•·▪◦☐☑✓✔]|\[[ x]?\]|\d{1,2}[.):]|[\p{L} ]{1,20}\d{0,2}:)\s*)+/iu;

const bare = (piece: string) => piece.replace(listMark, "").replaceAll(/\s/gu, "");

/** Codes of one shape in one line: the whole line, its columns, its words, or pairs of words. */
function codesIn(line: string, { whole, plain = false }: Shape): readonly string[] {
  const fits = (piece: string) => whole.test(piece);
  if (fits(bare(line))) return [bare(line)];
  const columns = line.split(/\s{2,}|\t|[,;|]/u).filter((piece) => piece.trim() !== "");
  for (const pieces of [columns.map(bare), pairsOf(line), wordsOf(line)]) {
    const found = pieces.filter(fits);
    // A date or a word in a sentence has the shape of a code too.
    if (found.length > 0 && (!plain || found.length === pieces.length)) return found;
  }
  return [];
}

function wordsOf(line: string): readonly string[] {
  return line
    .split(/[\s,;|]+/u)
    .map((word) => word.replace(/^[("'[]+|[)"'\].,:]+$/gu, ""))
    .filter((word) => word !== "" && !/^\d{1,2}$/.test(word));
}

/** `1. 1234 5678 6. 2345 6789`: two words a code, with their numbers between. */
function pairsOf(line: string): readonly string[] {
  const words = wordsOf(line);
  if (words.length < 2 || words.length % 2 === 1) return [];
  return words.flatMap((word, index) => (index % 2 === 0 ? [word + (words[index + 1] ?? "")] : []));
}

/** Lines of one word whose letters and digits stand in the same places, or that have the same length at least. */
function alikeLines(lines: readonly string[]): readonly string[] {
  const words = lines
    .map((line) => line.replace(listMark, ""))
    .filter((line) => /^[a-z0-9-]{5,40}$/i.test(line) && /\d/.test(line));
  const groups = new Map<string, string[]>();
  for (const word of words) {
    const look = word.replaceAll(/[a-z0-9]/gi, "x");
    groups.set(look, [...(groups.get(look) ?? []), word]);
  }
  const largest = [...groups.values()].sort((one, other) => other.length - one.length)[0] ?? [];
  return largest.length >= fewestAlike ? largest : [];
}

/** One short line with letters and something else, and no shape that is known: it may be a password. */
function maybePassword(lines: readonly string[]): readonly "password"[] {
  const [only] = lines;
  if (lines.length !== 1 || only === undefined || only.length < 8 || only.length > 64) return [];
  return /\p{L}/u.test(only) && /[^\p{L}\s]/u.test(only) ? ["password"] : [];
}
