// Slows down the guessing of the passphrase. What was tried is written down before it is tried, so that ending the
// program in between gains nothing, and it is still known after a restart.
import { z } from "zod";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Records } from "../store/records.ts";

export interface Tries {
  /** milliseconds until the next one is allowed; 0: now */
  waitFor(): Promise<number>;
  /** @throws AppError `lock-wait` with `seconds` */
  begin(): Promise<void>;
  succeeded(): Promise<void>;
}

const Stored = z.object({ failed: z.number().int().nonnegative(), lastAt: z.number() });
const id = "tries";
/** Seconds to wait after so many wrong ones; longer lists would only punish the owner. */
const waits = [0, 0, 0, 5, 15, 30, 60, 120, 300];

export function createTries({
  records,
  now,
}: {
  readonly records: Records;
  /** milliseconds since 1970 */
  readonly now: () => number;
}): Tries {
  const read = async () => {
    const known = Stored.safeParse(await records.get("lock", id));
    return known.success ? known.data : { failed: 0, lastAt: 0 };
  };
  const waitFor = async () => {
    const { failed, lastAt } = await read();
    const wait = (waits[Math.min(failed, waits.length - 1)] ?? 0) * 1_000;
    const passed = now() - lastAt;
    if (wait > 0 && passed < 0) {
      // The clock was set back: the time begins anew, and still comes to an end.
      await records.put("lock", id, { failed, lastAt: now() });
      return wait;
    }
    return Math.max(0, wait - passed);
  };
  return {
    waitFor,
    async begin() {
      const wait = await waitFor();
      if (wait > 0) throw new AppError("lock-wait", { seconds: Math.ceil(wait / 1_000) });
      const { failed } = await read();
      await records.put("lock", id, { failed: failed + 1, lastAt: now() });
    },
    succeeded: () => records.remove("lock", id),
  };
}
