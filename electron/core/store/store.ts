// The store, opened: the database and the rows of every topic.
import { type AccountRows, accountRows } from "./account-rows.ts";
import { type ActionRows, actionRows } from "./action-rows.ts";
import { type BodyRows, bodyRows } from "./body-rows.ts";
import { type Database, openDatabase } from "./database.ts";
import { type FolderRows, folderRows } from "./folder-rows.ts";
import { type MessageRows, messageRows } from "./message-rows.ts";
import { type RecordRows, recordRows } from "./record-rows.ts";

export interface Store {
  readonly db: Database;
  readonly accounts: AccountRows;
  readonly folders: FolderRows;
  readonly messages: MessageRows;
  readonly bodies: BodyRows;
  readonly actions: ActionRows;
  readonly records: RecordRows;
}

/** `key` is 64 hex digits. Throws `store-unreadable`. */
export function openStore(path: string, key: string): Store {
  const db = openDatabase(path, key);
  return {
    db,
    accounts: accountRows(db),
    folders: folderRows(db),
    messages: messageRows(db),
    bodies: bodyRows(db),
    actions: actionRows(db),
    records: recordRows(db),
  };
}
