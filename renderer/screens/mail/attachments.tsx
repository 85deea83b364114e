// The files that came with a message: open after a question (two for what can start a program), save, look for a code.
import { FileText, Image, Paperclip, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { FoundCode } from "../../../shared/models/code.ts";
import type { Attachment } from "../../../shared/models/message.ts";
import { call } from "../../ipc/client.ts";
import { useJobCall } from "../../ipc/hooks.ts";
import { AlertDialog } from "../../parts/alert-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { showToast } from "../../parts/toast.tsx";
import { fileSize } from "../../words/dates.ts";
import { words } from "../../words/words.ts";
import { FoundCodesDialog } from "./found-codes-dialog.tsx";
import styles from "./reading-pane.module.css";
import { showFailure } from "./use-actions.ts";

export function Attachments({
  messageId,
  attachments,
}: {
  readonly messageId: number;
  readonly attachments: readonly Attachment[];
}) {
  if (attachments.length === 0) return null;
  return (
    <ul className={styles.attachments} aria-label={words.mail.attachments}>
      {attachments.map((attachment) => (
        <AttachmentItem key={attachment.index} messageId={messageId} attachment={attachment} />
      ))}
    </ul>
  );
}

function AttachmentItem({
  messageId,
  attachment,
}: {
  readonly messageId: number;
  readonly attachment: Attachment;
}) {
  const [asks, setAsks] = useState<"open" | "open-risky">();
  const [found, setFound] = useState<readonly FoundCode[]>();
  const scan = useJobCall("scan.attachment", (job) => {
    if (job.result?.kind === "scan") setFound(job.result.found);
  });
  const { index, name, type, size, risky } = attachment;
  const isPicture = type.startsWith("image/");
  const Icon = risky ? TriangleAlert : isPicture ? Image : type.startsWith("text/") ? FileText : Paperclip;
  const open = () => {
    setAsks(undefined);
    call("attachments.open", { messageId, index }).catch(showFailure);
  };
  const save = () => {
    call("attachments.save", { messageId, index }).then(({ saved }) => {
      if (saved) showToast({ text: words.mail.attachmentSaved(name) });
    }, showFailure);
  };
  return (
    <li className={styles.attachment} aria-label={name}>
      <div className={styles.attachmentRow}>
        <Icon size={16} aria-hidden="true" className={risky ? styles.risky : styles.fileIcon} />
        <span className={styles.fileName} title={name}>
          {name}
        </span>
        <span className={styles.fileSize}>{fileSize(size)}</span>
        <span className={styles.fileButtons}>
          <Button kind="quiet" onClick={() => setAsks("open")}>
            {words.mail.attachmentOpen}
          </Button>
          <Button kind="quiet" onClick={save}>
            {words.mail.attachmentSave}
          </Button>
          {isPicture && (
            <Button kind="quiet" busy={scan.running} onClick={() => scan.start({ messageId, index })}>
              {words.mail.attachmentScan}
            </Button>
          )}
        </span>
      </div>
      {scan.running && <JobBar job={scan.job} label={words.mail.scanning} onCancel={scan.cancel} />}
      {scan.error !== undefined && <ErrorNote error={scan.error} />}
      {found !== undefined && <FoundCodesDialog found={found} onClose={() => setFound(undefined)} />}
      {asks === "open" && (
        <AlertDialog
          title={words.mail.openTitle(name)}
          description={words.mail.openText}
          confirm={words.common.open}
          onConfirm={() => (risky ? setAsks("open-risky") : open())}
          onCancel={() => setAsks(undefined)}
        />
      )}
      {asks === "open-risky" && (
        <AlertDialog
          title={words.mail.openRiskyTitle}
          description={words.mail.openRiskyText(name)}
          confirm={words.mail.openRiskyConfirm}
          danger
          onConfirm={open}
          onCancel={() => setAsks(undefined)}
        />
      )}
    </li>
  );
}
