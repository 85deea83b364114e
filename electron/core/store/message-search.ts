// What full-text search knows of a message. The index keeps no text of its own.
import type { Address } from "../../../shared/models/message.ts";
import type { Database } from "./database.ts";

/** Characters of a body that are indexed. */
const indexedText = 200_000;

interface Searched {
  readonly subject: string;
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
}

export function searchedWords(message: Searched): readonly [string, string, string] {
  const people = (list: readonly Address[]) =>
    list.map(({ name, address }) => `${name} ${address}`).join(" ");
  return [message.subject, people([message.from]), people([...message.to, ...message.cc, ...message.bcc])];
}

export function indexRow(
  db: Database,
  id: number,
  words: readonly [string, string, string],
  body: string,
): void {
  db.run("INSERT OR REPLACE INTO search (rowid, subject, sender, recipients, body) VALUES (?, ?, ?, ?, ?)", [
    id,
    ...words,
    body.slice(0, indexedText),
  ]);
}
