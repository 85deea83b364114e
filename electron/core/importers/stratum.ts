// Stratum, formerly Authenticator Pro: plain, and both of its encryptions. Source: its document on the backup format.
import { readEntry } from "../otp/entry.ts";
import type { Secret } from "../secret.ts";
import type { ImportedEntry, Importer } from "./importer.ts";
import { argon2Key, pbkdf2Key } from "./key-derivation.ts";
import { asList, asObject, asText, badFile, brandIcon, extras, type JsonObject, readRows } from "./rows.ts";
import { openCbc, openedJson, openGcm, requirePassphrase } from "./sealed.ts";

const format = "stratum";
const strong = Buffer.from("AUTHENTICATORPRO");
const legacy = Buffer.from("AuthenticatorPro");
const types = ["", "hotp", "totp", "motp", "steam", "yandex"];
const algorithms = ["SHA1", "SHA256", "SHA512"];

export const stratum: Importer = {
  id: format,
  name: "Stratum (Authenticator Pro)",
  recognise(file) {
    if (beginsWith(file.bytes, strong) || beginsWith(file.bytes, legacy)) return "encrypted";
    return Array.isArray(asObject(file.json()).Authenticators) ? "plain" : undefined;
  },
  async read(file, passphrase) {
    const json = file.json();
    const backup = asObject(json ?? (await open(file.bytes, requirePassphrase(format, passphrase))));
    if (!Array.isArray(backup.Authenticators)) throw badFile(format, "Authenticators");
    const beside = { groupsOf: readGroups(backup), pictures: readPictures(backup) };
    return readRows(backup.Authenticators.map(asObject), (row, _number, pin) => readOne(row, beside, pin));
  },
};

/** What stands beside the entries in the file. */
interface Beside {
  readonly groupsOf: (secret: unknown) => readonly unknown[];
  readonly pictures: ReadonlyMap<unknown, unknown>;
}

function readOne(
  row: JsonObject,
  { groupsOf, pictures }: Beside,
  typedPin: string | undefined,
): ImportedEntry {
  const { Issuer, Username, Secret: secret, Pin, Algorithm, Digits, Period, Counter } = row;
  const type = typeof row.Type === "number" ? types[row.Type] : undefined;
  // A number beyond the list is told as it stands, and refused by its field.
  const algorithm = typeof Algorithm === "number" ? (algorithms[Algorithm] ?? Algorithm) : Algorithm;
  const entry = readEntry({
    ...{ issuer: Issuer, account: Username, secret, pin: Pin ?? typedPin, algorithm },
    ...{ type: type ?? row.Type, digits: Digits, period: Period, counter: Counter },
  });
  const name = asText(row.Icon);
  const drawn = name.startsWith("@") ? { picture: pictures.get(name.slice(1)) } : { icon: brandIcon(name) };
  return { ...entry, ...extras({ groups: groupsOf(secret), uses: row.CopyCount, ...drawn }) };
}

/** Pictures of the user's own, by the name that entries have for them behind an "@". */
function readPictures(backup: JsonObject): ReadonlyMap<unknown, unknown> {
  return new Map(
    asList(backup.CustomIcons)
      .map(asObject)
      .map(({ Id, Data }) => [Id, Data]),
  );
}

/** An entry is known there by its secret. */
function readGroups(backup: JsonObject): (secret: unknown) => readonly unknown[] {
  const names = new Map(
    asList(backup.Categories)
      .map(asObject)
      .map(({ Id, Name }) => [Id, Name]),
  );
  const groups = new Map<unknown, unknown[]>();
  for (const { CategoryId, AuthenticatorSecret } of asList(backup.AuthenticatorCategories).map(asObject)) {
    groups.set(AuthenticatorSecret, [...(groups.get(AuthenticatorSecret) ?? []), names.get(CategoryId)]);
  }
  return (secret) => groups.get(secret) ?? [];
}

async function open(bytes: Uint8Array, passphrase: Secret): Promise<unknown> {
  const opened = beginsWith(bytes, strong)
    ? await openStrong(bytes.subarray(strong.length), passphrase)
    : await openLegacy(bytes.subarray(legacy.length), passphrase);
  return openedJson(format, opened);
}

async function openStrong(bytes: Uint8Array, passphrase: Secret): Promise<Uint8Array> {
  const cost = { memory: 65_536, passes: 3, lanes: 4, length: 32 };
  const key = await argon2Key(passphrase, { ...cost, salt: bytes.subarray(0, 16) });
  return openGcm(key, bytes.subarray(16, 28), bytes.subarray(28));
}

async function openLegacy(bytes: Uint8Array, passphrase: Secret): Promise<Uint8Array> {
  const key = await pbkdf2Key(passphrase, {
    ...{ salt: bytes.subarray(0, 20), iterations: 64_000 },
    ...{ length: 32, hash: "sha1" },
  });
  return openCbc(key, bytes.subarray(20, 36), bytes.subarray(36));
}

function beginsWith(bytes: Uint8Array, magic: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, magic.length)).equals(magic);
}
