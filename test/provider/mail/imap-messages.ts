// IMAP commands about messages: APPEND, FETCH, STORE, SEARCH, COPY, MOVE, EXPUNGE, by sequence number or by UID.
import { fetchItem, macros } from "./imap-fetch.ts";
import { readSearch } from "./imap-search.ts";
import type { Command, ImapSession, Selected } from "./imap-session.ts";
import {
  BadCommand,
  CommandRefused,
  keyword,
  listOf,
  numberSet,
  readDate,
  shortSet,
  textOf,
  type Word,
} from "./imap-words.ts";
import type { Mailbox, StoredMessage } from "./mail-store.ts";
import { type Part, parseMime } from "./mime.ts";

interface Numbered {
  readonly sequence: number;
  readonly message: StoredMessage;
}

/** The messages that the client knows and that are still there, in order. */
function known(selected: Selected): readonly Numbered[] {
  const byUid = new Map(selected.mailbox.messages.map((message) => [message.uid, message]));
  return selected.uids.flatMap((uid, index) => {
    const message = byUid.get(uid);
    return message ? [{ sequence: index + 1, message }] : [];
  });
}

function chosen(selected: Selected, set: Word | undefined, byUid: boolean): readonly Numbered[] {
  const highest = byUid ? (selected.uids.at(-1) ?? 0) : selected.uids.length;
  const wanted = numberSet(textOf(set), highest);
  return known(selected).filter(({ sequence, message }) => wanted(byUid ? message.uid : sequence));
}

function writable(session: ImapSession): Selected {
  const selected = session.requireSelected();
  if (selected.readOnly) throw new CommandRefused("[READ-ONLY] The mailbox was opened for reading only");
  return selected;
}

