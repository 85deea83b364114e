// All steps of the provider in its order; the present one is marked, those before it are done.
import { Check } from "lucide-react";
import type { EnrolmentView } from "../../../shared/models/enrolment.ts";
import { spoken } from "../../parts/spoken.ts";
import { words } from "../../words/words.ts";
import styles from "./enrolment.module.css";

export function StepList({ view }: { readonly view: EnrolmentView }) {
  const text = words.enrolment;
  return (
    <ol className={styles.list} aria-label={text.steps}>
      {view.steps.map((label, index) => {
        const done = index < view.at || view.current.step === "done";
        return (
          <li
            key={text.stepText(label)}
            className={`${styles.item} ${index === view.at ? styles.here : ""}`}
            aria-current={index === view.at ? "step" : undefined}
          >
            <span className={`${styles.mark} ${done ? styles.markDone : ""}`} aria-hidden="true">
              {done ? <Check size={12} /> : index + 1}
            </span>
            <span>{text.stepText(label)}</span>
            {done && <span className={spoken}>{text.stepDone}</span>}
          </li>
        );
      })}
    </ol>
  );
}
