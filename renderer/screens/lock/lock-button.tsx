// Locks the authenticator by hand. There is no button where there is no lock.
import { Lock } from "lucide-react";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { words } from "../../words/words.ts";
import { tellProblem } from "../authenticator/tell-problem.ts";

export function LockButton() {
  const lock = useCall("lock.get", undefined, ["lock.changed"]);
  if (lock.state !== "ready" || lock.value.state !== "open") return null;
  return (
    <Button
      icon={<Lock size={16} aria-hidden="true" />}
      onClick={() => void call("lock.lock").catch(tellProblem)}
    >
      {words.lock.button}
    </Button>
  );
}
