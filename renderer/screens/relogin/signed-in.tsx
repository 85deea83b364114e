// After signing in: mail flows, and what had waited is done. Counts go down while the queue is replayed.
import { CircleCheck } from "lucide-react";
import type { AccountView } from "../../../shared/models/account.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { useGo } from "../../place.ts";
import { words } from "../../words/words.ts";
import styles from "./relogin.module.css";

/** What waits for the server: queued changes, and messages that are to be sent. */
export interface Waiting {
  readonly changes: number;
  readonly messages: number;
}

export function SignedIn({
  before,
  now,
  tidied,
  with: credential,
}: {
  readonly before: Waiting;
  readonly now: Waiting;
  /** it was accepted without the blanks with which it was pasted */
  readonly tidied: boolean;
  readonly with: AccountView["signsInWith"];
}) {
  const go = useGo();
  const text = words.relogin;
  const replayed = Math.max(0, before.changes - now.changes);
  const sent = Math.max(0, before.messages - now.messages);
  const left = now.changes + now.messages;
  return (
    <>
      <h2 className={styles.done}>
        <CircleCheck size={20} aria-hidden="true" />
        {text.signedIn}
      </h2>
      <p>{text.signedInFor[credential]}</p>
      {tidied && <p>{text.withoutBlanks}</p>}
      <div role="status">
        {replayed > 0 && <p>{text.replayed(replayed)}</p>}
        {sent > 0 && <p>{text.sent(sent)}</p>}
        {left > 0 && <p>{text.replaying(left)}</p>}
      </div>
      <ButtonRow>
        <Button kind="primary" onClick={() => go({ at: "mail" })}>
          {text.toMail}
        </Button>
      </ButtonRow>
    </>
  );
}
