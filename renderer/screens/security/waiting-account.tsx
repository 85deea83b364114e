// What a backup has brought for an address that is no account here yet: it can be looked at and used, goes to the account
// once that is added, and is removed only if somebody says so.
import { useState } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import type { WaitingView } from "../../../shared/models/kept.ts";
import { call } from "../../ipc/client.ts";
import { AlertDialog } from "../../parts/alert-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { Facts } from "../../parts/facts.tsx";
import { PageSection } from "../../parts/page.tsx";
import { showToast } from "../../parts/toast.tsx";
import { useGo } from "../../place.ts";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { BackupCodes } from "./backup-codes.tsx";
import { SecretKey } from "./secret-key.tsx";

const text = words.kept.waiting;

export function WaitingAccount({ waiting }: { readonly waiting: WaitingView }) {
  const go = useGo();
  const [shown, setShown] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { accountId, address, backupCodes, secretKeyKept } = waiting;
  const remove = () => {
    setRemoving(false);
    call("kept.forgetWaiting", { accountId }).then(
      () => showToast({ text: text.removed(address) }),
      (failure: unknown) => showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
    );
  };
  return (
    <PageSection title={address}>
      <p>{text.says(waiting.since)}</p>
      <WhatIsKept waiting={waiting} />
      {backupCodes !== undefined && (
        <div>
          <Button onClick={() => setShown(!shown)} aria-expanded={shown}>
            {shown ? text.hideCodes : text.showCodes}
          </Button>
        </div>
      )}
      {shown && <BackupCodes accountId={accountId} />}
      {secretKeyKept && <SecretKey accountId={accountId} />}
      <ButtonRow>
        <Button onClick={() => go({ at: "add-account" })}>{text.add}</Button>
        <Button kind="quiet" onClick={() => setRemoving(true)}>
          {text.remove}
        </Button>
      </ButtonRow>
      {removing && (
        <AlertDialog
          title={text.removeTitle(address)}
          description={text.removeText}
          confirm={text.remove}
          danger
          onConfirm={remove}
          onCancel={() => setRemoving(false)}
        />
      )}
    </PageSection>
  );
}

function WhatIsKept({ waiting: { backupCodes, secretKeyKept, notes } }: { readonly waiting: WaitingView }) {
  const { codes, codesLeft, key, kept, phone, appPasswords, appPasswordCount } = words.kept;
  const revoked = notes.appPasswords.filter(({ revokedAt }) => revokedAt !== undefined).length;
  return (
    <Facts>
      {backupCodes && (
        <>
          <dt>{codes}</dt>
          <dd>{codesLeft(backupCodes.left, backupCodes.used)}</dd>
        </>
      )}
      {secretKeyKept && (
        <>
          <dt>{key}</dt>
          <dd>{kept}</dd>
        </>
      )}
      {notes.recoveryPhone !== undefined && (
        <>
          <dt>{phone}</dt>
          <dd>{notes.recoveryPhone}</dd>
        </>
      )}
      {notes.appPasswords.length > 0 && (
        <>
          <dt>{appPasswords}</dt>
          <dd>{appPasswordCount(notes.appPasswords.length - revoked, revoked)}</dd>
        </>
      )}
    </Facts>
  );
}
