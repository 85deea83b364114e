// The groups as a row of switches: one shows its entries alone. In a narrow window the row is scrolled.
import { words } from "../../../words/words.ts";
import styles from "./group-bar.module.css";

const text = words.authenticator.groups;

export function GroupBar({
  groups,
  total,
  chosen,
  onChoose,
}: {
  readonly groups: readonly { readonly name: string; readonly count: number }[];
  readonly total: number;
  readonly chosen: string | undefined;
  readonly onChoose: (group: string | undefined) => void;
}) {
  if (groups.length === 0) return <div className={styles.bar} />;
  const all = [{ name: undefined, count: total }, ...groups];
  return (
    // biome-ignore lint/a11y/useSemanticElements: these are switches of a list, not fields of a form
    <div className={styles.bar} role="group" aria-label={text.label}>
      {all.map(({ name, count }) => (
        <button
          key={name ?? ""}
          type="button"
          className={styles.chip}
          aria-pressed={chosen === name}
          onClick={() => onChoose(name)}
        >
          <bdi>{name ?? text.all}</bdi>
          <span className={styles.count}>{count}</span>
        </button>
      ))}
    </div>
  );
}
