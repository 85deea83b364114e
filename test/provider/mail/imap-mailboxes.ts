// IMAP commands about mailboxes: LIST with its extensions (RFC 5258, 5819, 6154), CREATE, DELETE, RENAME, SELECT,
// STATUS, subscriptions. Names stay as the client wrote them (modified UTF-7).
import type { Command, ImapSession } from "./imap-session.ts";
import { BadCommand, CommandRefused, keyword, listOf, textOf, type Word, writeString } from "./imap-words.ts";
import type { Mailbox } from "./mail-store.ts";

const standardFlags = "\\Answered \\Flagged \\Deleted \\Seen \\Draft";

function existing(session: ImapSession, word: Word | undefined): Mailbox {
  const mailbox = session.store.find(session.requireAddress(), textOf(word));
  if (!mailbox) throw new CommandRefused("[NONEXISTENT] There is no such mailbox");
  return mailbox;
}

function newName(session: ImapSession, word: Word | undefined): string {
  const name = textOf(word).replace(/\/$/, "");
  if (name === "" || name.length > 250 || /[^\x20-\x7e]|[%*]|\/\/|^\//.test(name)) {
    throw new CommandRefused("[CANNOT] That name cannot be used");
  }
  if (session.store.find(session.requireAddress(), name)) {
    throw new CommandRefused("[ALREADYEXISTS] There is such a mailbox already");
  }
  return name;
}

/** The mailboxes above `name` come into being with it. */
function createParents(session: ImapSession, name: string): void {
  const address = session.requireAddress();
  const levels = name.split("/");
  for (let depth = 1; depth < levels.length; depth += 1) {
    const parent = levels.slice(0, depth).join("/");
    if (!session.store.find(address, parent)) session.store.create(address, parent);
  }
}

function select(session: ImapSession, words: readonly Word[], readOnly: boolean): string {
  const mailbox = existing(session, words[0]);
  if (words[1] && listOf(words[1]).some((word) => keyword(word) === "CONDSTORE")) session.knowsModseq = true;
  session.select(mailbox, readOnly);
  const used = new Set(mailbox.messages.flatMap((message) => [...message.flags]));
  for (const flag of standardFlags.split(" ")) used.delete(flag);
  const flags = [standardFlags, ...used].join(" ");
  session.untagged(`FLAGS (${flags})`);
  session.untagged(`OK [PERMANENTFLAGS (${readOnly ? "" : `${flags} \\*`})] Kept flags`);
  session.untagged(`${mailbox.messages.length} EXISTS`);
  session.untagged("0 RECENT");
  const unseen = mailbox.messages.findIndex((message) => !message.flags.has("\\Seen"));
  if (unseen >= 0) session.untagged(`OK [UNSEEN ${unseen + 1}] First unseen`);
  session.untagged(`OK [UIDVALIDITY ${mailbox.validity}] Valid`);
  session.untagged(`OK [UIDNEXT ${mailbox.nextUid}] Next`);
  session.untagged(`OK [HIGHESTMODSEQ ${mailbox.modseq}] Highest`);
  return `[READ-${readOnly ? "ONLY" : "WRITE"}] Selected`;
}

function statusLine(mailbox: Mailbox, items: readonly Word[]): string {
  const { messages } = mailbox;
  const answers = items.map((item) => {
    const name = keyword(item);
    switch (name) {
      case "MESSAGES":
        return `${name} ${messages.length}`;
      case "RECENT":
        return `${name} 0`;
      case "UIDNEXT":
        return `${name} ${mailbox.nextUid}`;
      case "UIDVALIDITY":
        return `${name} ${mailbox.validity}`;
      case "UNSEEN":
        return `${name} ${messages.filter((message) => !message.flags.has("\\Seen")).length}`;
      case "HIGHESTMODSEQ":
        return `${name} ${mailbox.modseq}`;
      case "SIZE":
        return `${name} ${messages.reduce((sum, message) => sum + message.raw.length, 0)}`;
      default:
        throw new BadCommand(`unknown item ${name}`);
    }
  });
  return `STATUS ${writeString(mailbox.name)} (${answers.join(" ")})`;
}

/** A LIST pattern: `*` is anything, `%` anything within one level (RFC 3501 §6.3.8). */
function matcher(pattern: string): (name: string) => boolean {
  const source = pattern
    .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("%", "[^/]*");
  const expression = new RegExp(`^${source}$`, "s");
  return (name) => expression.test(name) || (name === "INBOX" && expression.test("inbox"));
}

