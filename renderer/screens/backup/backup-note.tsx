// Says above the codes that their secrets have gone from the keychain, that they are in no backup, or that backups fail,
// until somebody has looked after it.
import { toErrorView } from "../../../shared/ipc/errors.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { showToast } from "../../parts/toast.tsx";
import { useGo } from "../../place.ts";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import styles from "./backup.module.css";

const text = words.backup.reminder;

export function BackupNote() {
  const go = useGo();
  const backup = useCall("backup.get", undefined, ["backup.changed", "codes.changed"]);
  const codes = useCall("codes.current", undefined, ["codes.changed"]);
  if (backup.state !== "ready") return null;
  const { problem, reminder, lastAt } = backup.value;
  const look = () => go({ at: "backup", from: { at: "authenticator" } });
  const lost =
    codes.state === "ready" ? codes.value.filter(({ missing }) => missing === "secret-gone").length : 0;
  if (lost > 0) {
    return (
      <section className={styles.note} aria-label={text.label}>
        <p role="status">{text.lost(lost)}</p>
        <Button onClick={look}>{text.restore}</Button>
      </section>
    );
  }
  if (problem) {
    return (
      <section className={styles.note} aria-label={text.label}>
        <p role="status">
          {text.failing} {errorText(problem.error)}
        </p>
        <Button onClick={look}>{text.look}</Button>
      </section>
    );
  }
  if (!reminder) return null;
  const later = () =>
    call("backup.dismissReminder").catch((failure: unknown) =>
      showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
    );
  return (
    <section className={styles.note} aria-label={text.label}>
      <p role="status">{reminder === "never" ? text.never : text[reminder](lastAt ?? 0)}</p>
      <Button onClick={look}>{text.setUp}</Button>
      <Button kind="quiet" onClick={() => void later()}>
        {text.later}
      </Button>
    </section>
  );
}
