// Bodies in the store: the message as the server gave it, and what the parser made of it.
import type { MessageBody } from "../../../shared/models/message.ts";
import type { Database } from "./database.ts";

export type StoredBody = Extract<MessageBody, { readonly state: "ready" | "broken" }>;

export interface BodyRows {
  get(messageId: number): StoredBody | undefined;
  /** undefined: not here, or only its text is. */
  source(messageId: number): Uint8Array | undefined;
  put(messageId: number, source: Uint8Array | undefined, body: StoredBody): void;
}

export function bodyRows(db: Database): BodyRows {
  return {
    get(messageId) {
      const row = db.get<{ parsed: string }>("SELECT parsed FROM bodies WHERE message_id = ?", [messageId]);
      return row && (JSON.parse(row.parsed) as StoredBody);
    },
    source: (messageId) =>
      db.get<{ source: Uint8Array | null }>("SELECT source FROM bodies WHERE message_id = ?", [messageId])
        ?.source ?? undefined,
    put(messageId, source, body) {
      db.run(
        `INSERT INTO bodies (message_id, source, parsed) VALUES (?, ?, ?)
         ON CONFLICT (message_id) DO UPDATE SET source = excluded.source, parsed = excluded.parsed`,
        [messageId, source, JSON.stringify(body)],
      );
    },
  };
}
