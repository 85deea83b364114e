// Notes on what belongs to an account's second factor: application passwords by name and date, the recovery phone, the
// last backup. SECURITY: facts alone; the passwords themselves are keychain items of their own and never come here.
import { AppError } from "../../../shared/ipc/errors.ts";
import { type AppPasswordNote, KeptNotes, type KeptOverview } from "../../../shared/models/kept.ts";
import { lastBackupAt } from "../backup/backup-record.ts";
import { createOrder } from "../in-order.ts";
import type { Records } from "../store/records.ts";

export interface KeptNotesBook {
  overview(accountIds: readonly string[]): Promise<KeptOverview>;
  /** A sign-in with an application password has succeeded: it is the one in use from now on. */
  signedInWithAppPassword(accountId: string): Promise<void>;
  /** A sign-in with another kind of credential has: none of them is in use. */
  signedInOtherwise(accountId: string): Promise<void>;
  /** @throws AppError `not-found` */
  rename(accountId: string, appPasswordId: string, name: string): Promise<void>;
  /** @throws AppError `not-found` */
  markRevoked(accountId: string, appPasswordId: string, revoked: boolean): Promise<void>;
  /** @throws AppError `not-found`, also for the one in use: that is a fact, not a note */
  forget(accountId: string, appPasswordId: string): Promise<void>;
  /** An empty one takes the note away. */
  savePhone(accountId: string, phone: string): Promise<void>;
}

export async function keptNotesOf(records: Pick<Records, "get">, accountId: string): Promise<KeptNotes> {
  const known = KeptNotes.safeParse(await records.get("kept", accountId));
  return known.success ? known.data : { accountId, appPasswords: [] };
}

export function createKeptNotes(parts: {
  readonly records: Records;
  readonly now: () => number;
  readonly newId: () => string;
}): KeptNotesBook {
  const { records, now, newId } = parts;
  const inOrder = createOrder();

  const read = (accountId: string) => keptNotesOf(records, accountId);
  const change = (accountId: string, next: (notes: KeptNotes) => KeptNotes) =>
    inOrder(async () => {
      const before = await read(accountId);
      const after = next(before);
      if (after !== before) await records.put("kept", accountId, after);
    });
  const changeOne = (accountId: string, id: string, next: (note: AppPasswordNote) => AppPasswordNote) =>
    change(accountId, (notes) => {
      if (!notes.appPasswords.some((each) => each.id === id)) throw new AppError("not-found");
      return {
        ...notes,
        appPasswords: notes.appPasswords.map((each) => (each.id === id ? next(each) : each)),
      };
    });
  const resting = (notes: readonly AppPasswordNote[]) => notes.map((each) => ({ ...each, inUse: false }));

  return {
    async overview(accountIds) {
      const lastBackup = await lastBackupAt(records);
      return {
        accounts: await Promise.all(accountIds.map(read)),
        ...(lastBackup !== undefined && { lastBackupAt: lastBackup }),
      };
    },
    signedInWithAppPassword: (accountId) =>
      change(accountId, (notes) => ({
        ...notes,
        // The oldest go first: nobody makes so many.
        appPasswords: [
          ...resting(notes.appPasswords).slice(-100),
          { id: newId(), name: "", addedAt: now(), inUse: true },
        ],
      })),
    signedInOtherwise: (accountId) =>
      change(accountId, (notes) =>
        notes.appPasswords.some(({ inUse }) => inUse)
          ? { ...notes, appPasswords: resting(notes.appPasswords) }
          : notes,
      ),
    rename: (accountId, id, name) => changeOne(accountId, id, (note) => ({ ...note, name: name.trim() })),
    markRevoked: (accountId, id, revoked) =>
      changeOne(accountId, id, ({ revokedAt: _before, ...note }) =>
        revoked ? { ...note, revokedAt: now() } : note,
      ),
    forget: (accountId, id) =>
      change(accountId, (notes) => {
        const left = notes.appPasswords.filter((each) => each.id !== id || each.inUse);
        if (left.length === notes.appPasswords.length) throw new AppError("not-found");
        return { ...notes, appPasswords: left };
      }),
    savePhone: (accountId, phone) =>
      change(accountId, ({ recoveryPhone: _before, ...notes }) =>
        phone.trim() === "" ? notes : { ...notes, recoveryPhone: phone.trim() },
      ),
  };
}
