// Asks before a link of a message is opened, and shows where it really leads.
import { useState } from "react";
import type { EventData } from "../../../shared/ipc/contract.ts";
import { call } from "../../ipc/client.ts";
import { useEvent } from "../../ipc/hooks.ts";
import { AlertDialog } from "../../parts/alert-dialog.tsx";
import { words } from "../../words/words.ts";
import styles from "./link-dialog.module.css";
import { showFailure } from "./use-actions.ts";

export function LinkDialog() {
  const [asked, setAsked] = useState<EventData<"links.asked">>();
  useEvent("links.asked", setAsked);
  if (!asked) return null;
  const text = words.links;
  const isMail = asked.url.startsWith("mailto:");
  const open = () => {
    setAsked(undefined);
    call("links.open", { linkToken: asked.linkToken }).catch(showFailure);
  };
  return (
    <AlertDialog
      title={text.title}
      description={isMail ? text.mail : text.web}
      confirm={text.open}
      onConfirm={open}
      onCancel={() => setAsked(undefined)}
    >
      <dl className={styles.facts}>
        <dt>{isMail ? text.recipient : text.host}</dt>
        <dd className={styles.host}>{asked.host}</dd>
        <dt>{text.full}</dt>
        <dd className={styles.url}>{asked.url}</dd>
      </dl>
      {/* SECURITY: letters of other alphabets can look like Latin ones. */}
      {/(?:^|\.)xn--/i.test(asked.host) && <p className={styles.warning}>{text.foreign}</p>}
    </AlertDialog>
  );
}
