// The files that came with a message: open after a question (two for what can start a program), save, look for a code.
import { FileText, Image, Paperclip, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { maxPictures } from "../../../shared/ipc/contract.ts";
import type { Attachment } from "../../../shared/models/message.ts";
import { call } from "../../ipc/client.ts";
import { AlertDialog } from "../../parts/alert-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { showToast } from "../../parts/toast.tsx";
import { fileSize } from "../../words/dates.ts";
import { words } from "../../words/words.ts";
import { useScanning } from "../scan/use-scanning.tsx";
import { isPictureFile } from "./picture-file.ts";
import styles from "./reading-pane.module.css";
import { showFailure } from "./use-actions.ts";

export function Attachments({
  messageId,
  attachments,
  inText,
}: {
  readonly messageId: number;
  readonly attachments: readonly Attachment[];
  /** those that are shown within the text */
  readonly inText: readonly Attachment[];
}) {
  const pictures = inText.filter(({ name, type, size }) => isPictureFile(name, type) && size >= leastPicture);
  if (attachments.length + pictures.length === 0) return null;
  return (
    <ul className={styles.attachments} aria-label={words.mail.attachments}>
      {attachments.map((attachment) => (
        <AttachmentItem key={attachment.index} messageId={messageId} attachment={attachment} />
      ))}
      {pictures.length > 0 && (
        <PicturesInText messageId={messageId} indexes={pictures.map(({ index }) => index)} />
      )}
    </ul>
  );
}

/** Bytes: the smallest picture of a code has more, and lines and dots of a layout less. */
const leastPicture = 400;

/** A code that stands in the message itself: our own window is out of sight while the screen is scanned. */
function PicturesInText({
  messageId,
  indexes,
}: {
  readonly messageId: number;
  readonly indexes: readonly number[];
}) {
  const { scan, dialog } = useAttachmentScan();
  return (
    <li className={styles.attachment} aria-label={words.mail.picturesInText}>
      <div className={styles.attachmentRow}>
        <Image size={16} aria-hidden="true" className={styles.fileIcon} />
        <span className={styles.fileName}>{words.mail.picturesInText}</span>
        <span className={styles.fileSize} />
        <span className={styles.fileButtons}>
          <Button
            kind="quiet"
            onClick={() => scan({ from: "attachments", messageId, indexes: indexes.slice(0, maxPictures) })}
          >
            {words.mail.attachmentScan}
          </Button>
        </span>
      </div>
      {dialog}
    </li>
  );
}

const useAttachmentScan = () =>
  useScanning({
    onSaved: ({ issuer, account }) =>
      showToast({ text: words.mail.scanAdded(words.authenticator.nameOf(issuer, account)) }),
  });

function AttachmentItem({
  messageId,
  attachment,
}: {
  readonly messageId: number;
  readonly attachment: Attachment;
}) {
  const [asks, setAsks] = useState<"open" | "open-risky">();
  const { scan, dialog } = useAttachmentScan();
  const { index, name, type, size, risky } = attachment;
  const isPicture = isPictureFile(name, type);
  const mayShowCode = isPicture || type === "application/pdf";
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
          {mayShowCode && (
            <Button kind="quiet" onClick={() => scan({ from: "attachments", messageId, indexes: [index] })}>
              {words.mail.attachmentScan}
            </Button>
          )}
        </span>
      </div>
      {dialog}
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
