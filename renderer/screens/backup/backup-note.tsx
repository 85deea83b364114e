// Says above the codes that their secrets have gone from the keychain, that they are in no backup, or that backups fail,
// until somebody has looked after it.
import { toErrorView } from "../../../shared/ipc/errors.ts";
import { isKeychainClosed } from "../../../shared/models/code.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { NoteBar } from "../../parts/note-bar.tsx";
import { showToast } from "../../parts/toast.tsx";
import { useGo } from "../../place.ts";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";

const text = words.backup.reminder;

export function BackupNote() {
  const go = useGo();
  const backup = useCall("backup.get", undefined, ["backup.changed", "codes.changed"]);
  const codes = useCall("codes.current", undefined, ["codes.changed"]);
  if (backup.state !== "ready") return null;
  const { problem, reminder, lastAt } = backup.value;
  const look = () => go({ at: "backup", from: { at: "authenticator" } });
  const lost =
    codes.state === "ready"
      ? codes.value.filter(({ missing }) => missing !== undefined && !isKeychainClosed(missing)).length
      : 0;
  if (lost > 0) {
    return (
      <NoteBar label={text.label} text={text.lost(lost)}>
        <Button onClick={look}>{text.restore}</Button>
      </NoteBar>
    );
  }
  if (problem) {
    return (
      <NoteBar label={text.label} text={`${text.failing} ${errorText(problem.error)}`}>
        <Button onClick={look}>{text.look}</Button>
      </NoteBar>
    );
  }
  if (!reminder) return null;
  const later = () =>
    call("backup.dismissReminder").catch((failure: unknown) =>
      showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
    );
  return (
    <NoteBar label={text.label} text={reminder === "never" ? text.never : text[reminder](lastAt ?? 0)}>
      <Button onClick={look}>{text.setUp}</Button>
      <Button kind="quiet" onClick={() => void later()}>
        {text.later}
      </Button>
    </NoteBar>
  );
}
