// Preparing a move to another keychain or computer: all items in one file under a passphrase, read back before it is done.
import { useState } from "react";
import { useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { NewPassphraseForm } from "../../parts/new-passphrase.tsx";
import { PageSection } from "../../parts/page.tsx";
import { words } from "../../words/words.ts";

const text = words.keychain;

export function KeychainSection() {
  const [open, setOpen] = useState(false);
  const move = useJobCall("keychain.prepareMove");
  const moved = move.job?.result?.kind === "keychain-moved" ? move.job.result : undefined;
  return (
    <PageSection title={text.title}>
      <p>{text.about}</p>
      {moved && <p role="status">{text.prepared(moved.items)}</p>}
      {move.error !== undefined && move.error.code !== "cancelled" && <ErrorNote error={move.error} />}
      {move.running && (
        <>
          <JobBar job={move.job} label={text.preparing} phase={text.phases[move.job?.phase ?? ""]} />
          <div>
            <Button onClick={move.cancel}>{words.common.cancel}</Button>
          </div>
        </>
      )}
      {!move.running && !open && (
        <div>
          <Button
            onClick={() => {
              move.reset();
              setOpen(true);
            }}
          >
            {text.prepare}
          </Button>
        </div>
      )}
      {!move.running && open && (
        <NewPassphraseForm
          name={text.prepare}
          label={text.passphrase}
          hint={text.passphraseHint}
          autoFocus
          onReady={(passphrase) => {
            setOpen(false);
            move.start({ passphrase });
          }}
        >
          <Button onClick={() => setOpen(false)}>{words.common.cancel}</Button>
          <Button kind="primary" type="submit">
            {text.write}
          </Button>
        </NewPassphraseForm>
      )}
    </PageSection>
  );
}
