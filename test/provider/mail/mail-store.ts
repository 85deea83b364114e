// The mailboxes of the embedded mail servers: held in memory, written through to the provider's database. Knows
// messages as bytes, numbers and flags; what IMAP says of them is elsewhere.
import { type Database, number, text } from "../database.ts";

export interface StoredMessage {
  readonly uid: number;
  readonly raw: Buffer;
  /** INTERNALDATE, milliseconds since 1970 */
  readonly at: number;
  readonly flags: ReadonlySet<string>;
  readonly modseq: number;
}

export type MailboxChange =
  | { readonly kind: "added"; readonly message: StoredMessage }
  | { readonly kind: "flags"; readonly message: StoredMessage; readonly by: unknown }
  | { readonly kind: "expunged"; readonly uid: number }
  | { readonly kind: "gone" };

const mailSchema = `
CREATE TABLE IF NOT EXISTS mailboxes (
  id INTEGER PRIMARY KEY,
  address TEXT NOT NULL,
  name TEXT NOT NULL,
  special TEXT NOT NULL DEFAULT '',
  subscribed INTEGER NOT NULL DEFAULT 1,
  validity INTEGER NOT NULL,
  next_uid INTEGER NOT NULL DEFAULT 1,
  modseq INTEGER NOT NULL DEFAULT 1,
  UNIQUE (address, name)
);
CREATE TABLE IF NOT EXISTS messages (
  mailbox INTEGER NOT NULL REFERENCES mailboxes(id) ON DELETE CASCADE,
  uid INTEGER NOT NULL,
  raw BLOB NOT NULL,
  at INTEGER NOT NULL,
  flags TEXT NOT NULL,
  modseq INTEGER NOT NULL,
  PRIMARY KEY (mailbox, uid)
);`;

const flagText = (flags: ReadonlySet<string>): string => [...flags].join(" ");
const flagSet = (stored: string): ReadonlySet<string> => new Set(stored === "" ? [] : stored.split(" "));

/** One mailbox. Messages stand in the order of their UIDs. */
export class Mailbox {
  readonly #database: Database;
  readonly #listeners = new Set<(change: MailboxChange) => void>();
  readonly #messages: StoredMessage[] = [];
  readonly id: number;
  readonly special: string;
  readonly validity: number;
  name: string;
  subscribed: boolean;
  nextUid: number;
  modseq: number;

  constructor(database: Database, id: number) {
    this.#database = database;
    this.id = id;
    const row = database.one("SELECT * FROM mailboxes WHERE id = ?", id);
    if (!row) throw new Error("no such mailbox");
    this.name = text(row, "name");
    this.special = text(row, "special");
    this.validity = number(row, "validity");
    this.subscribed = number(row, "subscribed") === 1;
    this.nextUid = number(row, "next_uid");
    this.modseq = number(row, "modseq");
    for (const stored of database.all("SELECT * FROM messages WHERE mailbox = ? ORDER BY uid", id)) {
      this.#messages.push({
        uid: number(stored, "uid"),
        raw: Buffer.from(stored.raw as Uint8Array),
        at: number(stored, "at"),
        flags: flagSet(text(stored, "flags")),
        modseq: number(stored, "modseq"),
      });
    }
  }

  get messages(): readonly StoredMessage[] {
    return this.#messages;
  }

  listen(listener: (change: MailboxChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(bytes: Buffer, at: number, flags: Iterable<string>): StoredMessage {
    // RFC 3501 §9: a literal cannot carry NUL
    const raw = bytes.includes(0) ? Buffer.from(bytes.map((byte) => (byte === 0 ? 0x80 : byte))) : bytes;
    this.modseq += 1;
    const message = { uid: this.nextUid, raw, at, flags: new Set(flags), modseq: this.modseq };
    this.nextUid += 1;
    this.#messages.push(message);
    const { uid, modseq } = message;
    this.#database.run(
      "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?)",
      this.id,
      uid,
      new Uint8Array(raw),
      at,
      flagText(message.flags),
      modseq,
    );
    this.#keepCounters();
    this.#tell({ kind: "added", message });
    return message;
  }

  /** Gives a message new flags; `by` is told to the listeners, so that one can skip its own. */
  setFlags(uid: number, flags: ReadonlySet<string>, by: unknown): StoredMessage | undefined {
    const index = this.#messages.findIndex((message) => message.uid === uid);
    const old = this.#messages[index];
    if (!old) return undefined;
    const unchanged = old.flags.size === flags.size && [...flags].every((flag) => old.flags.has(flag));
    if (unchanged) return old;
    this.modseq += 1;
    const message = { ...old, flags, modseq: this.modseq };
    this.#messages[index] = message;
    this.#database.run(
      "UPDATE messages SET flags = ?, modseq = ? WHERE mailbox = ? AND uid = ?",
      flagText(flags),
      this.modseq,
      this.id,
      uid,
    );
    this.#keepCounters();
    this.#tell({ kind: "flags", message, by });
    return message;
  }

  expunge(uids: ReadonlySet<number>): void {
    for (let index = this.#messages.length - 1; index >= 0; index -= 1) {
      const message = this.#messages[index];
      if (!message || !uids.has(message.uid)) continue;
      this.#messages.splice(index, 1);
      this.modseq += 1;
      this.#database.run("DELETE FROM messages WHERE mailbox = ? AND uid = ?", this.id, message.uid);
      this.#tell({ kind: "expunged", uid: message.uid });
    }
    this.#keepCounters();
  }

  rename(name: string): void {
    this.name = name;
    this.#database.run("UPDATE mailboxes SET name = ? WHERE id = ?", name, this.id);
  }

  subscribe(subscribed: boolean): void {
    this.subscribed = subscribed;
    this.#database.run("UPDATE mailboxes SET subscribed = ? WHERE id = ?", Number(subscribed), this.id);
  }

  close(): void {
    this.#tell({ kind: "gone" });
  }

  #keepCounters(): void {
    this.#database.run(
      "UPDATE mailboxes SET next_uid = ?, modseq = ? WHERE id = ?",
      this.nextUid,
      this.modseq,
      this.id,
    );
  }

  #tell(change: MailboxChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}

