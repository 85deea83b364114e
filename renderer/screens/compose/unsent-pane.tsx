// The list of what is not sent: why it is still here, and what can be done with each.
import { Send } from "lucide-react";
import type { DraftView, OutboxItem } from "../../../shared/models/draft.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { shortDate } from "../../words/dates.ts";
import { words } from "../../words/words.ts";
import { showFailure } from "../mail/use-actions.ts";
import styles from "./compose.module.css";
import { useCompose } from "./compose-context.ts";
import type { Unsent } from "./use-unsent.ts";

export function UnsentPane({ unsent }: { readonly unsent: Unsent }) {
  const text = words.compose;
  if (unsent.count === 0)
    return (
      <section className={styles.unsent} aria-label={text.unsent}>
        <EmptyState icon={<Send size={28} />} title={text.unsentEmpty}>
          {text.unsentEmptyText}
        </EmptyState>
      </section>
    );
  return (
    <section className={styles.unsent} aria-label={text.unsent}>
      {unsent.outbox.length > 0 && (
        <>
          <h2 className={styles.unsentTitle}>{text.outbox}</h2>
          <ul aria-label={text.outbox}>
            {unsent.outbox.map((item) => (
              <OutboxRow key={item.id} item={item} />
            ))}
          </ul>
        </>
      )}
      {unsent.drafts.length > 0 && (
        <>
          <h2 className={styles.unsentTitle}>{text.drafts}</h2>
          <ul aria-label={text.drafts}>
            {unsent.drafts.map((draft) => (
              <DraftRow key={draft.id} draft={draft} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function OutboxRow({ item }: { readonly item: OutboxItem }) {
  const compose = useCompose();
  const text = words.compose;
  const back = () => call("outbox.undo", { outboxId: item.id }).then(compose.open, showFailure);
  const again = () => {
    call("outbox.retry", { outboxId: item.id }).catch(showFailure);
  };
  const stopped = item.state === "failed" || item.state === "unknown";
  return (
    <li className={styles.unsentRow}>
      <div className={styles.unsentText}>
        <p className={styles.unsentSubject}>{item.subject || text.noSubject}</p>
        <p className={styles.quiet}>{item.to.join(", ") || text.noRecipient}</p>
        <p className={stopped ? styles.stopped : styles.quiet}>{text.states[item.state]}</p>
        {item.error !== undefined && <ErrorNote error={item.error} />}
      </div>
      {item.state !== "sending" && <Button onClick={back}>{text.backToDraft}</Button>}
      {stopped && (
        <Button kind="primary" onClick={again}>
          {text.sendAgain}
        </Button>
      )}
    </li>
  );
}

function DraftRow({ draft }: { readonly draft: DraftView }) {
  const compose = useCompose();
  const text = words.compose;
  return (
    <li className={styles.unsentRow}>
      <div className={styles.unsentText}>
        <p className={styles.unsentSubject}>{draft.fields.subject || text.noSubject}</p>
        <p className={styles.quiet}>
          {draft.fields.to || text.noRecipient} · {shortDate(draft.savedAt, Date.now())}
        </p>
      </div>
      <Button onClick={() => compose.open(draft)}>{text.continueWriting}</Button>
    </li>
  );
}
