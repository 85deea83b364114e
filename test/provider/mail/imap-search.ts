// SEARCH (RFC 3501 §6.4.4): turns the keys of a command into a test for one message.

import {
  BadCommand,
  keyword,
  listOf,
  numberSet,
  readDate,
  textOf,
  unicodeOf,
  type Word,
} from "./imap-words.ts";
import type { StoredMessage } from "./mail-store.ts";
import { fieldOf, type HeaderField, parseMime, readable, readFields, searchableText } from "./mime.ts";

export interface SearchedMessage {
  readonly message: StoredMessage;
  readonly sequence: number;
  readonly recent: boolean;
}

export interface SearchScope {
  readonly highestSequence: number;
  readonly highestUid: number;
}

type Test = (searched: SearchedMessage) => boolean;

const day = 86_400_000;
const has =
  (flag: string, wanted = true): Test =>
  ({ message }) =>
    message.flags.has(flag) === wanted;

const plain: Readonly<Record<string, Test>> = {
  ALL: () => true,
  ANSWERED: has("\\Answered"),
  DELETED: has("\\Deleted"),
  DRAFT: has("\\Draft"),
  FLAGGED: has("\\Flagged"),
  SEEN: has("\\Seen"),
  UNANSWERED: has("\\Answered", false),
  UNDELETED: has("\\Deleted", false),
  UNDRAFT: has("\\Draft", false),
  UNFLAGGED: has("\\Flagged", false),
  UNSEEN: has("\\Seen", false),
  RECENT: ({ recent }) => recent,
  OLD: ({ recent }) => !recent,
  NEW: ({ message, recent }) => recent && !message.flags.has("\\Seen"),
};

const fields = (message: StoredMessage): readonly HeaderField[] => readFields(headerOf(message.raw));

function headerOf(raw: Buffer): string {
  const text = raw.toString("latin1");
  const end = /\r?\n\r?\n/.exec(text);
  return end ? text.slice(0, end.index + end[0].length) : text;
}

function headerHas(name: string, wanted: string): Test {
  const needle = wanted.toLowerCase();
  return ({ message }) =>
    fields(message).some(
      (field) =>
        field.name === name && (needle === "" || readable(field.value).toLowerCase().includes(needle)),
    );
}

function textHas(wanted: string, withHeader: boolean): Test {
  const needle = wanted.toLowerCase();
  return ({ message }) =>
    searchableText(parseMime(message.raw)).toLowerCase().includes(needle) ||
    (withHeader && fields(message).some((field) => readable(field.raw).toLowerCase().includes(needle)));
}

function sentDay(message: StoredMessage): number {
  const at = Date.parse(fieldOf(fields(message), "date") ?? "");
  return Number.isNaN(at) ? message.at : at;
}

/** Reads the words of a SEARCH after the charset; throws BadCommand for what it does not know. */
export function readSearch(words: readonly Word[], scope: SearchScope): Test {
  const reader = new SearchReader(words, scope);
  return reader.all();
}

class SearchReader {
  #at = 0;

  constructor(
    readonly words: readonly Word[],
    readonly scope: SearchScope,
  ) {}

  all(): Test {
    const tests: Test[] = [];
    while (this.#at < this.words.length) tests.push(this.#one());
    if (tests.length === 0) throw new BadCommand("nothing to search for");
    return (searched) => tests.every((test) => test(searched));
  }

  #word(): Word {
    const word = this.words[this.#at];
    if (!word) throw new BadCommand("a search key is cut off");
    this.#at += 1;
    return word;
  }

  #one(): Test {
    const word = this.#word();
    if (word.kind === "list") return new SearchReader(listOf(word), this.scope).all();
    const name = keyword(word);
    const known = Object.hasOwn(plain, name) ? plain[name] : undefined;
    if (known) return known;
    if (/^[\d*]/.test(name)) {
      const inSet = numberSet(name, this.scope.highestSequence);
      return ({ sequence }) => inSet(sequence);
    }
    return this.#withArgument(name);
  }

  #withArgument(name: string): Test {
    switch (name) {
      case "NOT": {
        const test = this.#one();
        return (searched) => !test(searched);
      }
      case "OR": {
        const [left, right] = [this.#one(), this.#one()];
        return (searched) => left(searched) || right(searched);
      }
      case "UID": {
        const inSet = numberSet(textOf(this.#word()), this.scope.highestUid);
        return ({ message }) => inSet(message.uid);
      }
      case "KEYWORD":
        return has(textOf(this.#word()));
      case "UNKEYWORD":
        return has(textOf(this.#word()), false);
      case "HEADER":
        return headerHas(textOf(this.#word()).toLowerCase(), unicodeOf(this.#word()));
      case "SUBJECT":
      case "FROM":
      case "TO":
      case "CC":
      case "BCC":
        return headerHas(name.toLowerCase(), unicodeOf(this.#word()));
      case "BODY":
        return textHas(unicodeOf(this.#word()), false);
      case "TEXT":
        return textHas(unicodeOf(this.#word()), true);
      default:
        return this.#withNumber(name);
    }
  }

  #withNumber(name: string): Test {
    const value = textOf(this.#word());
    switch (name) {
      case "LARGER":
        return ({ message }) => message.raw.length > Number(value);
      case "SMALLER":
        return ({ message }) => message.raw.length < Number(value);
      case "MODSEQ":
        return ({ message }) => message.modseq >= Number(value);
      case "BEFORE":
        return ({ message }) => message.at < readDate(value);
      case "SINCE":
        return ({ message }) => message.at >= readDate(value);
      case "ON":
        return ({ message }) => message.at >= readDate(value) && message.at < readDate(value) + day;
      case "SENTBEFORE":
        return ({ message }) => sentDay(message) < readDate(value);
      case "SENTSINCE":
        return ({ message }) => sentDay(message) >= readDate(value);
      case "SENTON":
        return ({ message }) =>
          sentDay(message) >= readDate(value) && sentDay(message) < readDate(value) + day;
      default:
        throw new BadCommand(`unknown search key ${name}`);
    }
  }
}
