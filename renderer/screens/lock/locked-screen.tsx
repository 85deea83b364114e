// The locked authenticator: the field for the passphrase, Touch ID where it is on, and the way out for a forgotten one.
import { Lock } from "lucide-react";
import { useState } from "react";
import type { LockView } from "../../../shared/models/lock.ts";
import { Button } from "../../parts/button.tsx";
import { CentredPage, ToDo } from "../../parts/centred-page.tsx";
import { words } from "../../words/words.ts";
import { ForgottenDialog } from "./forgotten-dialog.tsx";
import { TouchButton } from "./touch-button.tsx";
import { UnlockForm } from "./unlock-form.tsx";

const text = words.lock;

export function LockedScreen({ view, reload }: { readonly view: LockView; readonly reload: () => void }) {
  const [forgotten, setForgotten] = useState(false);
  return (
    <CentredPage icon={Lock} title={text.lockedTitle}>
      <p>{text.lockedText}</p>
      {view.unfinished !== undefined && <ToDo>{text.unfinished[view.unfinished]}</ToDo>}
      <UnlockForm
        {...{ view, reload }}
        autoFocus
        more={(ask) => (
          <>
            <TouchButton view={view} ask={ask} />
            <Button kind="quiet" onClick={() => setForgotten(true)}>
              {text.forgot}
            </Button>
          </>
        )}
      />
      {forgotten && <ForgottenDialog onClose={() => setForgotten(false)} />}
    </CentredPage>
  );
}
