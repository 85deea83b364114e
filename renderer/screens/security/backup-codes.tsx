// The list of backup codes: shown on demand, copied one by one, marked when used. The page forgets them when it goes.
import { toErrorView } from "../../../shared/ipc/errors.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import styles from "./security.module.css";

export function BackupCodes({ accountId }: { readonly accountId: string }) {
  const text = words.security;
  const codes = useCall("recovery.revealBackupCodes", { accountId }, ["security.changed"]);
  if (codes.state === "loading") return <p>{words.common.loading}</p>;
  if (codes.state === "failed") return <ErrorNote error={codes.error} />;
  const left = codes.value.filter(({ used }) => !used).length;

  const copy = (index: number) =>
    call("recovery.copyBackupCode", { accountId, index }).then(() => showToast({ text: text.copied }), tell);
  const mark = (index: number, used: boolean) =>
    call("recovery.markBackupCode", { accountId, index, used }).catch(tell);

  return (
    <div className={styles.backup}>
      <p className={styles.left} role="status">
        {text.left(left)}
      </p>
      <ul className={styles.codes} aria-label={text.list}>
        {codes.value.map(({ index, code, used }) => (
          <li key={index} className={styles.code}>
            <code className={used ? styles.usedCode : ""}>{code}</code>
            {used && <span className={styles.quiet}>{text.used}</span>}
            <span className={styles.buttons}>
              <Button kind="quiet" onClick={() => copy(index)} disabled={used}>
                {text.copy}
              </Button>
              <Button kind="quiet" onClick={() => mark(index, !used)}>
                {used ? text.markUnused : text.markUsed}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.quiet}>{text.each}</p>
    </div>
  );
}

function tell(failure: unknown): void {
  showToast({ text: errorText(toErrorView(failure)), tone: "problem" });
}
