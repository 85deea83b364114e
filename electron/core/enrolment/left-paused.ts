// What a program that was closed in the middle of an activation has left: an account without connections. Nobody may
// ever open that enrolment again, so mail does not wait for it.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { MailThread } from "../mail/mail-service.ts";
import type { Records } from "../store/records.ts";
import type { Remote } from "../worker-link.ts";
import { listEnrolments } from "./enrolment-record.ts";

/** To be called when the store has been opened. Sessions find out whether the password still holds. */
export async function resumeLeftPaused(
  records: Records,
  thread: Pick<Remote<MailThread>, "resumeAccount">,
): Promise<void> {
  for (const record of await listEnrolments(records)) {
    if (!record.paused) continue;
    try {
      await thread.resumeAccount({ accountId: record.accountId });
    } catch (failure) {
      // An account that is gone has nothing to resume.
      if (!(failure instanceof AppError) || failure.code !== "not-found") throw failure;
    }
    await records.put("enrolment", record.id, { ...record, paused: false });
  }
}