function readFlags(words: readonly Word[]): ReadonlySet<string> {
  return new Set(
    words.map((word) => {
      const flag = textOf(word);
      const system = /^\\(answered|flagged|deleted|seen|draft)$/i.exec(flag)?.[1]?.toLowerCase();
      if (system) return `\\${system[0]?.toUpperCase()}${system.slice(1)}`;
      if (!/^[^\s\\(){%*"\]]{1,100}$/.test(flag)) throw new BadCommand("a flag cannot be read");
      return flag;
    }),
  );
}

function fetchItems(word: Word | undefined): readonly string[] {
  if (word?.kind === "list") return word.items.map(textOf);
  const item = textOf(word);
  return macros[item.toUpperCase()] ?? [item];
}

const marksSeen = (item: string): boolean => /^(BODY\[|RFC822$|RFC822\.TEXT$)/i.test(item);

function fetch(session: ImapSession, [set, what, modifiers]: readonly Word[], byUid: boolean): string {
  const selected = session.requireSelected();
  const items = [...fetchItems(what)];
  if (byUid && !items.some((item) => item.toUpperCase() === "UID")) items.unshift("UID");
  let since = -1;
  if (modifiers) {
    const words = listOf(modifiers);
    if (keyword(words[0]) !== "CHANGEDSINCE") throw new BadCommand("unknown modifier");
    since = Number(textOf(words[1]));
    session.knowsModseq = true;
    if (!items.some((item) => item.toUpperCase() === "MODSEQ")) items.push("MODSEQ");
  }
  if (items.some((item) => item.toUpperCase() === "MODSEQ")) session.knowsModseq = true;
  const sees = !selected.readOnly && items.some(marksSeen);
  for (const { sequence, message } of chosen(selected, set, byUid)) {
    if (message.modseq <= since) continue;
    let parsed: Part | undefined;
    const part = (): Part => {
      parsed ??= parseMime(message.raw);
      return parsed;
    };
    const answers = items.map((item) => fetchItem(message, part, item));
    if (sees && !message.flags.has("\\Seen")) {
      const seen = selected.mailbox.setFlags(message.uid, new Set([...message.flags, "\\Seen"]), session);
      if (seen) answers.push(fetchItem(seen, part, "FLAGS"));
    }
    session.untagged(`${sequence} FETCH (${answers.join(" ")})`);
  }
  return "Done";
}

// ---- changing

type Change = "" | "+" | "-";

interface StoreWish {
  readonly change: Change;
  readonly silent: boolean;
  readonly flags: ReadonlySet<string>;
  /** RFC 7162 §3.1.3 */
  readonly unchangedSince: number | undefined;
}

function readStore(words: readonly Word[]): StoreWish {
  const more = [...words];
  const modifiers = more[0]?.kind === "list" ? listOf(more.shift()) : [];
  const [operation, ...given] = more;
  const match = /^([+-]?)FLAGS(\.SILENT)?$/.exec(keyword(operation));
  if (!match) throw new BadCommand("unknown way to store");
  return {
    change: match[1] === "+" || match[1] === "-" ? match[1] : "",
    silent: match[2] !== undefined,
    flags: readFlags(given[0]?.kind === "list" ? given[0].items : given),
    unchangedSince: keyword(modifiers[0]) === "UNCHANGEDSINCE" ? Number(textOf(modifiers[1])) : undefined,
  };
}

function changed(old: ReadonlySet<string>, { change, flags }: StoreWish): ReadonlySet<string> {
  if (change === "") return flags;
  if (change === "+") return new Set([...old, ...flags]);
  return new Set([...old].filter((flag) => !flags.has(flag)));
}

function store(session: ImapSession, [set, ...words]: readonly Word[], byUid: boolean): string {
  const selected = writable(session);
  const wish = readStore(words);
  if (wish.unchangedSince !== undefined) session.knowsModseq = true;
  const conflicts: number[] = [];
  for (const { sequence, message } of chosen(selected, set, byUid)) {
    if (message.modseq > (wish.unchangedSince ?? Number.POSITIVE_INFINITY)) {
      conflicts.push(byUid ? message.uid : sequence);
      continue;
    }
    const stored = selected.mailbox.setFlags(message.uid, changed(message.flags, wish), session);
    if (!stored) continue;
    if (!wish.silent) session.tellFlags(selected, stored);
    else if (session.knowsModseq) {
      session.untagged(`${sequence} FETCH (UID ${stored.uid} MODSEQ (${stored.modseq}))`);
    }
  }
  return conflicts.length > 0 ? `[MODIFIED ${shortSet(conflicts)}] Some had changed` : "Done";
}

function target(session: ImapSession, word: Word | undefined): Mailbox {
  const mailbox = session.store.find(session.requireAddress(), textOf(word));
  if (!mailbox) throw new CommandRefused("[TRYCREATE] There is no such mailbox");
  return mailbox;
}

/** Copies and answers with the code of UIDPLUS (RFC 4315 §3). */
function copyTo(to: Mailbox, messages: readonly Numbered[]): string {
  const copies = messages.map(({ message }) => to.add(message.raw, message.at, message.flags).uid);
  const from = shortSet(messages.map(({ message }) => message.uid));
  return `COPYUID ${to.validity} ${from} ${shortSet(copies)}`;
}

function copy(session: ImapSession, [set, name]: readonly Word[], byUid: boolean): string {
  const selected = session.requireSelected();
  const to = target(session, name);
  const messages = chosen(selected, set, byUid);
  return messages.length === 0 ? "Nothing to copy" : `[${copyTo(to, messages)}] Copied`;
}

function move(session: ImapSession, [set, name]: readonly Word[], byUid: boolean): string {
  const selected = writable(session);
  const to = target(session, name);
  const messages = chosen(selected, set, byUid);
  if (messages.length === 0) return "Nothing to move";
  if (to === selected.mailbox) throw new CommandRefused("[CANNOT] The messages are there already");
  session.untagged(`OK [${copyTo(to, messages)}] Moved`); // RFC 6851 §4.3: before the EXPUNGEs
  selected.mailbox.expunge(new Set(messages.map(({ message }) => message.uid)));
  session.tellNews(true);
  return "Done";
}

function expunge(session: ImapSession, among: readonly Numbered[]): string {
  const selected = writable(session);
  const deleted = among.filter(({ message }) => message.flags.has("\\Deleted"));
  selected.mailbox.expunge(new Set(deleted.map(({ message }) => message.uid)));
  session.tellNews(true);
  return "Expunged";
}

function search(session: ImapSession, words: readonly Word[], byUid: boolean): string {
  const selected = session.requireSelected();
  const keys = keyword(words[0]) === "CHARSET" ? words.slice(2) : words;
  if (keyword(words[0]) === "CHARSET" && !/^(utf-8|us-ascii)$/i.test(textOf(words[1]))) {
    throw new CommandRefused("[BADCHARSET (UTF-8 US-ASCII)] That charset is not known");
  }
  const matches = readSearch(keys, {
    highestSequence: selected.uids.length,
    highestUid: selected.uids.at(-1) ?? 0,
  });
  const found = known(selected).filter((one) => matches({ ...one, recent: false }));
  const numbers = found.map(({ sequence, message }) => (byUid ? message.uid : sequence));
  session.untagged(["SEARCH", ...numbers].join(" "));
  return "Done";
}

function append(session: ImapSession, words: readonly Word[]): string {
  const to = target(session, words[0]);
  const rest = words.slice(1);
  const flags = rest[0]?.kind === "list" ? readFlags(listOf(rest.shift())) : new Set<string>();
  const message = rest.pop();
  if (message?.kind !== "string") throw new BadCommand("a message is missing");
  const at = rest[0] ? readDate(textOf(rest[0])) : session.house.now();
  const { uid } = to.add(message.bytes, at, flags);
  return `[APPENDUID ${to.validity} ${uid}] Appended`;
}

const byUidCommands: Readonly<
  Record<string, (session: ImapSession, words: readonly Word[], byUid: boolean) => string>
> = {
  FETCH: fetch,
  STORE: store,
  COPY: copy,
  MOVE: move,
  SEARCH: search,
};

export const messageCommands: Readonly<Record<string, Command>> = {
  APPEND: append,
  FETCH: (session, words) => fetch(session, words, false),
  STORE: (session, words) => store(session, words, false),
  COPY: (session, words) => copy(session, words, false),
  MOVE: (session, words) => move(session, words, false),
  SEARCH: (session, words) => search(session, words, false),
  UID: (session, [name, ...words]) => {
    const command = keyword(name);
    if (command === "EXPUNGE") return expunge(session, chosen(session.requireSelected(), words[0], true));
    const run = Object.hasOwn(byUidCommands, command) ? byUidCommands[command] : undefined;
    if (!run) throw new BadCommand(`unknown command UID ${command}`);
    return run(session, words, true);
  },
  EXPUNGE: (session) => expunge(session, known(session.requireSelected())),
  CHECK: (session) => {
    session.requireSelected();
    return "Done";
  },
  CLOSE: (session) => {
    const selected = session.requireSelected();
    if (!selected.readOnly) {
      const deleted = selected.mailbox.messages.filter((message) => message.flags.has("\\Deleted"));
      session.unselect(); // RFC 3501 §6.4.2: no EXPUNGE is told
      selected.mailbox.expunge(new Set(deleted.map((message) => message.uid)));
    } else session.unselect();
    return "Closed";
  },
  UNSELECT: (session) => {
    session.requireSelected();
    session.unselect();
    return "Closed";
  },
};
