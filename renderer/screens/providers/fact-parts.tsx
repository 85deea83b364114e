// Small parts that the facts of a provider are made of: a menu path, steps, a list, how sure it is.
import { Fragment } from "react";
import type { Provider } from "../../../shared/providers/provider.ts";
import { spoken } from "../../parts/spoken.ts";
import { words } from "../../words/words.ts";
import styles from "./providers.module.css";

export function MenuPath({ path }: { readonly path: readonly string[] }) {
  return (
    <span className={styles.path}>
      {path.map((place, at) => (
        // A path may name the same place twice, and never changes.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the path is what it is
        <Fragment key={at}>
          {at > 0 && <span aria-hidden="true"> › </span>}
          <span>{place}</span>
          {at < path.length - 1 && <span className={spoken}>, </span>}
        </Fragment>
      ))}
    </span>
  );
}

export function Steps({ steps }: { readonly steps: readonly string[] }) {
  return (
    <ol className={styles.steps}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

export function Lines({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className={styles.lines}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** How sure the facts of one part are; nothing where there are none. */
export function Sure({ how }: { readonly how: Provider["confidence"]["servers"] }) {
  if (how === undefined) return null;
  const text = words.providers;
  return (
    <p className={styles.sure}>
      {text.sure}: <span className={styles[how]}>{text.confidence[how]}</span>
    </p>
  );
}
