// The body of a message in its frame: cleaned HTML, or plain text; pictures from outside only after a click.
import { useEffect, useMemo, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { Attachment, MessageBody as Body, MessageWarning } from "../../../shared/models/message.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { MessageFrame } from "../../parts/message-frame.tsx";
import { useTheme } from "../../styles/theme.ts";
import { words } from "../../words/words.ts";
import { Attachments } from "./attachments.tsx";
import { htmlDocument, textDocument } from "./message-document.ts";
import { plainTextHtml } from "./plain-text.ts";
import styles from "./reading-pane.module.css";
import { cleanHtml, longestHtml } from "./sanitise.ts";

export function MessageBody({
  messageId,
  body,
  asText,
}: {
  readonly messageId: number;
  readonly body: Body;
  readonly asText: boolean;
}) {
  switch (body.state) {
    case "loading":
      return <EmptyState title={words.mail.bodyLoading} />;
    case "not-here":
      return <EmptyState title={words.mail.bodyNotHere}>{words.mail.bodyNotHereText}</EmptyState>;
    case "broken":
      return <EmptyState title={words.mail.bodyBroken}>{words.mail.bodyBrokenText}</EmptyState>;
    case "ready":
      return (
        <>
          <Warnings warnings={body.warnings} />
          <Ready
            messageId={messageId}
            text={body.text}
            html={asText ? undefined : body.html}
            attachments={body.attachments}
          />
        </>
      );
  }
}

/** What a reader should know before believing or missing something. */
function Warnings({ warnings }: { readonly warnings: readonly MessageWarning[] }) {
  if (warnings.length === 0) return null;
  return (
    <div role="note" className={styles.blocked}>
      <span>{warnings.map((warning) => words.mail.warnings[warning]).join(" ")}</span>
    </div>
  );
}

interface Shown {
  readonly document: string;
  readonly blocked: number;
  readonly tooLarge: boolean;
  /** parts that are shown within the text */
  readonly contentIds: ReadonlySet<string>;
}

function Ready({
  messageId,
  text,
  html,
  attachments,
}: {
  readonly messageId: number;
  readonly text: string;
  readonly html: string | undefined;
  readonly attachments: readonly Attachment[];
}) {
  const theme = useTheme();
  const [remote, setRemote] = useState(false);
  const isHtml = html !== undefined && html.length <= longestHtml;
  const textTheme = isHtml ? "light" : theme;
  const shown = useMemo((): Shown => {
    if (isHtml) {
      const cleaned = cleanHtml(html, { remote });
      return { ...cleaned, document: htmlDocument(cleaned.html), tooLarge: false };
    }
    const plain = plainTextHtml(text === "" ? words.mail.emptyBody : text, words.mail.quoted);
    const document = textDocument(plain, textTheme);
    return { document, blocked: 0, tooLarge: html !== undefined, contentIds: new Set() };
  }, [isHtml, html, text, remote, textTheme]);
  const frame = useFrame(messageId, shown.document, remote);
  const inText = ({ inline, contentId }: Attachment) =>
    inline && contentId !== undefined && shown.contentIds.has(contentId);
  return (
    <>
      <Attachments
        messageId={messageId}
        attachments={attachments.filter((part) => !inText(part))}
        inText={attachments.filter(inText)}
      />
      {shown.blocked > 0 && (
        <div role="status" className={styles.blocked}>
          <span>{words.mail.blocked(shown.blocked)}</span>
          <Button onClick={() => setRemote(true)}>{words.mail.loadRemote}</Button>
        </div>
      )}
      {shown.tooLarge && <p className={styles.blocked}>{words.mail.bodyTooLarge}</p>}
      {frame.error !== undefined && <ErrorNote error={frame.error} />}
      <div className={isHtml ? styles.paper : styles.body}>
        {frame.src !== undefined && <MessageFrame src={frame.src} title={words.mail.body} />}
      </div>
    </>
  );
}

interface Framed {
  readonly document: string;
  readonly src?: string;
  readonly error?: ErrorView;
}

/** The address of the document on the message scheme; the old one stays until the new one is there. */
function useFrame(messageId: number, document: string, remote: boolean): Partial<Framed> {
  const [framed, setFramed] = useState<Framed>();
  useEffect(() => {
    let ended = false;
    call("messages.frame", { messageId, html: document, remote }).then(
      ({ src }) => !ended && setFramed({ document, src }),
      (failure: unknown) => !ended && setFramed({ document, error: toErrorView(failure) }),
    );
    return () => {
      ended = true;
    };
  }, [messageId, document, remote]);
  return framed ?? {};
}
