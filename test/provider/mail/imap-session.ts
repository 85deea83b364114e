// One IMAP connection: login, the selected mailbox as this client knows it, and the news it is told. The commands for
// mailboxes and messages are in the two files beside this one.
import type { House } from "../house.ts";
import { mailboxCommands } from "./imap-mailboxes.ts";
import { messageCommands } from "./imap-messages.ts";
import {
  BadCommand,
  CommandRefused,
  keyword,
  type Piece,
  readWords,
  textOf,
  type Word,
} from "./imap-words.ts";
import { mailLogin } from "./mail-login.ts";
import type { Mailbox, MailboxChange, MailStore, StoredMessage } from "./mail-store.ts";

export interface Wire {
  /** letters are bytes */
  send(text: string): void;
  end(): void;
}

export interface Selected {
  readonly mailbox: Mailbox;
  readonly readOnly: boolean;
  /** UIDs by sequence number, as the client knows them */
  readonly uids: number[];
  readonly news: MailboxChange[];
  readonly stop: () => void;
}

/** What a command gives back: the words after OK. */
export type CommandAnswer = string;
export type Command = (session: ImapSession, words: readonly Word[]) => CommandAnswer;

const before = "IMAP4rev1 SASL-IR LITERAL+ ID ENABLE AUTH=PLAIN";
const after =
  "IMAP4rev1 LITERAL+ ID ENABLE IDLE NAMESPACE CHILDREN LIST-EXTENDED LIST-STATUS SPECIAL-USE UIDPLUS MOVE UNSELECT CONDSTORE";

export class ImapSession {
  readonly house: House;
  readonly store: MailStore;
  readonly #wire: Wire;
  #address: string | undefined;
  #selected: Selected | undefined;
  #idleTag: string | undefined;
  #continuation: ((line: string) => void) | undefined;
  /** the client has shown that it knows MODSEQ (RFC 7162 §3.1) */
  knowsModseq = false;

  constructor(house: House, store: MailStore, wire: Wire) {
    this.house = house;
    this.store = store;
    this.#wire = wire;
  }

  get address(): string | undefined {
    return this.#address;
  }

  /** The next line is no command: the end of IDLE, or an answer to AUTHENTICATE. */
  get idling(): boolean {
    return this.#idleTag !== undefined || this.#continuation !== undefined;
  }

  get selected(): Selected | undefined {
    return this.#selected;
  }

  greet(): void {
    this.untagged(`OK [CAPABILITY ${before}] Practice mail ready`);
  }

  bye(words: string): void {
    this.untagged(`BYE ${words}`);
    this.#wire.end();
  }

  close(): void {
    this.#selected?.stop();
    this.#selected = undefined;
  }

  wantLiteral(): void {
    this.#wire.send("+ go ahead\r\n");
  }

  untagged(text: string): void {
    this.#wire.send(`* ${text}\r\n`);
  }

  requireAddress(): string {
    if (this.#address === undefined) throw new BadCommand("log in first");
    return this.#address;
  }

  requireSelected(): Selected {
    if (!this.#selected) throw new BadCommand("select a mailbox first");
    return this.#selected;
  }

  command(pieces: readonly Piece[]): void {
    const first = typeof pieces[0] === "string" ? pieces[0] : "";
    if (this.#idleTag !== undefined) this.#endIdle(first);
    else if (this.#continuation) {
      const goOn = this.#continuation;
      this.#continuation = undefined;
      goOn(first);
    } else this.#taggedCommand(first, pieces);
  }

  #taggedCommand(first: string, pieces: readonly Piece[]): void {
    const tag = /^[^\s"(){%*\\]+/.exec(first)?.[0];
    if (tag === undefined) {
      this.untagged("BAD a tag is missing");
      return;
    }
    try {
      const [name, ...words] = readWords([first.slice(tag.length), ...pieces.slice(1)]);
      this.#run(tag, keyword(name), words);
    } catch (failure) {
      this.#answerFailure(tag, failure);
    }
  }

  #run(tag: string, name: string, words: readonly Word[]): void {
    if (name === "AUTHENTICATE") this.#authenticate(tag, words);
    else if (name === "IDLE") this.#idle(tag);
    else this.#runCommand(tag, name, words);
  }

  #runCommand(tag: string, name: string, words: readonly Word[]): void {
    const own = Object.hasOwn(basicCommands, name) ? basicCommands[name] : undefined;
    const command =
      own ??
      (Object.hasOwn(mailboxCommands, name) ? mailboxCommands[name] : undefined) ??
      (Object.hasOwn(messageCommands, name) ? messageCommands[name] : undefined);
    if (!command) throw new BadCommand(`unknown command ${name}`);
    if (!own) this.requireAddress();
    const done = command(this, words);
    // RFC 3501 §7.4.1: no EXPUNGE while sequence numbers are in use
    this.tellNews(!["FETCH", "STORE", "SEARCH"].includes(name));
    this.#answer(tag, `OK ${done}`);
    if (name === "LOGOUT") this.#wire.end();
  }

  #answer(tag: string, text: string): void {
    this.#wire.send(`${tag} ${text}\r\n`);
  }

