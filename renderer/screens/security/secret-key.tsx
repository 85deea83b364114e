// The secret key for emergencies: shown and copied on demand. The page forgets it when it is hidden.
import { useState } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import styles from "./security.module.css";

export function SecretKey({ accountId }: { readonly accountId: string }) {
  const text = words.kept;
  const [shown, setShown] = useState(false);
  const copy = () =>
    call("kept.copySecretKey", { accountId }).then(
      () => showToast({ text: text.copied }),
      (failure: unknown) => showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
    );
  return (
    <>
      <ButtonRow>
        <Button onClick={() => setShown(!shown)} aria-expanded={shown}>
          {shown ? text.hideKey : text.showKey}
        </Button>
        <Button onClick={copy}>{text.copyKey}</Button>
      </ButtonRow>
      {shown && <Shown accountId={accountId} />}
    </>
  );
}

function Shown({ accountId }: { readonly accountId: string }) {
  const key = useCall("kept.revealSecretKey", { accountId });
  if (key.state === "loading") return <p>{words.common.loading}</p>;
  if (key.state === "failed") return <ErrorNote error={key.error} />;
  return <code className={styles.key}>{key.value.key}</code>;
}
