// How entries of a file meet those that are here: which are new, which are there already, which bring a lost secret back,
// and what a known one would take over. Pure; what is here stays unless a person chooses otherwise.
import { isDeepStrictEqual } from "node:util";
import type { CodeEntry } from "../../../shared/models/code.ts";
import type { ImportRow } from "../../../shared/models/import.ts";
import { decodeBase32 } from "./base32.ts";
import type { OtpauthEntry } from "./entry.ts";
import { type Extras, extrasOf, fieldsOf, type StoredCode } from "./stored-code.ts";

export type Known = ImportRow["known"];

/** What tells two entries with one secret apart. */
export type Fields = Pick<CodeEntry, "type" | "issuer" | "account">;

/** A counter that two entries share would run apart, so there the secret alone decides. */
export function isSame(code: Fields, fields: Fields): boolean {
  if (code.type !== fields.type) return false;
  return code.type === "hotp" || (code.issuer === fields.issuer && code.account === fields.account);
}

export type Looks = Fields & Pick<CodeEntry, "algorithm" | "digits" | "period">;

/** The same names and the same way of making the code: then it is the same entry, where nobody can compare secrets. */
export function looksSame(code: Looks, fields: Looks): boolean {
  return (["type", "issuer", "account", "algorithm", "digits", "period"] as const).every(
    (field) => code[field] === fields[field],
  );
}

/**
 * An entry that is here. `gone`: the keychain has its secret no more, or another program's in its place; undefined: it
 * cannot be had just now.
 */
export interface Here {
  readonly code: StoredCode;
  readonly key: Uint8Array | "gone" | undefined;
}

export interface Decision {
  readonly known: Known;
  /** the entry here that it meets */
  readonly code?: StoredCode;
}

export function decide(
  entries: readonly (OtpauthEntry & Extras)[],
  here: readonly Here[],
): readonly Decision[] {
  const byKey = new Map<string, (Fields & { readonly code?: StoredCode })[]>();
  const note = (key: string, fields: Fields & { readonly code?: StoredCode }) =>
    byKey.set(key, [...(byKey.get(key) ?? []), fields]);
  for (const { code, key } of here) if (key && key !== "gone") note(hex(key), { ...code, code });
  const lost = new Set(here.filter(({ key }) => key === "gone").map(({ code }) => code));

  return entries.map((entry) => {
    const key = hex(decodeBase32(entry.secret.reveal()));
    const fields = fieldsOf(entry);
    const others = byKey.get(key) ?? [];
    const twin = others.find((other) => isSame(other, fields));
    if (twin) return twin.code ? meet(entry, twin.code) : { known: "same" };
    note(key, fields);
    const back = [...lost].find((code) => looksSame(code, fields));
    if (back) {
      lost.delete(back);
      return { known: "gone", code: back };
    }
    return { known: others.length > 0 ? "same-secret" : "new" };
  });
}

/** The entry as it is here, with what the file's one has and is asked for. A counter never goes back. */
export function merged(code: StoredCode, entry: OtpauthEntry & Extras, known: Known): StoredCode {
  const counter = entry.type === "hotp" && { counter: Math.max(entry.counter, code.counter ?? 0) };
  const { uses: _, lastUsedAt: __, ...extras } = known === "differs" ? extrasOf(entry) : {};
  return { ...code, ...extras, ...counter };
}

function meet(entry: OtpauthEntry & Extras, code: StoredCode): Decision {
  if (entry.type === "hotp" && entry.counter > (code.counter ?? 0)) return { known: "behind", code };
  const isTaken = isDeepStrictEqual(merged(code, entry, "differs"), merged(code, entry, "same"));
  return { known: isTaken ? "same" : "differs", code };
}

const hex = (key: Uint8Array) => Buffer.from(key).toString("hex");
