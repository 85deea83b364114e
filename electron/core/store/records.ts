// Small JSON documents in the encrypted store: settings, the index of codes, enrolments, what is kept for recovery.
// Their owner checks them with zod when they come back. SECURITY: never a secret; those are keychain items.
export interface Records {
  list(kind: RecordKind): Promise<readonly { readonly id: string; readonly data: unknown }[]>;
  get(kind: RecordKind, id: string): Promise<unknown>;
  put(kind: RecordKind, id: string, data: unknown): Promise<void>;
  remove(kind: RecordKind, id: string): Promise<void>;
}

export type RecordKind = "settings" | "code" | "enrolment" | "security";
