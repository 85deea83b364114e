// The line of the command palettes that locks the authenticator; none where there is no lock, or it is closed.
import { useMemo } from "react";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { words } from "../../words/words.ts";
import { tellProblem } from "../authenticator/tell-problem.ts";
import type { Command } from "../mail/commands.ts";

export function useLockCommand(): readonly Command[] {
  const lock = useCall("lock.get", undefined, ["lock.changed"]);
  const isOpen = lock.state === "ready" && lock.value.state === "open";
  return useMemo(
    () =>
      isOpen
        ? [{ name: words.lock.button, keys: "", run: () => void call("lock.lock").catch(tellProblem) }]
        : [],
    [isOpen],
  );
}
