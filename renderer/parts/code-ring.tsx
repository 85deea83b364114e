// The ring that runs down beside a code. It draws only; the time comes from outside.
import styles from "./code-ring.module.css";

const around = 2 * Math.PI * 9;

/** `left` is the part of the period that remains, 0 to 1; `seconds` is spoken. */
export function CodeRing({
  left,
  label,
  ending,
}: {
  readonly left: number;
  readonly label: string;
  readonly ending: boolean;
}) {
  return (
    <svg
      className={`${styles.ring} ${ending ? styles.ending : ""}`}
      viewBox="0 0 24 24"
      role="img"
      aria-label={label}
    >
      <circle className={styles.track} cx="12" cy="12" r="9" />
      <circle
        className={styles.left}
        cx="12"
        cy="12"
        r="9"
        strokeDasharray={around}
        strokeDashoffset={around * (1 - Math.min(1, Math.max(0, left)))}
        transform="rotate(-90 12 12)"
      />
    </svg>
  );
}
