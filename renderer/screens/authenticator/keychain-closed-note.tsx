// Says above the codes why the keychain gives none of their secrets and what to do, and asks it again at once.
import { type CurrentCode, isKeychainClosed, type MissingCode } from "../../../shared/models/code.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { NoteBar } from "../../parts/note-bar.tsx";
import { words } from "../../words/words.ts";
import { keychainText } from "../startup/keychain-text.ts";
import { tellProblem } from "./tell-problem.ts";

const states = {
  "keychain-locked": "locked",
  "keychain-missing": "missing",
  "keychain-unavailable": "unavailable",
} as const satisfies Partial<Record<MissingCode, string>>;

export function KeychainClosedNote({ codes }: { readonly codes: Iterable<CurrentCode> }) {
  const status = useCall("app.status", undefined, ["app.changed"]);
  const missing = [...codes].map((code) => code.missing).find(isKeychainClosed);
  if (!missing || status.state !== "ready") return null;
  const { title, todo } = keychainText(states[missing], status.value.platform);
  const again = () => void call("codes.askAgain").catch(tellProblem);
  return (
    <NoteBar
      label={title}
      text={
        <>
          <strong>{title}.</strong> {todo}
        </>
      }
    >
      <Button onClick={again}>{words.common.tryAgain}</Button>
    </NoteBar>
  );
}
