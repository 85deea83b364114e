// What a scan of an attachment found; an authenticator code can be added at once. Nothing else is done with a code.
import { useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { FoundCode } from "../../../shared/models/code.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { showToast } from "../../parts/toast.tsx";
import { words } from "../../words/words.ts";
import styles from "./reading-pane.module.css";

export function FoundCodesDialog({
  found,
  onClose,
}: {
  readonly found: readonly FoundCode[];
  readonly onClose: () => void;
}) {
  return (
    <Dialog title={words.mail.scanTitle} onClose={onClose}>
      {found.length === 0 && <ErrorNote error={{ code: "qr-not-found", detail: {} }} />}
      <ul className={styles.found}>
        {found.map((one) => (
          <FoundItem key={one.foundId} found={one} onAdded={onClose} />
        ))}
      </ul>
    </Dialog>
  );
}

function FoundItem({ found, onAdded }: { readonly found: FoundCode; readonly onAdded: () => void }) {
  const [error, setError] = useState<ErrorView>();
  const { entry, problem } = found;
  if (problem !== undefined)
    return (
      <li className={styles.foundItem}>
        <ErrorNote error={problem} />
      </li>
    );
  if (!entry)
    return (
      <li className={styles.foundItem}>
        {words.authenticator.kinds[found.kind]} {words.mail.scanOther}
      </li>
    );
  const name = [entry.issuer, entry.account].filter(Boolean).join(", ");
  const add = () => {
    call("codes.addFound", { foundId: found.foundId }).then(
      () => {
        showToast({ text: words.mail.scanAdded(name) });
        onAdded();
      },
      (failure: unknown) => setError(toErrorView(failure)),
    );
  };
  return (
    <li className={styles.foundItem}>
      <span className={styles.foundName}>{name}</span>
      {found.duplicateOf === undefined ? (
        <Button kind="primary" onClick={add}>
          {words.mail.scanAdd}
        </Button>
      ) : (
        <span className={styles.quiet}>{words.mail.scanDuplicate}</span>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </li>
  );
}
