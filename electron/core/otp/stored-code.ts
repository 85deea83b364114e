// The index entry of a code as it stands in the store: everything but the secret, checked when it comes back.
import { z } from "zod";
import { AppError } from "../../../shared/ipc/errors.ts";
import { CodeEntry } from "../../../shared/models/code.ts";
import type { RecordDocument, Records } from "../store/records.ts";
import type { OtpauthEntry } from "./entry.ts";
import type { CodeSecret } from "./secrets.ts";

/**
 * `place`: in the order that the user has made, from the lowest. `removedAt`: it lies in the bin since then. Milliseconds
 * since 1970.
 */
const StoredCode = CodeEntry.omit({ id: true }).extend({
  place: z.number(),
  removedAt: z.number().optional(),
});
export type StoredCode = z.infer<typeof StoredCode> & { readonly id: string };

/** All entries in the user's order, also those of the bin. One that cannot be read is left alone: it hides nothing and breaks nothing else. */
export async function readStoredCodes(records: Records): Promise<readonly StoredCode[]> {
  const codes: StoredCode[] = [];
  for (const { id, data } of await records.list("code")) {
    const checked = StoredCode.safeParse(data);
    if (checked.success) codes.push({ ...checked.data, id });
  }
  return codes.sort((a, b) => a.place - b.place || a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1));
}

export async function saveStoredCode(records: Records, code: StoredCode): Promise<void> {
  const { id, data } = storedDocument(code);
  await records.put("code", id, data);
}

/** As it stands in the store. */
export function storedDocument({ id, ...data }: StoredCode): RecordDocument {
  return { id, data: StoredCode.parse(data) };
}

/** What the page may see of it. */
export function toEntry({ removedAt: _, place: __, ...entry }: StoredCode): CodeEntry {
  return entry;
}

/** The place after all others. */
export function lastPlace(codes: readonly StoredCode[]): number {
  return codes.reduce((last, { place }) => Math.max(last, place + 1), 0);
}

/** What stands beside a code, in other authenticators as well. */
export type Extras = Pick<CodeEntry, "note" | "groups" | "pinned" | "icon" | "uses" | "lastUsedAt">;

/** Without what is empty. */
export function extrasOf({ note, groups, pinned, icon, uses, lastUsedAt }: Extras): Extras {
  return {
    ...(note !== undefined && note !== "" && { note }),
    ...(groups !== undefined && groups.length > 0 && { groups: [...groups] }),
    ...(pinned === true && { pinned }),
    ...(icon !== undefined && { icon }),
    ...(uses !== undefined && uses > 0 && { uses }),
    ...(lastUsedAt !== undefined && { lastUsedAt }),
  };
}

/** The index fields of an entry, without its secret. */
export function fieldsOf(entry: OtpauthEntry & Extras): Omit<CodeEntry, "id" | "addedAt"> {
  const { type, issuer, account, algorithm, digits } = entry;
  const common = { type, issuer, account, algorithm, digits, ...extrasOf(entry) };
  return entry.type === "hotp" ? { ...common, counter: entry.counter } : { ...common, period: entry.period };
}

/**
 * Index and secret together again.
 * @throws AppError `secret-gone` if a PIN is missing that the type needs, or the index holds what no code can be made of
 */
export function joined(code: StoredCode, { secret, key, pin }: CodeSecret): Joined {
  const { type, issuer, account, digits, algorithm, period = 30, counter = 0 } = code;
  const common = { issuer, account, digits, secret, key };
  if (type === "motp" || type === "yandex") {
    if (!pin) throw new AppError("secret-gone");
    return type === "motp"
      ? { ...common, type, period, pin, algorithm: "MD5" }
      : { ...common, type, period, pin, algorithm: "SHA256" };
  }
  if (algorithm === "MD5") throw new AppError("secret-gone");
  return type === "hotp" ? { ...common, type, algorithm, counter } : { ...common, type, algorithm, period };
}

/** An entry with the bytes of its secret, as the formulas want them. */
export type Joined = OtpauthEntry & { readonly key: Uint8Array };
