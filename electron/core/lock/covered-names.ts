// The names of all keychain items that the lock is for. The keychain cannot list them (see os-keychain.ts), so the store
// is asked what there is.
import type { Records } from "../store/records.ts";

/** Also of entries that are in the bin, and of accounts that have something kept or may have had. */
export async function coveredNames(
  records: Records,
  accountIds: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const codes = await records.list("code");
  const security = await records.list("security");
  const accounts = new Set([...(await accountIds()), ...security.map(({ id }) => id)]);
  return [
    ...codes.map(({ id }) => `code/${id}`),
    ...[...accounts].flatMap((id) => [`backup-codes/${id}`, `secret-key/${id}`]),
  ];
}
