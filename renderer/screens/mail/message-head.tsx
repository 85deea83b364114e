// The head of the open message: what can be done with it, its subject, who wrote to whom and when.
import {
  Archive,
  ArrowRightFromLine,
  EllipsisVertical,
  FolderInput,
  Forward,
  Info,
  Mail,
  MailOpen,
  Reply,
  ReplyAll,
  Star,
  Trash2,
  Type,
} from "lucide-react";
import type { Address, MessageView } from "../../../shared/models/message.ts";
import { Button } from "../../parts/button.tsx";
import { IconButton } from "../../parts/icon-button.tsx";
import { Menu, MenuItem, MenuLine } from "../../parts/menu.tsx";
import { wholeDate } from "../../words/dates.ts";
import { words } from "../../words/words.ts";
import type { MessageCommands } from "./commands.ts";
import { fullName, peopleLine, shortName } from "./people.ts";
import styles from "./reading-pane.module.css";

export function MessageToolbar({
  view,
  commands,
  details,
  onDetails,
  asText,
  onAsText,
}: {
  readonly view: MessageView;
  readonly commands: MessageCommands;
  readonly details: boolean;
  readonly onDetails: (shown: boolean) => void;
  readonly asText: boolean;
  readonly onAsText: ((asText: boolean) => void) | undefined;
}) {
  const { row } = view;
  const text = words.mail;
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={text.actions}>
      <Button kind="quiet" icon={<Reply size={16} />} onClick={commands.reply}>
        {text.reply}
      </Button>
      <IconButton
        label={text.replyAll}
        shortcut="A"
        icon={<ReplyAll size={17} />}
        onClick={commands.replyAll}
      />
      <IconButton label={text.forward} shortcut="F" icon={<Forward size={17} />} onClick={commands.forward} />
      <span className={styles.gap} />
      <IconButton label={text.archive} shortcut="E" icon={<Archive size={17} />} onClick={commands.archive} />
      <IconButton label={text.delete} shortcut="#" icon={<Trash2 size={17} />} onClick={commands.delete} />
      <IconButton
        label={text.star}
        shortcut="S"
        aria-pressed={row.starred}
        className={row.starred ? styles.starred : undefined}
        icon={<Star size={17} />}
        onClick={commands.star}
      />
      <IconButton
        label={row.unread ? text.markRead : text.markUnread}
        shortcut="U"
        icon={row.unread ? <MailOpen size={17} /> : <Mail size={17} />}
        onClick={commands.unread}
      />
      <Menu trigger={<IconButton label={text.more} icon={<EllipsisVertical size={17} />} />}>
        <MenuItem icon={<FolderInput size={16} />} onSelect={commands.move}>
          {text.moveTo}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Info size={16} />} onSelect={() => onDetails(!details)}>
          {details ? text.hideDetails : text.showDetails}
        </MenuItem>
        {onAsText && (
          <MenuItem
            icon={asText ? <ArrowRightFromLine size={16} /> : <Type size={16} />}
            onSelect={() => onAsText(!asText)}
          >
            {asText ? text.showHtml : text.showText}
          </MenuItem>
        )}
      </Menu>
    </div>
  );
}

export function MessageHead({ view, details }: { readonly view: MessageView; readonly details: boolean }) {
  const { row } = view;
  return (
    <header className={styles.head}>
      <h1 className={styles.subject}>{row.subject.trim() || words.mail.noSubject}</h1>
      {details ? <Details view={view} /> : <Summary view={view} />}
    </header>
  );
}

function Summary({ view }: { readonly view: MessageView }) {
  const { row } = view;
  const initial = (shortName(row.from)[0] ?? "?").toUpperCase();
  return (
    <div className={styles.summary}>
      <span className={styles.portrait} aria-hidden="true">
        {initial}
      </span>
      <div className={styles.who}>
        <p className={styles.from}>
          <span className={styles.fromName}>{shortName(row.from) || words.mail.noSender}</span>
          {row.from.name.trim() !== "" && <span className={styles.address}>{row.from.address}</span>}
        </p>
        <p className={styles.quiet}>
          {words.mail.toLine(peopleLine([...row.to, ...view.cc]) || words.mail.noRecipient)}
        </p>
      </div>
      <time className={styles.date} dateTime={new Date(row.date).toISOString()}>
        {wholeDate(row.date)}
      </time>
    </div>
  );
}

function Details({ view }: { readonly view: MessageView }) {
  const text = words.mail;
  const line = (addresses: readonly Address[]) => addresses.map(fullName).join(", ");
  const rows = [
    [text.from, fullName(view.row.from)],
    [text.to, line(view.row.to)],
    [text.cc, line(view.cc)],
    [text.bcc, line(view.bcc)],
    [text.replyTo, line(view.replyTo)],
    [text.date, wholeDate(view.row.date)],
  ].filter(([, value]) => value !== "");
  return (
    <dl className={styles.details}>
      {rows.map(([name, value]) => (
        <div key={name} className={styles.detailsRow}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
