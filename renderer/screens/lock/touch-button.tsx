// Opens the authenticator by Touch ID, where it is on and the system offers it; nothing elsewhere.
import { Fingerprint } from "lucide-react";
import type { LockView } from "../../../shared/models/lock.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { words } from "../../words/words.ts";

export function TouchButton({
  view,
  ask,
}: {
  readonly view: Pick<LockView, "touchId">;
  /** of the form beside it, which says what was refused */
  readonly ask: (work: Promise<void>) => void;
}) {
  if (view.touchId !== "ready") return null;
  return (
    <Button icon={<Fingerprint size={16} />} onClick={() => ask(call("lock.touch"))}>
      {words.lock.touch}
    </Button>
  );
}
