// Every export of another program that lies beside the project, against what is known to be in it. Where that folder is
// missing, the made exports of made-exports.test.ts prove the same formats.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ImportedEntry } from "../../../../electron/core/importers/importer.ts";
import { readImport } from "../../../../electron/core/importers/read-import.ts";
import { decodeBase32, tidyBase32 } from "../../../../electron/core/otp/base32.ts";
import { codeNow } from "../../../../electron/core/otp/code-now.ts";
import { tidyName } from "../../../../electron/core/otp/entry.ts";
import { hotpCode } from "../../../../electron/core/otp/hotp.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { sharedData } from "../../../support/shared-data.ts";

interface KnownEntry {
  readonly type: string;
  readonly issuer: string;
  readonly account: string;
  readonly secret: string;
  readonly algorithm: string;
  readonly digits: number;
  readonly period?: number;
  readonly counter?: number;
  readonly code_at_code_time?: string;
  readonly trashed?: boolean;
}

interface KnownFile {
  readonly file: string;
  readonly format: string;
  readonly password?: string;
  readonly entries?: readonly KnownEntry[];
}

const folders = [
  "beemdevelopment+Aegis",
  "bitwarden+authenticator-ios",
  "ente-io+ente",
  "keepassxreboot+keepassxc",
  "protonpass+proton-pass-common",
  "scito+extract_otp_secrets",
];
/** Copies of apps' private databases, which need a rooted phone, and formats that nobody exports to any more. */
const notRead =
  /internal|sqlite|authy|battle_net|duo\.json|steam(_old)?\.json|totp_authenticator|\.(png|jpe?g|gz)$|example_(keepass_)?output/;

const known = folders.flatMap((folder) => {
  const list = sharedData(`otp/${folder}/expected.json`) as
    | { readonly code_time: number; readonly files: readonly KnownFile[] }
    | undefined;
  const files =
    list?.files.filter(({ file, entries }) => !notRead.test(file) && (entries?.length ?? 0) > 0) ?? [];
  return files.map((file) => ({
    ...file,
    name: `${folder}/${file.file}`,
    at: (list?.code_time ?? 0) * 1_000,
  }));
});

/** Half a minute of work for nothing new: the same format is there at a lower cost. */
const slow = /encrypted\.nominalcomplexity/;

describe("exports of other programs", () => {
  it("are there in numbers, or not at all", () => {
    expect(known.length === 0 || known.length > 60).toBe(true);
  });

  for (const file of known.filter(({ name }) => !slow.test(name))) {
    it(`${file.name} is read with exactly its entries and codes`, { timeout: 60_000 }, async () => {
      const path = new URL(`../../../../../shared/data/otp/${file.name}`, import.meta.url);
      expect(existsSync(path)).toBe(true);
      const passphrase = file.password === undefined ? undefined : new Secret(file.password);
      const { imported } = await readImport([readFileSync(path)], passphrase);
      const expected = (file.entries ?? []).filter(isUsable);
      expect(imported.entries.map((entry) => shown(entry, file.at))).toEqual(
        expected.map((entry) => wanted(entry, file.at, imported.entries)),
      );
      expect(imported.problems.filter(({ code }) => code !== "missing-part")).toHaveLength(
        (file.entries?.length ?? 0) - expected.length + moreProblems(file.name),
      );
    });
  }
});

/** Entries that the list names although no right code can come of them: our reading refuses them by their field. */
function isUsable({ secret, period, digits }: KnownEntry): boolean {
  try {
    tidyBase32(secret);
  } catch {
    return false;
  }
  return period !== 0 && digits !== 0;
}

/** Rows that are no entry in the list either. */
function moreProblems(name: string): number {
  return /PassExport/.test(name) ? 1 : 0;
}

function shown(entry: ImportedEntry, at: number) {
  const { type, issuer, account, algorithm, digits, trashed } = entry;
  const key = decodeBase32(entry.secret.reveal());
  const moving = entry.type === "hotp" ? { counter: entry.counter } : { period: entry.period };
  const code =
    entry.type === "hotp" ? hotpCode(key, entry, entry.counter) : codeNow({ ...entry, key }, at).code;
  return {
    type,
    issuer,
    account,
    secret: entry.secret.reveal(),
    algorithm,
    digits,
    ...moving,
    code,
    trashed,
  };
}

function wanted(entry: KnownEntry, at: number, read: readonly ImportedEntry[]) {
  const { type, issuer, account, secret, algorithm, digits, period, counter, trashed } = entry;
  const tidy = tidyBase32(secret);
  const moving = type === "hotp" ? { counter } : { period };
  const same = read.find((other) => other.secret.reveal() === tidy && other.type === type);
  const code = entry.code_at_code_time ?? (same && shown(same, at).code);
  return {
    ...{ type, issuer: tidyName(issuer), account: tidyName(account), secret: tidy, algorithm, digits },
    ...{ ...moving, code, trashed },
  };
}
