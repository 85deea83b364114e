// Addresses that a backup has brought something for and that are no accounts here yet. Each has the id that its account
// will have: backup codes, emergency key, notes and linked codes are kept under it as ever, and are the account's own from
// the moment it is added. SECURITY: P18. Addresses and ids alone; the things themselves are keychain items.
import { z } from "zod";
import { createOrder } from "../in-order.ts";
import type { Records } from "../store/records.ts";

const WaitingAccount = z.object({
  id: z.string().min(1).max(64),
  address: z.string().max(320),
  /** milliseconds since 1970 */
  since: z.number(),
});
export type WaitingAccount = z.infer<typeof WaitingAccount>;

export interface WaitingAccounts {
  /** By address. */
  list(): Promise<readonly WaitingAccount[]>;
  /** The id under which something is kept for the address. */
  idOf(address: string): Promise<string | undefined>;
  /** The same, from now on in any case. */
  begin(address: string): Promise<string>;
  /** It is an account now, or nothing is kept for it any more. */
  end(id: string): Promise<void>;
}

export function createWaitingAccounts(parts: {
  readonly records: Records;
  readonly now: () => number;
  readonly newId: () => string;
}): WaitingAccounts {
  const { records, now, newId } = parts;
  const inOrder = createOrder();
  const list = async () => {
    const known = (await records.list("waiting")).flatMap(({ data }) => {
      const account = WaitingAccount.safeParse(data);
      return account.success ? [account.data] : [];
    });
    return known.toSorted((a, b) => a.address.localeCompare(b.address));
  };
  const idOf = async (address: string) =>
    (await list()).find((each) => isSameAddress(each.address, address))?.id;
  return {
    list,
    idOf,
    begin: (address) =>
      inOrder(async () => {
        const known = await idOf(address);
        if (known !== undefined) return known;
        const waiting: WaitingAccount = { id: newId(), address: address.trim(), since: now() };
        await records.put("waiting", waiting.id, waiting);
        return waiting.id;
      }),
    end: (id) => inOrder(() => records.remove("waiting", id)),
  };
}

export function isSameAddress(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
