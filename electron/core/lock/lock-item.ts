// The lock's own keychain item: the random key of the sealed items, itself sealed under the passphrase, and how far
// turning the lock on or off has come. Changing the passphrase rewrites this item and no other.
import { z } from "zod";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Keychain } from "../keychain/keychain.ts";
import { Secret } from "../secret.ts";
import { keyLength, openBytes, sealBytes } from "../xchacha20.ts";
import type { VaultKey } from "./sealed-item.ts";

export const lockItemName = "authenticator-lock";

/** What Argon2id is told (RFC 9106): `memory` in KiB, `salt` in base64. */
const Cost = z.object({
  memory: z.number().int(),
  passes: z.number().int(),
  lanes: z.number().int(),
  salt: z.base64(),
});
export type Cost = z.infer<typeof Cost>;

const LockItem = z.object({
  version: z.number().int(),
  /** sealing, opening: it was turned on or off, and items may be left to be done */
  phase: z.enum(["sealing", "on", "opening"]),
  generation: z.string().max(40),
  cost: Cost,
  /** base64 */
  wrapped: z.base64(),
});
export type LockItem = z.infer<typeof LockItem>;

/** RFC 9106, section 4, the second recommended choice: 64 MiB, three passes, four lanes. */
const cost = { memory: 64 * 1024, passes: 3, lanes: 4 } as const;
const saltLength = 16;

export type RandomBytes = (length: number) => Uint8Array;
/** The key of a passphrase; takes about half a second, in a thread of its own. */
export type DeriveKey = (passphrase: Secret, cost: Cost) => Promise<Uint8Array>;

/** @throws AppError `newer-version`, `keychain-refused`, and what the keychain says */
export async function readLockItem(keychain: Pick<Keychain, "read">): Promise<LockItem | undefined> {
  const stored = await keychain.read(lockItemName);
  if (!stored) return undefined;
  const item = LockItem.safeParse(parsed(stored));
  if (!item.success) throw new AppError("keychain-refused", { item: "lock", reason: "not-ours" });
  if (item.data.version !== 1) throw new AppError("newer-version", { version: item.data.version });
  return item.data;
}

export async function writeLockItem(keychain: Pick<Keychain, "write">, item: LockItem): Promise<void> {
  await keychain.write(lockItemName, new Secret(JSON.stringify(item)));
}

/** The vault key under a passphrase, with a new salt. */
export async function wrapKey(
  key: VaultKey,
  passphrase: Secret,
  phase: LockItem["phase"],
  tools: { readonly derive: DeriveKey; readonly random: RandomBytes },
): Promise<LockItem> {
  const { derive, random } = tools;
  const mine = { ...cost, salt: Buffer.from(random(saltLength)).toString("base64") };
  const derived = await derive(passphrase, mine);
  const wrapped = sealBytes(derived, key.bytes, contextOf(key.generation), random);
  derived.fill(0);
  return {
    version: 1,
    phase,
    generation: key.generation,
    cost: mine,
    wrapped: Buffer.from(wrapped).toString("base64"),
  };
}

/** undefined: it is not this passphrase. */
export async function unwrapKey(
  { cost: asked, generation, wrapped }: LockItem,
  passphrase: Secret,
  derive: DeriveKey,
): Promise<VaultKey | undefined> {
  const derived = await derive(passphrase, asked);
  const bytes = openBytes(derived, Buffer.from(wrapped, "base64"), contextOf(generation));
  derived.fill(0);
  return bytes?.length === keyLength ? { generation, bytes } : undefined;
}

function contextOf(generation: string): string {
  return `Gatepost lock 1\n${generation}`;
}

function parsed(stored: Secret): unknown {
  try {
    return JSON.parse(stored.reveal());
  } catch {
    // SECURITY: the cause would quote the item. What is no JSON is not ours, and the caller says so.
    return undefined;
  }
}
