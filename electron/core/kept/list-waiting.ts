// What is kept for addresses that are no accounts here yet, as the page may see it. Facts alone.
import type { WaitingView } from "../../../shared/models/kept.ts";
import { securityOf } from "../enrolment/enrolment-record.ts";
import type { Records } from "../store/records.ts";
import { keptNotesOf } from "./kept-notes.ts";
import type { WaitingAccounts } from "./waiting-accounts.ts";

/** An address that only codes are linked with waits, too, and has nothing to show. */
export async function listWaiting({
  records,
  waiting,
}: {
  readonly records: Records;
  readonly waiting: Pick<WaitingAccounts, "list">;
}): Promise<WaitingView[]> {
  const views: WaitingView[] = [];
  for (const { id, address, since } of await waiting.list()) {
    const { backupCodes, secretKeyKept } = await securityOf(records, id);
    const notes = await keptNotesOf(records, id);
    const nothing = notes.appPasswords.length === 0 && notes.recoveryPhone === undefined;
    if (!backupCodes && !secretKeyKept && nothing) continue;
    views.push({
      ...{ accountId: id, address, since, secretKeyKept, notes },
      ...(backupCodes && { backupCodes }),
    });
  }
  return views;
}
