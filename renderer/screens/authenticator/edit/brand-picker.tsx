// A brand to choose an icon of: a part of its name finds it. Few are shown at a time, so few icons are loaded.
import { useEffect, useMemo, useState } from "react";
import { allBrands, type BrandTitle, useBrandIcon } from "../../../parts/brand-icon.ts";
import { BrandTile } from "../../../parts/code-icon.tsx";
import { TextField } from "../../../parts/text-field.tsx";
import { words } from "../../../words/words.ts";
import { tellProblem } from "../tell-problem.ts";
import styles from "./edit-code.module.css";

const text = words.authenticator.icon;
const most = 12;

export function BrandPicker({
  chosen,
  onChoose,
}: {
  readonly chosen: string | undefined;
  readonly onChoose: (name: string) => void;
}) {
  const [brands, setBrands] = useState<readonly BrandTitle[]>([]);
  const [typed, setTyped] = useState("");
  useEffect(() => {
    let ended = false;
    allBrands().then((all) => !ended && setBrands(all), tellProblem);
    return () => {
      ended = true;
    };
  }, []);
  const found = useMemo(() => search(brands, typed), [brands, typed]);
  return (
    <div className={styles.brands}>
      <TextField label={text.search} value={typed} onChange={setTyped} autoFocus maxLength={100} />
      {found.length > 0 && (
        <ul className={styles.brandList} aria-label={text.brands}>
          {found.map((brand) => (
            <li key={brand.name}>
              <BrandButton brand={brand} chosen={brand.name === chosen} onChoose={onChoose} />
            </li>
          ))}
        </ul>
      )}
      {typed.trim() !== "" && brands.length > 0 && found.length === 0 && <p role="status">{text.none}</p>}
    </div>
  );
}

function BrandButton({
  brand,
  chosen,
  onChoose,
}: {
  readonly brand: BrandTitle;
  readonly chosen: boolean;
  readonly onChoose: (name: string) => void;
}) {
  const icon = useBrandIcon({ name: brand.name });
  return (
    <button type="button" className={styles.brand} aria-pressed={chosen} onClick={() => onChoose(brand.name)}>
      {icon && <BrandTile brand={icon} />}
      <span>{brand.title}</span>
    </button>
  );
}

/** Those that begin with it first. */
function search(brands: readonly BrandTitle[], typed: string): readonly BrandTitle[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return [];
  const fits = brands.filter(({ title }) => title.toLowerCase().includes(wanted));
  const begins = ({ title }: BrandTitle) => Number(title.toLowerCase().startsWith(wanted));
  return fits.sort((a, b) => begins(b) - begins(a)).slice(0, most);
}
