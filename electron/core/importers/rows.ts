// Reading the rows of a file one by one, so that one that is wrong costs only itself; and looking into parsed JSON whose
// shape nobody vouches for. Must not put a row into a problem.
import { AppError } from "../../../shared/ipc/errors.ts";
import { CodeIcon } from "../../../shared/models/code.ts";
import { isDrawable } from "../otp/edit-code.ts";
import { lacksPin } from "../otp/otpauth.ts";
import { type Extras, extrasOf } from "../otp/stored-code.ts";
import type { Imported, ImportedEntry, ImportProblem, LackingPin } from "./importer.ts";

/** SECURITY: far above what a person has, below what would take long to show. */
const maxRows = 10_000;

export type JsonObject = { readonly [name: string]: unknown };

/**
 * Reads each row; one row may hold several codes, or none. A refusal of `read` is a problem of its row. Where the PIN alone
 * is missing, the row is read once more with `pin`, which stands for the one that a person will be asked for.
 * @throws AppError `too-large` (detail `entries`)
 */
export function readRows<Row>(
  rows: readonly Row[],
  read: (row: Row, number: number, pin?: string) => ImportedEntry | readonly ImportedEntry[] | undefined,
  numberOf: (row: Row, index: number) => number = (_, index) => index + 1,
): Imported {
  if (rows.length > maxRows) throw new AppError("too-large", { entries: maxRows });
  const entries: ImportedEntry[] = [];
  const problems: ImportProblem[] = [];
  const lackingPin: LackingPin[] = [];
  for (const [index, row] of rows.entries()) {
    const number = numberOf(row, index);
    try {
      entries.push(...[read(row, number) ?? []].flat());
    } catch (failure) {
      if (!(failure instanceof AppError)) throw failure;
      problems.push(problemOf(number, failure));
      if (lacksPin(failure)) lackingPin.push(...withoutPin(number, (pin) => read(row, number, pin)));
    }
  }
  return { entries, problems, ...(lackingPin.length > 0 && { lackingPin }) };
}

/** Nothing where the format has no place for a PIN: then the row stays a problem. */
function withoutPin(
  row: number,
  read: (pin: string) => ImportedEntry | readonly ImportedEntry[] | undefined,
): readonly LackingPin[] {
  try {
    return [read("0") ?? []].flat().map((entry) => ({ row, entry }));
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure;
    return [];
  }
}

function problemOf(row: number, { code, detail }: AppError): ImportProblem {
  const { field, reason, value } = detail;
  return {
    row,
    ...(typeof field === "string" && { field }),
    code,
    ...(typeof reason === "string" && { reason }),
    ...(typeof value === "string" && { value }),
  };
}

/** An object, or one without anything in it. */
export function asObject(value: unknown): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/**
 * Extras of an entry, left out where there is nothing or what nobody can use. Texts are cut where they stop being notes
 * and names. `lastUsedAt` in milliseconds since 1970.
 */
export function extras(given: {
  readonly note?: unknown;
  readonly groups?: readonly unknown[] | undefined;
  readonly pinned?: unknown;
  readonly trashed?: unknown;
  readonly icon?: unknown;
  /** base64 of a picture file of any size */
  readonly picture?: unknown;
  readonly uses?: unknown;
  readonly lastUsedAt?: unknown;
}): Extras & Pick<ImportedEntry, "trashed" | "iconFile"> {
  const note = asText(given.note).trim().slice(0, 10_000);
  const names = (given.groups ?? []).map((name) => asText(name).trim().slice(0, 200));
  const groups = [...new Set(names.filter((name) => name !== ""))].slice(0, 100);
  const file = asText(given.picture);
  const icon = CodeIcon.safeParse(file === "" ? given.icon : { kind: "picture", png: file }).data;
  const isOurs = icon !== undefined && isDrawable(icon);
  return {
    ...extrasOf({
      ...{ note, groups, pinned: given.pinned === true },
      ...{ uses: asCount(given.uses), lastUsedAt: asCount(given.lastUsedAt) },
    }),
    ...(isOurs && { icon }),
    ...(!isOurs && file !== "" && { iconFile: file }),
    ...(given.trashed === true && { trashed: true }),
  };
}

/** A whole number above nought: programs write nought where there was nothing yet. */
function asCount(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** The icon of a brand, by the name that another program has for it. */
export function brandIcon(name: unknown): CodeIcon | undefined {
  const tidy = asText(name)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
  return tidy === "" || tidy.length > 100 ? undefined : { kind: "brand", name: tidy };
}

/** @throws AppError `newer-version` (detail `format`, `version`) if it is none of those that are known here */
export function requireVersion(format: string, version: unknown, newest: number): void {
  if (typeof version !== "number" || !Number.isInteger(version) || version < 0) {
    throw new AppError("bad-file", { format, reason: "version" });
  }
  if (version > newest) throw new AppError("newer-version", { format, version, newest });
}

/** @throws AppError `bad-file`, where a part of the file is missing or of another shape */
export function badFile(format: string, reason: string): AppError {
  return new AppError("bad-file", { format, reason });
}
