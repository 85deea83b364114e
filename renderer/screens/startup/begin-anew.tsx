// The way on when the keychain is lost for good: what cannot be opened is set aside, and a backup brings the codes back.
import { useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import { call } from "../../ipc/client.ts";
import { AlertDialog } from "../../parts/alert-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { words } from "../../words/words.ts";

const text = words.startup.anew;

export function BeginAnew({ onBegun }: { readonly onBegun: () => void }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView>();
  const begin = () => {
    setAsking(false);
    setBusy(true);
    // Before the answer: with it the program is open, and this screen is gone.
    onBegun();
    call("app.startAnew")
      .catch((failure: unknown) => setError(toErrorView(failure)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <p>{text.about}</p>
      {error && <ErrorNote error={error} />}
      <div>
        <Button busy={busy} onClick={() => setAsking(true)}>
          {text.button}
        </Button>
      </div>
      {asking && (
        <AlertDialog
          title={text.title}
          description={text.says}
          confirm={text.confirm}
          onConfirm={begin}
          onCancel={() => setAsking(false)}
        />
      )}
    </>
  );
}