  #answerFailure(tag: string, failure: unknown): void {
    if (failure instanceof CommandRefused) this.#answer(tag, `NO ${failure.message}`);
    else if (failure instanceof BadCommand) this.#answer(tag, `BAD ${failure.message}`);
    else {
      console.error("practice IMAP:", failure);
      this.#answer(tag, "NO [SERVERBUG] A fault of the practice server");
    }
  }

  logIn(user: string, password: string): CommandAnswer {
    if (this.#address !== undefined) throw new BadCommand("you are logged in already");
    const login = mailLogin(this.house, user, password, "imap");
    if (!login.ok) throw new CommandRefused(login.words);
    this.#address = login.address;
    return `[CAPABILITY ${after}] Logged in`;
  }

  #authenticate(tag: string, words: readonly Word[]): void {
    if (keyword(words[0]) !== "PLAIN") throw new CommandRefused("[CANNOT] Only PLAIN is known here");
    const finish = (coded: string): void => {
      try {
        // RFC 4616: authorization identity, user, password
        const [, user = "", password = ""] = Buffer.from(coded, "base64").toString("utf8").split("\0");
        this.#answer(tag, `OK ${this.logIn(user, password)}`);
      } catch (failure) {
        this.#answerFailure(tag, failure);
      }
    };
    if (words[1]) finish(textOf(words[1]));
    else {
      this.#continuation = finish;
      this.#wire.send("+ \r\n");
    }
  }

  capability(): string {
    return this.#address === undefined ? before : after;
  }

  // ---- the selected mailbox

  select(mailbox: Mailbox, readOnly: boolean): Selected {
    this.unselect();
    const news: MailboxChange[] = [];
    const stop = mailbox.listen((change) => {
      news.push(change);
      if (this.#idleTag !== undefined) this.tellNews(true);
    });
    this.#selected = { mailbox, readOnly, news, stop, uids: mailbox.messages.map((message) => message.uid) };
    return this.#selected;
  }

  unselect(): void {
    this.#selected?.stop();
    this.#selected = undefined;
  }

  /** Tells what happened to the selected mailbox since the last time. */
  tellNews(expunges: boolean): void {
    const selected = this.#selected;
    if (!selected) return;
    const later: MailboxChange[] = [];
    let grown = false;
    for (const change of selected.news.splice(0)) {
      if (change.kind === "gone") {
        this.bye("The mailbox is gone");
        return;
      }
      if (change.kind === "added") {
        selected.uids.push(change.message.uid);
        grown = true;
      } else if (change.kind === "flags") {
        if (change.by !== this) this.tellFlags(selected, change.message);
      } else if (expunges) {
        if (grown) this.untagged(`${selected.uids.length} EXISTS`);
        grown = false;
        const index = selected.uids.indexOf(change.uid);
        if (index < 0) continue;
        selected.uids.splice(index, 1);
        this.untagged(`${index + 1} EXPUNGE`);
      } else later.push(change);
    }
    if (grown) this.untagged(`${selected.uids.length} EXISTS`);
    selected.news.unshift(...later);
  }

  tellFlags(selected: Selected, message: StoredMessage): void {
    const sequence = selected.uids.indexOf(message.uid) + 1;
    if (sequence === 0) return;
    const modseq = this.knowsModseq ? ` MODSEQ (${message.modseq})` : "";
    this.untagged(`${sequence} FETCH (UID ${message.uid} FLAGS (${[...message.flags].join(" ")})${modseq})`);
  }

  #idle(tag: string): void {
    this.requireAddress();
    this.#wire.send("+ idling\r\n");
    this.#idleTag = tag;
    this.tellNews(true);
  }

  #endIdle(line: string): void {
    const tag = this.#idleTag ?? "*";
    this.#idleTag = undefined;
    if (line.trim().toUpperCase() === "DONE") this.#answer(tag, "OK Idle ended");
    else this.#answer(tag, "BAD DONE was expected");
  }
}

const basicCommands: Readonly<Record<string, Command>> = {
  CAPABILITY: (session) => {
    session.untagged(`CAPABILITY ${session.capability()}`);
    return "Done";
  },
  NOOP: () => "Done",
  LOGOUT: (session) => {
    session.untagged("BYE Good-bye");
    return "Logged out";
  },
  ID: (session) => {
    session.untagged('ID ("name" "Practice mail")');
    return "Done";
  },
  LOGIN: (session, [user, password]) =>
    session.logIn(
      Buffer.from(textOf(user), "latin1").toString("utf8"),
      Buffer.from(textOf(password), "latin1").toString("utf8"),
    ),
  ENABLE: (session, words) => {
    session.requireAddress();
    const known = words.map(keyword).filter((name) => name === "CONDSTORE");
    if (known.length > 0) session.knowsModseq = true;
    session.untagged(`ENABLED ${known.join(" ")}`.trim());
    return "Done";
  },
};
