// Stands above every room while the keychain can be read and takes nothing: what is there works, nothing new can be kept.
import { useState } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import styles from "./startup.module.css";

export function KeychainNote() {
  const [busy, setBusy] = useState(false);
  const retry = () => {
    setBusy(true);
    call("app.retry")
      .catch((failure: unknown) => showToast({ text: errorText(toErrorView(failure)), tone: "problem" }))
      .finally(() => setBusy(false));
  };
  return (
    <div className={styles.refused} role="status">
      <p>
        <strong>{words.startup.refusedTitle}.</strong> {words.startup.refusedNote}
      </p>
      <Button busy={busy} onClick={retry}>
        {words.common.tryAgain}
      </Button>
    </div>
  );
}
