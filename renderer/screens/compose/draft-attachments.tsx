// The files that go with a message, each with a button that takes it away.
import { Paperclip, X } from "lucide-react";
import type { DraftAttachment } from "../../../shared/models/draft.ts";
import { IconButton } from "../../parts/icon-button.tsx";
import { fileSize } from "../../words/dates.ts";
import { words } from "../../words/words.ts";
import styles from "./compose.module.css";

export function DraftAttachments({
  attachments,
  onRemove,
}: {
  readonly attachments: readonly DraftAttachment[];
  readonly onRemove: (attachmentId: string) => void;
}) {
  if (attachments.length === 0) return null;
  return (
    <ul className={styles.files} aria-label={words.compose.attachments}>
      {attachments.map((attachment) => (
        <li key={attachment.id} className={styles.file}>
          <Paperclip size={14} aria-hidden="true" />
          <span className={styles.fileName} title={attachment.name}>
            {attachment.name}
          </span>
          <span className={styles.fileSize}>{fileSize(attachment.size)}</span>
          <IconButton
            label={words.compose.detach(attachment.name)}
            icon={<X size={14} />}
            onClick={() => onRemove(attachment.id)}
          />
        </li>
      ))}
    </ul>
  );
}
