// Seals or opens all items, one after the other, when the lock is turned on or off. Can be stopped and repeated at any
// point: each item says itself whether it is sealed.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Log } from "../log.ts";
import { isPastHelp } from "./sealed-item.ts";
import type { SealedKeychain } from "./sealed-keychain.ts";

export async function convertAll(
  keychain: Pick<SealedKeychain, "convert">,
  names: readonly string[],
  options: {
    readonly report: (done: number, total: number) => void;
    /** stops it between two items: then it throws `cancelled` */
    readonly signal?: AbortSignal;
    readonly log: Pick<Log, "info">;
  },
): Promise<void> {
  let left = 0;
  for (const [index, name] of names.entries()) {
    unlessCancelled(options.signal);
    options.report(index, names.length);
    try {
      await keychain.convert(name);
    } catch (failure) {
      if (!isPastHelp(failure)) throw failure;
      left += 1;
    }
  }
  unlessCancelled(options.signal);
  options.report(names.length, names.length);
  if (left > 0) options.log.info("lock.items-not-readable", { count: left });
}

export function unlessCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError("cancelled");
}
