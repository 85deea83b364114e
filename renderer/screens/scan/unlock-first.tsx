// What a scan finds goes into the authenticator, so a scan that is asked for while it is locked, of a picture in a message,
// waits for the passphrase and then begins by itself.
import type { ReactNode } from "react";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { words } from "../../words/words.ts";
import { TouchButton } from "../lock/touch-button.tsx";
import { UnlockForm } from "../lock/unlock-form.tsx";

export function UnlockFirst({
  onClose,
  children,
}: {
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const lock = useCall("lock.get", undefined, ["lock.changed"]);
  if (lock.state === "loading") return null;
  // A lock that is broken or cannot be asked refuses the scan itself, which says so.
  if (lock.state === "failed" || lock.value.state !== "locked") return children;
  const view = lock.value;
  return (
    <Dialog
      title={words.lock.lockedTitle}
      onClose={onClose}
      actions={<Button onClick={onClose}>{words.common.cancel}</Button>}
    >
      <p>{words.scanning.unlockFirst}</p>
      <UnlockForm
        view={view}
        reload={lock.reload}
        autoFocus
        more={(ask) => <TouchButton view={view} ask={ask} />}
      />
    </Dialog>
  );
}
