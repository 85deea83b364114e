// The names of all keychain items that there may be, besides the key of the database. The keychain cannot list them (see
// os-keychain.ts), so the store is asked what there is.
import { passwordName } from "../accounts/credentials.ts";
import { coveredNames } from "../lock/covered-names.ts";
import { lockItemName } from "../lock/lock-item.ts";
import { refreshTokenName } from "../oauth/access-tokens.ts";
import type { Records } from "../store/records.ts";

/** Also of items that may never have been written. The lock's own comes first: without it the others stay sealed. */
export async function itemNames(
  records: Records,
  accountIds: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const accounts = await accountIds();
  return [
    lockItemName,
    ...accounts.flatMap((id) => [passwordName(id), refreshTokenName(id)]),
    ...(await coveredNames(records, async () => accounts)),
  ];
}
