// What stands beside an entry of the authenticator: the brand of its issuer, the user's own picture, or a letter. For the
// eye only; the name is said beside it.
import type { CodeEntry } from "../../shared/models/code.ts";
import { type BrandIcon, useBrandIcon } from "./brand-icon.ts";
import styles from "./code-icon.module.css";

export function CodeIcon({ entry }: { readonly entry: Pick<CodeEntry, "issuer" | "account" | "icon"> }) {
  const { icon, issuer, account } = entry;
  const isLetter = icon?.kind === "letter" || icon?.kind === "picture";
  const brand = useBrandIcon({
    ...(icon?.kind === "brand" && { name: icon.name }),
    issuer: isLetter ? "" : issuer,
  });
  if (icon?.kind === "picture") {
    return <img className={styles.tile} src={`data:image/png;base64,${icon.png}`} alt="" />;
  }
  if (brand) return <BrandTile brand={brand} />;
  const name = issuer || account;
  return (
    <span className={`${styles.tile} ${styles.letter} ${styles[`tint${tintOf(name)}`]}`} aria-hidden="true">
      {firstLetter(name)}
    </span>
  );
}

export function BrandTile({ brand }: { readonly brand: BrandIcon }) {
  return (
    <span
      className={`${styles.tile} ${isBright(brand.colour) ? styles.onBright : styles.onDark}`}
      style={{ backgroundColor: brand.colour }}
      data-brand={brand.name}
      aria-hidden="true"
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={brand.path} />
      </svg>
    </span>
  );
}

/** What a person sees as one letter; a sign where there is no name. */
function firstLetter(name: string): string {
  const letters = name.replace(/[^\p{L}\p{N}]/gu, "");
  const [first] = new Intl.Segmenter().segment(letters);
  return first?.segment.toLocaleUpperCase() ?? "•";
}

/** The same for each name: colours help to find an entry again. */
function tintOf(name: string): number {
  let sum = 0;
  for (const letter of name.toLowerCase()) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return sum % 6;
}

/** Whether dark lines stand out better on it (relative luminance, WCAG 2). */
function isBright(colour: string): boolean {
  const part = (at: number) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2;
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) > 0.4;
}
