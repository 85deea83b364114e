// Small JSON documents in the encrypted store: settings, the index of codes, enrolments, what is kept for recovery.
// Their owner checks them with zod when they come back. SECURITY: never a secret; those are keychain items.
import type { MailThread } from "../mail/mail-service.ts";
import type { Remote } from "../worker-link.ts";

export interface Records {
  list(kind: RecordKind): Promise<readonly { readonly id: string; readonly data: unknown }[]>;
  get(kind: RecordKind, id: string): Promise<unknown>;
  put(kind: RecordKind, id: string, data: unknown): Promise<void>;
  remove(kind: RecordKind, id: string): Promise<void>;
}

export type RecordKind = "settings" | "code" | "enrolment" | "security";

/** The records of the store, which lives in the mail thread. */
export function threadRecords(thread: Remote<MailThread>): Records {
  return {
    list: (kind) => thread.listRecords({ kind }),
    get: (kind, id) => thread.getRecord({ kind, id }),
    put: (kind, id, data) => thread.putRecord({ kind, id, data }),
    remove: (kind, id) => thread.removeRecord({ kind, id }),
  };
}
