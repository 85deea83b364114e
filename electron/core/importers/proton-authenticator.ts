// Proton Authenticator, plain and under a passphrase. Source: the code of its exporter.
import { readLink } from "../otp/otpauth.ts";
import type { Secret } from "../secret.ts";
import type { ImportedEntry, Importer } from "./importer.ts";
import { argon2Key } from "./key-derivation.ts";
import {
  asList,
  asObject,
  asText,
  badFile,
  extras,
  type JsonObject,
  readRows,
  requireVersion,
} from "./rows.ts";
import { fromBase64, openedJson, openGcm, requirePassphrase } from "./sealed.ts";
import { readTotpField } from "./totp-field.ts";

const format = "proton-authenticator";
const associated = Buffer.from("proton.authenticator.export.v1");

export const protonAuthenticator: Importer = {
  id: format,
  name: "Proton Authenticator",
  recognise(file) {
    const json = asObject(file.json());
    if (typeof json.version !== "number") return undefined;
    if (typeof json.salt === "string" && typeof json.content === "string") return "encrypted";
    const [first] = asList(json.entries);
    return "uri" in asObject(asObject(first).content) ? "plain" : undefined;
  },
  async read(file, passphrase) {
    const json = asObject(file.json());
    requireVersion(format, json.version, 1);
    const isSealed = typeof json.content === "string";
    const backup = isSealed ? asObject(await open(json, requirePassphrase(format, passphrase))) : json;
    requireVersion(format, backup.version, 1);
    if (!Array.isArray(backup.entries)) throw badFile(format, "entries");
    return readRows(backup.entries.map(asObject), readOne);
  },
};

function readOne(row: JsonObject): ImportedEntry {
  const { uri, name } = asObject(row.content);
  const link = asText(uri);
  // A Steam link has no names in it; they stand beside it.
  const entry = /^steam:/i.test(link)
    ? readTotpField(link, { issuer: asText(name), account: "" })
    : readLink(link).entry;
  return { ...entry, ...extras({ note: row.note }) };
}

async function open(json: JsonObject, passphrase: Secret): Promise<unknown> {
  const salt = fromBase64(format, json.salt);
  const key = await argon2Key(passphrase, { salt, memory: 19_456, passes: 2, lanes: 1, length: 32 });
  const sealed = fromBase64(format, json.content);
  return openedJson(format, openGcm(key, sealed.subarray(0, 12), sealed.subarray(12), associated));
}
