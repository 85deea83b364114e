// The bin: what was removed in the last 30 days, to be brought back or deleted for good.
import { useState } from "react";
import type { BinnedCode } from "../../../shared/models/code.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { AlertDialog } from "../../parts/alert-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { CodeIcon } from "../../parts/code-icon.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { EntryNames } from "../../parts/entry-names.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { showToast } from "../../parts/toast.tsx";
import { wholeDay } from "../../words/dates.ts";
import { words } from "../../words/words.ts";
import styles from "./authenticator.module.css";
import { tellProblem } from "./tell-problem.ts";

const text = words.authenticator;

export function BinDialog({ onClose }: { readonly onClose: () => void }) {
  const bin = useCall("codes.bin", undefined, ["codes.changed"]);
  const [sure, setSure] = useState<readonly string[]>([]);
  const codes = bin.state === "ready" ? bin.value : [];
  const destroy = () => {
    call("codes.destroy", { codeIds: [...sure] }).catch(tellProblem);
    setSure([]);
  };
  return (
    <Dialog
      title={text.bin.title}
      description={text.bin.about}
      width="wide"
      onClose={onClose}
      actions={
        <>
          {codes.length > 1 && (
            <Button kind="danger" onClick={() => setSure(codes.map(({ id }) => id))}>
              {text.bin.destroyAll}
            </Button>
          )}
          <Button onClick={onClose}>{words.common.close}</Button>
        </>
      }
    >
      {bin.state === "failed" && <ErrorNote error={bin.error} />}
      {bin.state === "ready" && codes.length === 0 && <p role="status">{text.bin.empty}</p>}
      {codes.length > 0 && (
        <ul className={styles.found} aria-label={text.bin.list}>
          {codes.map((code) => (
            <BinnedItem key={code.id} code={code} onDestroy={() => setSure([code.id])} />
          ))}
        </ul>
      )}
      {sure.length > 0 && (
        <AlertDialog
          title={text.bin.sureTitle(sure.length)}
          description={text.bin.sureText}
          confirm={text.bin.destroy}
          danger
          onConfirm={destroy}
          onCancel={() => setSure([])}
        />
      )}
    </Dialog>
  );
}

function BinnedItem({ code, onDestroy }: { readonly code: BinnedCode; readonly onDestroy: () => void }) {
  const name = text.nameOf(code.issuer, code.account);
  const restore = () => {
    call("codes.restore", { codeId: code.id }).then(
      () => showToast({ text: text.restored(name) }),
      tellProblem,
    );
  };
  return (
    <li className={styles.foundItem} aria-label={name}>
      <CodeIcon entry={code} />
      <EntryNames entry={code} hint={text.bin.goes(wholeDay(code.goesAt))} />
      <Button onClick={restore}>{text.bin.restore}</Button>
      <Button kind="quiet" onClick={onDestroy}>
        {text.bin.destroy}
      </Button>
    </li>
  );
}
