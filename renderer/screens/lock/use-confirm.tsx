// The lock's passphrase once more, before secrets leave Gatepost without protection. It is handed over once.
import { type ReactNode, useState } from "react";
import { useCall } from "../../ipc/hooks.ts";
import { PasswordField } from "../../parts/password-field.tsx";
import { words } from "../../words/words.ts";

export interface Confirm {
  /** whether there is a lock, so that it is asked for; undefined until known */
  readonly asks: boolean | undefined;
  readonly isReady: boolean;
  /** What was typed, for the call; the field is empty afterwards. */
  readonly take: () => { readonly lockPassphrase?: string };
  /** nothing without a lock */
  readonly field: ReactNode;
}

export function useConfirm(autoFocus = false): Confirm {
  const [typed, setTyped] = useState("");
  const lock = useCall("lock.get", undefined, ["lock.changed"]);
  const asks = lock.state === "ready" ? lock.value.state === "open" : undefined;
  return {
    asks,
    isReady: asks === false || typed !== "",
    take() {
      setTyped("");
      return asks === true ? { lockPassphrase: typed } : {};
    },
    field: asks === true && (
      <PasswordField
        label={words.lock.confirm}
        hint={words.lock.confirmHint}
        value={typed}
        onChange={setTyped}
        autoComplete="current-password"
        autoFocus={autoFocus}
      />
    ),
  };
}
