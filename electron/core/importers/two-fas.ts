// 2FAS, schema 1 to 4, plain and encrypted. Source: the backup code of its apps, and test files of several programs.
import { readEntry } from "../otp/entry.ts";
import type { Secret } from "../secret.ts";
import type { ImportedEntry, Importer } from "./importer.ts";
import { pbkdf2Key } from "./key-derivation.ts";
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

const format = "two-fas";
/** Fixed in the apps, not told in the file. */
const iterations = 10_000;

export const twoFas: Importer = {
  id: format,
  name: "2FAS",
  recognise(file) {
    const backup = asObject(file.json());
    if (!Array.isArray(backup.services) || !("schemaVersion" in backup || "groups" in backup))
      return undefined;
    return asText(backup.servicesEncrypted) === "" ? "plain" : "encrypted";
  },
  async read(file, passphrase) {
    const backup = asObject(file.json());
    if ("schemaVersion" in backup) requireVersion(format, backup.schemaVersion, 4);
    const sealed = asText(backup.servicesEncrypted);
    const services =
      sealed === "" ? backup.services : await open(sealed, requirePassphrase(format, passphrase));
    if (!Array.isArray(services)) throw badFile(format, "services");
    const groups = new Map(
      asList(backup.groups)
        .map(asObject)
        .map(({ id, name }) => [id, name]),
    );
    return readRows(services.map(asObject), (row) => readOne(row, groups));
  },
};

function readOne(row: JsonObject, groups: ReadonlyMap<unknown, unknown>): ImportedEntry {
  const otp = asObject(row.otp);
  // What the user has changed in the app stands in these fields; the link is what was scanned.
  const issuer = asText(otp.issuer) || row.name;
  const account = asText(otp.account) || asText(otp.label);
  const { algorithm, digits, period, counter } = otp;
  const entry = readEntry({
    ...{ issuer, account, secret: row.secret, algorithm, digits, period },
    // Schema 1 and 2 know no other type.
    type: otp.tokenType ?? "TOTP",
    counter: counter ?? 0,
  });
  return { ...entry, ...extras({ groups: [groups.get(row.groupId)] }) };
}

/** Ciphertext with its tag, salt and nonce, each in base64, joined by colons. */
async function open(sealed: string, passphrase: Secret): Promise<unknown> {
  const [data, salt, nonce] = sealed.split(":");
  const key = await pbkdf2Key(passphrase, {
    ...{ salt: fromBase64(format, salt), iterations },
    ...{ length: 32, hash: "sha256" },
  });
  return openedJson(format, openGcm(key, fromBase64(format, nonce), fromBase64(format, data)));
}