interface ListWish {
  readonly patterns: readonly string[];
  readonly onlySubscribed: boolean;
  readonly onlySpecial: boolean;
  readonly tellSubscribed: boolean;
  readonly status: readonly Word[] | undefined;
}

function readList(words: readonly Word[]): ListWish {
  const rest = [...words];
  const selection = rest[0]?.kind === "list" ? listOf(rest.shift()).map(keyword) : [];
  const reference = textOf(rest.shift());
  const wanted = rest.shift();
  const patterns = wanted?.kind === "list" ? listOf(wanted).map(textOf) : [textOf(wanted)];
  const options = keyword(rest[0]) === "RETURN" ? listOf(rest[1]) : [];
  const status = options.findIndex((option) => keyword(option) === "STATUS");
  return {
    patterns: patterns.map((pattern) => (pattern === "" ? "" : reference + pattern)),
    onlySubscribed: selection.includes("SUBSCRIBED"),
    onlySpecial: selection.includes("SPECIAL-USE"),
    tellSubscribed:
      selection.includes("SUBSCRIBED") || options.some((option) => keyword(option) === "SUBSCRIBED"),
    status: status < 0 ? undefined : listOf(options[status + 1]),
  };
}

function list(session: ImapSession, words: readonly Word[]): string {
  const wish = readList(words);
  if (wish.patterns.length === 1 && wish.patterns[0] === "") {
    session.untagged('LIST (\\Noselect) "/" ""');
    return "Done";
  }
  const all = session.store.mailboxes(session.requireAddress());
  const matchers = wish.patterns.map(matcher);
  const wanted = all.filter(
    (mailbox) =>
      matchers.some((matches) => matches(mailbox.name)) &&
      (!wish.onlySubscribed || mailbox.subscribed) &&
      (!wish.onlySpecial || mailbox.special !== ""),
  );
  for (const mailbox of wanted) {
    const parent = all.some((other) => other.name.startsWith(`${mailbox.name}/`));
    const flags = [parent ? "\\HasChildren" : "\\HasNoChildren"];
    if (mailbox.special !== "") flags.push(mailbox.special);
    if (wish.tellSubscribed && mailbox.subscribed) flags.push("\\Subscribed");
    session.untagged(`LIST (${flags.join(" ")}) "/" ${writeString(mailbox.name)}`);
    if (wish.status) session.untagged(statusLine(mailbox, wish.status));
  }
  return "Done";
}

const protectedNames = new Set(["INBOX", "Drafts", "Sent", "Archive", "Junk", "Trash"]);

export const mailboxCommands: Readonly<Record<string, Command>> = {
  NAMESPACE: (session) => {
    session.untagged('NAMESPACE (("" "/")) NIL NIL');
    return "Done";
  },
  LIST: list,
  LSUB: (session, words) => {
    const matches = matcher(textOf(words[0]) + textOf(words[1]));
    for (const mailbox of session.store.mailboxes(session.requireAddress())) {
      if (mailbox.subscribed && matches(mailbox.name))
        session.untagged(`LSUB () "/" ${writeString(mailbox.name)}`);
    }
    return "Done";
  },
  CREATE: (session, [name]) => {
    const wanted = newName(session, name);
    createParents(session, wanted);
    session.store.create(session.requireAddress(), wanted);
    return "Created";
  },
  DELETE: (session, [name]) => {
    const mailbox = existing(session, name);
    if (protectedNames.has(mailbox.name)) throw new CommandRefused("[CANNOT] This mailbox stays");
    if (session.selected?.mailbox === mailbox) session.unselect();
    session.store.delete(session.requireAddress(), mailbox.name);
    return "Deleted";
  },
  RENAME: (session, [from, to]) => {
    const mailbox = existing(session, from);
    if (protectedNames.has(mailbox.name)) throw new CommandRefused("[CANNOT] This mailbox keeps its name");
    const wanted = newName(session, to);
    createParents(session, wanted);
    session.store.rename(session.requireAddress(), mailbox.name, wanted);
    return "Renamed";
  },
  SUBSCRIBE: (session, [name]) => {
    existing(session, name).subscribe(true);
    return "Subscribed";
  },
  UNSUBSCRIBE: (session, [name]) => {
    existing(session, name).subscribe(false);
    return "Unsubscribed";
  },
  SELECT: (session, words) => select(session, words, false),
  EXAMINE: (session, words) => select(session, words, true),
  STATUS: (session, [name, items]) => {
    session.untagged(statusLine(existing(session, name), listOf(items)));
    return "Done";
  },
};
