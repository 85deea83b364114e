// Changing the passphrase of the lock, and turning the lock off: both ask for the present one.
import { type ReactNode, useState } from "react";
import type { ErrorView } from "../../../shared/ipc/errors.ts";
import { type JobCall, useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Form } from "../../parts/form.tsx";
import { isRight, nothingTyped } from "../../parts/new-passphrase.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { words } from "../../words/words.ts";
import { LockProgress, WhileTurning } from "./lock-progress.tsx";
import { NewLockPassphrase } from "./new-passphrase.tsx";

const text = words.lock;

/** How it ended is said by use-lock-work.ts, as this may be closed meanwhile. */
export function ChangeDialog({ onClose }: { readonly onClose: () => void }) {
  const [present, setPresent] = useState("");
  const [typed, setTyped] = useState(nothingTyped);
  const [tries, setTries] = useState(0);
  const work = useJobCall("lock.change", onClose);
  const begin = () => {
    setTries(tries + 1);
    if (present === "" || !isRight(typed)) return;
    work.start({ passphrase: present, next: typed.passphrase });
    // Only the present one can have been wrong; the new one need not be typed again.
    setPresent("");
  };
  return (
    <Asking
      {...{ work, onClose, begin }}
      problems={tries}
      title={text.changeTitle}
      description={text.changeText}
      actions={
        <>
          {/* One write, which nobody takes back: there is nothing to cancel. */}
          {!work.running && <Button onClick={onClose}>{words.common.cancel}</Button>}
          <Button kind="primary" busy={work.running} onClick={begin}>
            {text.change}
          </Button>
        </>
      }
    >
      <Present value={present} onChange={setPresent} />
      <NewLockPassphrase typed={typed} tried={tries > 0} onChange={setTyped} />
    </Asking>
  );
}

/** How it ended is said by use-lock-work.ts: it may go on without this dialog. */
export function TurnOffDialog({ onClose }: { readonly onClose: () => void }) {
  const [present, setPresent] = useState("");
  const work = useJobCall("lock.turnOff", onClose, ({ code }) => code === "cancelled" && onClose());
  const begin = () => {
    if (present === "") return;
    work.start({ passphrase: present });
    setPresent("");
  };
  return (
    <Asking
      {...{ work, onClose, begin }}
      title={text.turnOffTitle}
      description={text.turnOffText}
      actions={
        work.running ? (
          <WhileTurning work={work} onClose={onClose} />
        ) : (
          <>
            <Button onClick={onClose}>{words.common.cancel}</Button>
            <Button kind="primary" disabled={present === ""} onClick={begin}>
              {text.turnOff}
            </Button>
          </>
        )
      }
    >
      <Present value={present} onChange={setPresent} />
    </Asking>
  );
}

function Present({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <PasswordField
      label={text.current}
      value={value}
      onChange={onChange}
      autoComplete="current-password"
      autoFocus
    />
  );
}

function Asking(props: {
  readonly work: Pick<JobCall<"lock.change" | "lock.turnOff">, "job" | "running"> & {
    readonly error: ErrorView | undefined;
  };
  readonly problems?: unknown;
  readonly title: string;
  readonly description: string;
  readonly actions: ReactNode;
  readonly begin: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { work, begin, onClose, title, description, actions } = props;
  return (
    <Dialog {...{ title, onClose, actions }} {...(!work.running && { description })}>
      {work.error && <ErrorNote error={work.error} />}
      {work.running ? (
        <LockProgress job={work.job} />
      ) : (
        <Form problems={props.problems} onSubmit={begin}>
          {props.children}
        </Form>
      )}
    </Dialog>
  );
}
