// QR codes to be scanned from this screen, one at a time. The pictures hold secrets: they are gone when this is closed.
import { useCallback, useEffect, useState } from "react";
import type { CallOutput } from "../../../shared/ipc/contract.ts";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { CodeEntry } from "../../../shared/models/code.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Form } from "../../parts/form.tsx";
import { words } from "../../words/words.ts";
import { useConfirm } from "../lock/use-confirm.tsx";
import styles from "./importing.module.css";

const text = words.exporting;
type Picture = CallOutput<"export.revealPicture">;

export function QrPictures({ pictures }: { readonly pictures: readonly Picture[] }) {
  const [index, setIndex] = useState(0);
  const picture = pictures[index];
  if (!picture) return null;
  return (
    <div className={styles.pictures}>
      <QrImage picture={picture} label={text.pictureOf(index + 1, pictures.length)} />
      {pictures.length > 1 && (
        <div>
          <Button disabled={index === 0} onClick={() => setIndex(index - 1)}>
            {text.previous}
          </Button>{" "}
          <span role="status">{text.pictureOf(index + 1, pictures.length)}</span>{" "}
          <Button disabled={index === pictures.length - 1} onClick={() => setIndex(index + 1)}>
            {text.next}
          </Button>
        </div>
      )}
      <p>{text.scanHint}</p>
    </div>
  );
}

function QrImage({ picture, label }: { readonly picture: Picture; readonly label: string }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([new Uint8Array(picture.png)], { type: "image/png" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return <img src={address} alt={label} width={picture.width} height={picture.height} />;
}

/** One entry for a phone. */
export function LinkPhoneDialog({
  entry,
  onClose,
}: {
  readonly entry: CodeEntry;
  readonly onClose: () => void;
}) {
  const [picture, setPicture] = useState<Picture>();
  const [error, setError] = useState<ErrorView>();
  const [busy, setBusy] = useState(false);
  const { asks, isReady, take, field } = useConfirm(true);
  const show = useCallback(
    (confirmed: { readonly lockPassphrase?: string }) => {
      setBusy(true);
      setError(undefined);
      call("export.revealPicture", { codeId: entry.id, ...confirmed })
        .then(setPicture, (failure: unknown) => setError(toErrorView(failure)))
        .finally(() => setBusy(false));
    },
    [entry.id],
  );
  useEffect(() => {
    if (asks === false) show({});
  }, [asks, show]);
  const confirm = () => {
    if (isReady && !busy) show(take());
  };
  return (
    <Dialog
      title={text.linkTitle}
      description={words.authenticator.nameOf(entry.issuer, entry.account)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.common.close}</Button>
          {asks === true && !picture && (
            <Button kind="primary" busy={busy} disabled={!isReady && !busy} onClick={confirm}>
              {words.lock.show}
            </Button>
          )}
        </>
      }
    >
      {error && <ErrorNote error={error} />}
      {asks === true && !picture && <Form onSubmit={confirm}>{field}</Form>}
      {picture && <QrPictures pictures={[picture]} />}
    </Dialog>
  );
}