const usual: readonly (readonly [string, string])[] = [
  ["INBOX", ""],
  ["Drafts", "\\Drafts"],
  ["Sent", "\\Sent"],
  ["Archive", "\\Archive"],
  ["Junk", "\\Junk"],
  ["Trash", "\\Trash"],
];

/** All mailboxes of all users. Names are as on the wire (RFC 3501 §5.1.3), with `/` between levels. */
export class MailStore {
  readonly #database: Database;
  readonly #accounts = new Map<string, Map<string, Mailbox>>();
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
    for (const statement of mailSchema.split(";")) if (statement.trim() !== "") database.run(statement);
  }

  /** Whether the user has no mailbox yet; the first look makes the usual ones. */
  isNew(address: string): boolean {
    return this.#database.one("SELECT 1 AS one FROM mailboxes WHERE address = ?", address) === undefined;
  }

  mailboxes(address: string): readonly Mailbox[] {
    return [...this.#open(address).values()].sort((a, b) =>
      a.name === "INBOX" ? -1 : b.name === "INBOX" ? 1 : a.name < b.name ? -1 : 1,
    );
  }

  find(address: string, name: string): Mailbox | undefined {
    return this.#open(address).get(name.toUpperCase() === "INBOX" ? "INBOX" : name);
  }

  inbox(address: string): Mailbox {
    return this.find(address, "INBOX") ?? this.create(address, "INBOX");
  }

  create(address: string, name: string, special = ""): Mailbox {
    const mailboxes = this.#open(address);
    return this.#create(mailboxes, address, name, special);
  }

  delete(address: string, name: string): void {
    const mailboxes = this.#open(address);
    const mailbox = mailboxes.get(name);
    if (!mailbox) return;
    mailboxes.delete(name);
    this.#database.run("DELETE FROM mailboxes WHERE id = ?", mailbox.id);
    mailbox.close();
  }

  /** Renames a mailbox and those below it (RFC 3501 §6.3.5). */
  rename(address: string, from: string, to: string): void {
    const mailboxes = this.#open(address);
    for (const [name, mailbox] of [...mailboxes]) {
      if (name !== from && !name.startsWith(`${from}/`)) continue;
      const renamed = to + name.slice(from.length);
      mailboxes.delete(name);
      mailbox.rename(renamed);
      mailboxes.set(renamed, mailbox);
    }
  }

  #open(address: string): Map<string, Mailbox> {
    const known = this.#accounts.get(address);
    if (known) return known;
    const mailboxes = new Map<string, Mailbox>();
    for (const row of this.#database.all("SELECT id, name FROM mailboxes WHERE address = ?", address)) {
      mailboxes.set(text(row, "name"), new Mailbox(this.#database, number(row, "id")));
    }
    if (mailboxes.size === 0) {
      for (const [name, special] of usual) this.#create(mailboxes, address, name, special);
    }
    this.#accounts.set(address, mailboxes);
    return mailboxes;
  }

  #create(mailboxes: Map<string, Mailbox>, address: string, name: string, special: string): Mailbox {
    // a mailbox that is made again under an old name must not look like the old one
    const row = this.#database.one("SELECT max(validity) AS highest FROM mailboxes");
    const highest = typeof row?.highest === "number" ? row.highest : 0;
    const validity = Math.max(Math.floor(this.#now() / 1_000), highest + 1);
    const { lastId } = this.#database.run(
      "INSERT INTO mailboxes (address, name, special, validity) VALUES (?, ?, ?, ?)",
      address,
      name,
      special,
      validity,
    );
    const mailbox = new Mailbox(this.#database, lastId);
    mailboxes.set(name, mailbox);
    return mailbox;
  }
}
