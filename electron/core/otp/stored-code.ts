// The index entry of a code as it stands in the store: everything but the secret, checked when it comes back.
import { z } from "zod";
import { AppError } from "../../../shared/ipc/errors.ts";
import { CodeEntry } from "../../../shared/models/code.ts";
import type { Records } from "../store/records.ts";
import type { OtpauthEntry } from "./otpauth.ts";

/** `removedAt`: removed by the user, kept until it can no longer be undone. Milliseconds since 1970. */
const StoredCode = CodeEntry.omit({ id: true }).extend({ removedAt: z.number().optional() });
export type StoredCode = z.infer<typeof StoredCode> & { readonly id: string };

/** All entries, oldest first. One that cannot be read is left alone: it hides nothing and breaks nothing else. */
export async function readStoredCodes(records: Records): Promise<readonly StoredCode[]> {
  const codes: StoredCode[] = [];
  for (const { id, data } of await records.list("code")) {
    const checked = StoredCode.safeParse(data);
    if (checked.success) codes.push({ ...checked.data, id });
  }
  return codes.sort((a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1));
}

export async function saveStoredCode(records: Records, { id, ...data }: StoredCode): Promise<void> {
  await records.put("code", id, StoredCode.parse(data));
}

/** What the page may see of it. */
export function toEntry({ removedAt: _, ...entry }: StoredCode): CodeEntry {
  return entry;
}

/**
 * The index fields of an entry, without its secret.
 * @throws AppError `otpauth-field` for digits beyond 6 to 8, which no provider known to us asks for.
 */
export function fieldsOf(entry: OtpauthEntry): Omit<CodeEntry, "id" | "addedAt"> {
  const { type, issuer, account, algorithm, digits } = entry;
  if (digits < 6 || digits > 8) {
    throw new AppError("otpauth-field", { field: "digits", reason: "out-of-range", value: String(digits) });
  }
  const common = { type, issuer, account, algorithm, digits };
  return entry.type === "totp" ? { ...common, period: entry.period } : { ...common, counter: entry.counter };
}
