// Bitwarden: exports of the vault and of Bitwarden Authenticator, as JSON, as CSV, and as JSON under a passphrase.
// Source: its page on exports and the code of its clients.
import { createHash, createHmac } from "node:crypto";
import type { Secret } from "../secret.ts";
import { csvHeading, readCsv } from "./csv.ts";
import type { ImportFile } from "./import-file.ts";
import type { Imported, ImportedEntry, Importer } from "./importer.ts";
import { argon2Key, pbkdf2Key } from "./key-derivation.ts";
import { asList, asObject, asText, badFile, extras, type JsonObject, readRows } from "./rows.ts";
import { fromBase64, openCbc, openedJson, requireMac, requirePassphrase, whole } from "./sealed.ts";
import { readTotpField } from "./totp-field.ts";

const format = "bitwarden";

export const bitwarden: Importer = {
  id: format,
  name: "Bitwarden",
  recognise(file) {
    const json = asObject(file.json());
    if (json.encrypted === true && ("data" in json || "encKeyValidation_DO_NOT_EDIT" in json))
      return "encrypted";
    if (Array.isArray(json.items) && ("encrypted" in json || "folders" in json)) return "plain";
    const heading = file.json() === undefined ? csvHeading(file.text() ?? "") : [];
    return heading.includes("login_totp") && heading.includes("name") ? "plain" : undefined;
  },
  async read(file, passphrase) {
    const json = file.json();
    if (json === undefined) return readCsvRows(file);
    const vault = asObject(json);
    return vault.encrypted === true ? readVault(asObject(await open(vault, passphrase))) : readVault(vault);
  },
};

function readVault(vault: JsonObject): Imported {
  if (!Array.isArray(vault.items)) throw badFile(format, "items");
  const places = [...asList(vault.folders), ...asList(vault.collections)].map(asObject);
  const names = new Map(places.map(({ id, name }) => [id, name]));
  return readRows(vault.items.map(asObject), (item): ImportedEntry | undefined => {
    const { totp, username } = asObject(item.login);
    if (asText(totp).trim() === "") return undefined;
    const entry = readTotpField(asText(totp), { issuer: asText(item.name), account: asText(username) });
    const groups = [item.folderId, ...asList(item.collectionIds)].map((id) => names.get(id));
    return {
      ...entry,
      ...extras({ groups, pinned: item.favorite, trashed: asText(item.deletedDate) !== "" }),
    };
  });
}

/** Bitwarden Authenticator writes three more cells a row than its heading has; they repeat what the link says. */
function readCsvRows(file: ImportFile): Imported {
  return readRows(
    readCsv(file.text() ?? ""),
    ({ cells }): ImportedEntry | undefined => {
      const totp = cells.get("login_totp") ?? "";
      if (totp.trim() === "") return undefined;
      const names = { issuer: cells.get("name") ?? "", account: cells.get("login_username") ?? "" };
      const pinned = cells.get("favorite") === "1";
      return { ...readTotpField(totp, names), ...extras({ groups: [cells.get("folder")], pinned }) };
    },
    ({ line }) => line,
  );
}

async function open(vault: JsonObject, passphrase: Secret | undefined): Promise<unknown> {
  // Sealed with the key of the account: only Bitwarden itself, logged in there, can open it.
  if (vault.passwordProtected !== true) throw badFile(format, "account-bound");
  const key = await deriveKey(vault, requirePassphrase(format, passphrase));
  const keys = { encryption: expand(key, "enc"), mac: expand(key, "mac") };
  openString(keys, vault.encKeyValidation_DO_NOT_EDIT);
  return openedJson(format, openString(keys, vault.data));
}

/** The salt is the base64 text as it stands, not the bytes that it means. */
async function deriveKey(vault: JsonObject, passphrase: Secret): Promise<Uint8Array> {
  const salt = Buffer.from(asText(vault.salt), "utf8");
  const iterations = whole(format, vault.kdfIterations);
  if (vault.kdfType === 0) return pbkdf2Key(passphrase, { salt, iterations, length: 32, hash: "sha256" });
  if (vault.kdfType !== 1) throw badFile(format, "kdfType");
  return argon2Key(passphrase, {
    salt: createHash("sha256").update(salt).digest(),
    memory: whole(format, vault.kdfMemory) * 1024,
    passes: iterations,
    lanes: whole(format, vault.kdfParallelism),
    length: 32,
  });
}

/** The second half of HKDF (RFC 5869 section 2.3), one block. */
function expand(key: Uint8Array, purpose: string): Uint8Array {
  return createHmac("sha256", key).update(purpose).update(Uint8Array.of(1)).digest();
}

/** `2.<iv>|<ciphertext>|<mac>`: AES-256-CBC, with HMAC-SHA256 over the first two. */
function openString(
  keys: { readonly encryption: Uint8Array; readonly mac: Uint8Array },
  value: unknown,
): Uint8Array {
  const [, parts = ""] = /^2\.(.*)$/s.exec(asText(value)) ?? [];
  const [iv, data, mac] = parts.split("|").map((part) => fromBase64(format, part));
  if (!iv || !data || !mac) throw badFile(format, "data");
  requireMac(keys.mac, Buffer.concat([iv, data]), mac);
  return openCbc(keys.encryption, iv, data);
}
