// In the place of the codes while the lock's own keychain item is gone or of no use: what has happened, once more after it
// was mended, or a backup. Nothing is made over what is sealed.
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { LockTrouble } from "../../../shared/models/lock.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { CentredPage, ToDo } from "../../parts/centred-page.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { words } from "../../words/words.ts";
import { ForgottenDialog } from "./forgotten-dialog.tsx";

const text = words.lock.broken;

export function BrokenScreen({ trouble }: { readonly trouble: LockTrouble }) {
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<ErrorView>();
  const [restoring, setRestoring] = useState(false);
  const lookAgain = () => {
    setBusy(true);
    setTried(false);
    setError(undefined);
    // Mended, it is told by `lock.changed`: then this screen is gone.
    call("lock.lookAgain")
      .then(
        () => setTried(true),
        (failure: unknown) => setError(toErrorView(failure)),
      )
      .finally(() => setBusy(false));
  };
  const { title, says, todo } = text.troubles[trouble];
  return (
    <CentredPage icon={KeyRound} title={title}>
      <p>{says}</p>
      <p>{text.untouched}</p>
      <ToDo>{todo}</ToDo>
      {error !== undefined && <ErrorNote error={error} />}
      {tried && <p role="status">{text.stillSo}</p>}
      <ButtonRow>
        <Button kind="primary" busy={busy} onClick={lookAgain}>
          {words.common.tryAgain}
        </Button>
        {trouble !== "newer" && <Button onClick={() => setRestoring(true)}>{text.restore}</Button>}
      </ButtonRow>
      {restoring && <ForgottenDialog words={text.dialog} onClose={() => setRestoring(false)} />}
    </CentredPage>
  );
}
