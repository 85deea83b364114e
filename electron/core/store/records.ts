// Small JSON documents in the encrypted store: settings, the index of codes, enrolments, what is kept for recovery.
// Their owner checks them with zod when they come back. SECURITY: never a secret; those are keychain items.
import type { MailThread } from "../mail/mail-service.ts";
import type { Remote } from "../worker-link.ts";

export interface Records {
  list(kind: RecordKind): Promise<readonly RecordDocument[]>;
  get(kind: RecordKind, id: string): Promise<unknown>;
  put(kind: RecordKind, id: string, data: unknown): Promise<void>;
  /** All of them or none. */
  putAll(kind: RecordKind, documents: readonly RecordDocument[]): Promise<void>;
  remove(kind: RecordKind, id: string): Promise<void>;
}

export interface RecordDocument {
  readonly id: string;
  readonly data: unknown;
}

/** `kept`: notes on application passwords and the recovery phone. `backup`: `last`, the time of the last backup that was made and read back; `automatic` and `dismissed`, see backup/. `lock`: when the lock closes, how often it was tried, and that there is one. `waiting`: see kept/waiting-accounts.ts. */
export type RecordKind =
  | "settings"
  | "code"
  | "enrolment"
  | "security"
  | "kept"
  | "backup"
  | "health"
  | "lock"
  | "waiting";

/** The records of the store, which lives in the mail thread. */
export function threadRecords(thread: Remote<MailThread>): Records {
  return {
    list: (kind) => thread.listRecords({ kind }),
    get: (kind, id) => thread.getRecord({ kind, id }),
    put: (kind, id, data) => thread.putRecord({ kind, id, data }),
    putAll: (kind, documents) => thread.putRecords({ kind, documents }),
    remove: (kind, id) => thread.removeRecord({ kind, id }),
  };
}
