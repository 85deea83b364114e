// How hard a passphrase is to guess, roughly, for advice while it is typed. It never says "unbreakable", refuses only what
// is too short, and sends nothing anywhere.

export type Strength = "too-short" | "weak" | "fair" | "good";

/** What everybody tries first, and what the person's surroundings give away. */
const common = [
  ...["password", "passwort", "passphrase", "gatepost", "qwerty", "qwertz", "letmein", "welcome", "iloveyou"],
  ...["admin", "secret", "dragon", "monkey", "football", "baseball", "master", "sunshine", "princess"],
];
/** Keys that lie side by side, and the alphabet. */
const rows = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "qwertzuiop",
  "asdfghjkl",
  "zxcvbnm",
];

/** `known`: words that others know of this person, such as an address. */
export function strengthOf(passphrase: string, shortest: number, known: readonly string[] = []): Strength {
  if ([...passphrase].length < shortest) return "too-short";
  const bits = guessBits(passphrase, known);
  if (bits < 40) return "weak";
  return bits < 60 ? "fair" : "good";
}

/** Bits of a guesser who knows words and rows of keys. A random word is worth about 13, as from a list of 7,776. */
function guessBits(passphrase: string, known: readonly string[]): number {
  const plain = withoutCommon(passphrase, known);
  const words = plain.split(/[\s\-_.,;:+/]+/).filter((word) => word !== "");
  const bits = words.map((word) => {
    const letters = collapsed(word).length * Math.log2(alphabetOf(word));
    // Small letters alone are most likely a word, and words can be guessed as such.
    return /^\p{Ll}+$/u.test(word) && word.length < 12 ? Math.min(letters, 13) : letters;
  });
  return bits.reduce((sum, each) => sum + each, 0);
}

function withoutCommon(passphrase: string, known: readonly string[]): string {
  let left = passphrase;
  for (const word of [...common, ...known.filter(({ length }) => length > 3)]) {
    const at = left.toLowerCase().indexOf(word.toLowerCase());
    if (at >= 0) left = `${left.slice(0, at)} ${left.slice(at + word.length)}`;
  }
  return left;
}

/** Repeated and neighbouring characters count once: `aaaa`, `1234`, `qwer`. */
function collapsed(word: string): string {
  let kept = "";
  let last = "";
  for (const character of word) {
    if (!follows(last.toLowerCase(), character.toLowerCase())) kept += character;
    last = character;
  }
  return kept;
}

function follows(before: string, after: string): boolean {
  if (before === "") return false;
  if (before === after) return true;
  return rows.some((row) => row.includes(before + after) || row.includes(after + before));
}

function alphabetOf(word: string): number {
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u] as const;
  const sizes = [26, 26, 10, 20];
  return kinds.reduce((sum, kind, index) => sum + (kind.test(word) ? (sizes[index] ?? 0) : 0), 0) || 1;
}
