// Seals or opens all items, one after the other, when the lock is turned on or off. Can be repeated at any point.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Log } from "../log.ts";
import type { SealedKeychain } from "./sealed-keychain.ts";

export async function convertAll(
  keychain: Pick<SealedKeychain, "convert">,
  names: readonly string[],
  options: { readonly report: (done: number, total: number) => void; readonly log: Pick<Log, "info"> },
): Promise<void> {
  let left = 0;
  for (const [index, name] of names.entries()) {
    options.report(index, names.length);
    try {
      await keychain.convert(name);
    } catch (failure) {
      if (!isPastHelp(failure)) throw failure;
      left += 1;
    }
  }
  options.report(names.length, names.length);
  if (left > 0) options.log.info("lock.items-not-readable", { count: left });
}

/** Nobody can read it, with the lock or without: it is shown as gone where it belongs, and holds up nothing. */
function isPastHelp(failure: unknown): boolean {
  if (!(failure instanceof AppError)) return false;
  const { code, detail } = failure;
  return (
    code === "secret-gone" ||
    code === "keychain-changed" ||
    (code === "keychain-refused" && detail.reason !== undefined)
  );
}
