// Writing a message: a panel above all screens, so that one can look something up meanwhile. Closing keeps the draft.
import { Paperclip, X } from "lucide-react";
import { type DragEvent, type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { maxAttachedBytes } from "../../../shared/ipc/contract.ts";
import { AppError, type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { AccountView } from "../../../shared/models/account.ts";
import type { DraftView } from "../../../shared/models/draft.ts";
import { call } from "../../ipc/client.ts";
import { AlertDialog } from "../../parts/alert-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { IconButton } from "../../parts/icon-button.tsx";
import { useOpener } from "../../parts/opener.ts";
import { words } from "../../words/words.ts";
import { Addressing } from "./addressing.tsx";
import styles from "./compose.module.css";
import { DraftAttachments } from "./draft-attachments.tsx";
import { type DraftKeeper, useDraft } from "./use-draft.ts";

export interface ComposePanelProps {
  readonly draft: DraftView;
  /** made by this opening: if nothing is written in it, nobody would look for it */
  readonly fresh: boolean;
  readonly accounts: readonly AccountView[];
  /** closed with the draft kept, or because it was discarded */
  readonly onClose: (how: "kept" | "discarded") => void;
  readonly onSent: (sent: { readonly outboxId: string; readonly undoUntil: number }) => void;
}

export function ComposePanel({ draft, fresh, accounts, onClose, onSent }: ComposePanelProps) {
  const text = words.compose;
  const keeper = useDraft(draft);
  const { fields } = keeper;
  const [attachments, setAttachments] = useState(draft.attachments);
  const [error, setError] = useState<ErrorView>();
  const [busy, setBusy] = useState(false);
  const [asks, setAsks] = useState<"discard" | "no-subject">();
  const [dropping, setDropping] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const giveBack = useRef(useOpener());
  useEffect(() => {
    const { current } = giveBack;
    // Only if nothing else has the focus by then: a click elsewhere, or another draft.
    return () => void setTimeout(() => document.activeElement === document.body && current());
  }, []);

  const fail = (failure: unknown) => setError(toErrorView(failure));
  // What was wrong is being mended: the note has done its work.
  const change: DraftKeeper["change"] = (changed) => {
    setError(undefined);
    keeper.change(changed);
  };
  const send = async () => {
    setAsks(undefined);
    setError(undefined);
    setBusy(true);
    try {
      await keeper.flush();
      onSent(await call("drafts.send", { draftId: draft.id }));
    } catch (failure) {
      fail(failure);
      setBusy(false);
    }
  };
  const submit = () => {
    if (busy) return;
    if (fields.subject.trim() === "") setAsks("no-subject");
    else void send();
  };
  const discard = () => {
    setAsks(undefined);
    call("drafts.discard", { draftId: draft.id }).then(() => onClose("discarded"), fail);
  };
  const untouched = attachments.length === 0 && isBlank(keeper, draft);
  const close = () => {
    if (untouched && fresh) discard();
    else keeper.flush().then(() => onClose("kept"), fail);
  };
  const attach = (files: readonly File[]) => {
    setError(undefined);
    addFiles(draft.id, files, (view) => setAttachments(view.attachments)).catch(fail);
  };
  const press = (event: KeyboardEvent) => {
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key === "Enter") submit();
    else if (control && event.key === "s") keeper.flush().catch(fail);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const drag = (event: DragEvent, inside: boolean) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setDropping(inside);
  };

  return (
    <>
      <form
        ref={form}
        aria-label={text.title}
        data-compose
        className={`${styles.panel} ${dropping ? styles.dropping : ""}`}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit();
        }}
        onKeyDown={press}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={(event) => {
          drag(event, false);
          attach([...event.dataTransfer.files]);
        }}
      >
        <div className={styles.titleRow}>
          <h2 className={styles.title}>{fields.subject.trim() || text.title}</h2>
          <IconButton label={text.close} icon={<X size={16} />} onClick={close} />
        </div>
        <Addressing fields={fields} accounts={accounts} change={change} />
        <textarea
          aria-label={text.message}
          className={styles.text}
          value={fields.text}
          spellCheck
          onChange={(event) => change({ text: event.target.value })}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (files.length === 0) return;
            event.preventDefault();
            attach(files);
          }}
        />
        {dropping && <p className={styles.dropHint}>{text.drop}</p>}
        <DraftAttachments
          attachments={attachments}
          onRemove={(attachmentId) => {
            call("drafts.detach", { draftId: draft.id, attachmentId }).then(
              (view) => setAttachments(view.attachments),
              fail,
            );
          }}
        />
        {(error ?? keeper.error) !== undefined && (
          <div className={styles.problem}>
            <ErrorNote error={error ?? keeper.error ?? { code: "internal", detail: {} }} />
          </div>
        )}
        <div className={styles.actions}>
          <Button type="submit" kind="primary" busy={busy}>
            {text.send}
          </Button>
          <Button
            icon={<Paperclip size={16} />}
            onClick={() => {
              call("drafts.attach", { draftId: draft.id }).then(
                (view) => setAttachments(view.attachments),
                fail,
              );
            }}
          >
            {text.attach}
          </Button>
          <span role="status" className={styles.saved}>
            {savedText(keeper.state)}
          </span>
          <Button kind="quiet" onClick={() => keeper.flush().catch(fail)}>
            {text.saveDraft}
          </Button>
          <Button kind="quiet" onClick={() => (untouched ? discard() : setAsks("discard"))}>
            {text.discard}
          </Button>
        </div>
      </form>
      {/* Outside the form: its keys must not hear what is pressed in a question. */}
      {asks === "discard" && (
        <AlertDialog
          title={text.discardTitle}
          description={text.discardText}
          confirm={text.discard}
          cancel={text.backToWriting}
          danger
          onConfirm={discard}
          onCancel={() => setAsks(undefined)}
        />
      )}
      {asks === "no-subject" && (
        <AlertDialog
          title={text.noSubjectTitle}
          description={text.noSubjectText}
          confirm={text.sendAnyway}
          cancel={text.backToWriting}
          onConfirm={() => void send()}
          onCancel={() => setAsks(undefined)}
        />
      )}
    </>
  );
}

function savedText(state: DraftKeeper["state"]): string {
  const text = words.compose;
  return {
    untouched: "",
    saved: text.saved,
    saving: text.saving,
    unsaved: text.unsaved,
    failed: text.notSaved,
  }[state];
}

function isBlank({ fields }: DraftKeeper, draft: DraftView): boolean {
  const same = (name: "to" | "cc" | "bcc" | "subject" | "text") => fields[name] === draft.fields[name];
  return same("to") && same("cc") && same("bcc") && same("subject") && same("text");
}

/** One after the other, so that each answer holds all before it. */
async function addFiles(
  draftId: string,
  files: readonly File[],
  onView: (view: DraftView) => void,
): Promise<void> {
  for (const file of files) {
    const name = file.name.slice(0, 255);
    // Before it is read: a film of some gigabytes would take the memory of the window.
    if (file.size > maxAttachedBytes) throw new AppError("too-large", { limit: maxAttachedBytes, name });
    const bytes = new Uint8Array(await file.arrayBuffer());
    onView(await call("drafts.attachBytes", { draftId, name, type: file.type.slice(0, 255), bytes }));
  }
}
