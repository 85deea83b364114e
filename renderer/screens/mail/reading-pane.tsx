// The right pane: one message, or what is chosen instead. It marks a message as read when it has been opened.
import { Mail, PenLine } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { MessageView } from "../../../shared/models/message.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { words } from "../../words/words.ts";
import { useCompose } from "../compose/compose-context.ts";
import type { MessageCommands } from "./commands.ts";
import { MessageBody } from "./message-body.tsx";
import { MessageHead, MessageToolbar } from "./message-head.tsx";
import styles from "./reading-pane.module.css";
import { showFailure } from "./use-actions.ts";

export function ReadingPane({
  messageId,
  several,
  isDraft,
  markRead,
  commands,
}: {
  readonly messageId: number | undefined;
  /** how many are chosen, if more than one */
  readonly several: number;
  readonly isDraft: boolean;
  readonly markRead: boolean;
  readonly commands: MessageCommands;
}) {
  if (several > 1)
    return (
      <section className={styles.pane} aria-label={words.mail.message} tabIndex={-1}>
        <EmptyState title={words.mail.several(several)} action={<SeveralActions commands={commands} />} />
      </section>
    );
  if (messageId === undefined)
    return (
      <section className={styles.pane} aria-label={words.mail.message} tabIndex={-1}>
        <EmptyState icon={<Mail size={28} />} title={words.mail.nothingChosen}>
          {words.mail.nothingChosenText}
        </EmptyState>
      </section>
    );
  return (
    <OneMessage
      key={messageId}
      messageId={messageId}
      isDraft={isDraft}
      markRead={markRead}
      commands={commands}
    />
  );
}

function SeveralActions({ commands }: { readonly commands: MessageCommands }) {
  const text = words.mail;
  return (
    <div className={styles.several}>
      <Button onClick={commands.archive}>{text.archive}</Button>
      <Button onClick={commands.delete}>{text.delete}</Button>
      <Button onClick={commands.move}>{text.moveTo}</Button>
      <Button onClick={commands.star}>{text.star}</Button>
      <Button onClick={commands.unread}>{text.markUnread}</Button>
    </div>
  );
}

function OneMessage({
  messageId,
  isDraft,
  markRead,
  commands,
}: {
  readonly messageId: number;
  readonly isDraft: boolean;
  readonly markRead: boolean;
  readonly commands: MessageCommands;
}) {
  const compose = useCompose();
  const opened = useCall("messages.open", { messageId }, ["messages.changed"]);
  const [details, setDetails] = useState(false);
  const [asText, setAsText] = useState(false);
  const view = opened.state === "ready" ? opened.value : undefined;
  useMarkRead(view, markRead);
  return (
    <section className={styles.pane} aria-label={words.mail.message} tabIndex={-1} data-pane="message">
      {opened.state === "failed" && (
        <div className={styles.failed}>
          <ErrorNote error={opened.error} />
        </div>
      )}
      {view && (
        <>
          <MessageToolbar
            view={view}
            commands={commands}
            details={details}
            onDetails={setDetails}
            asText={asText}
            onAsText={view.body.state === "ready" && view.body.html !== undefined ? setAsText : undefined}
          />
          <MessageHead view={view} details={details} />
          {isDraft && (
            <div className={styles.blocked}>
              <Button
                kind="primary"
                icon={<PenLine size={16} />}
                onClick={() => compose.openMessage(messageId)}
              >
                {words.mail.continueWriting}
              </Button>
            </div>
          )}
          <MessageBody messageId={messageId} body={view.body} asText={asText} />
        </>
      )}
    </section>
  );
}

/** Once for each opening, when its text is there: a message that is marked as unread afterwards stays so. */
function useMarkRead(view: MessageView | undefined, wanted: boolean): void {
  const done = useRef(false);
  const ready = view?.body.state === "ready";
  const messageId = view?.row.id;
  const unread = view?.row.unread === true;
  useEffect(() => {
    if (!ready || messageId === undefined || done.current) return;
    done.current = true;
    if (!wanted || !unread) return;
    call("messages.act", { messageIds: [messageId], action: { kind: "read" } }).catch(showFailure);
  }, [ready, messageId, unread, wanted]);
}
