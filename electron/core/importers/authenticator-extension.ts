// The browser extension "Authenticator": JSON with an entry by each key, plain, or with each secret sealed by crypto-js
// under the passphrase or under a key that the passphrase opens. Source: its code.
import { createDecipheriv, createHash } from "node:crypto";
import { AppError } from "../../../shared/ipc/errors.ts";
import { type OtpauthEntry, readEntry } from "../otp/entry.ts";
import { Secret } from "../secret.ts";
import type { ImportedEntry, Importer } from "./importer.ts";
import { asObject, asText, extras, isObject, type JsonObject, readRows } from "./rows.ts";
import { requirePassphrase } from "./sealed.ts";

const format = "authenticator-extension";
const salted = Buffer.from("Salted__");

export const authenticatorExtension: Importer = {
  id: format,
  name: "Authenticator (browser extension)",
  recognise(file) {
    const values = valuesOf(file.json());
    if (values.some(({ dataType }) => dataType === "EncOTPStorage")) return "encrypted";
    const entries = values.filter(isEntry);
    if (entries.length === 0) return undefined;
    return entries.some(({ encrypted }) => encrypted === true) ? "encrypted" : "plain";
  },
  read(file, passphrase) {
    const values = valuesOf(file.json());
    // Its newest way of sealing; the extension can export without it.
    if (values.some(({ dataType }) => dataType === "EncOTPStorage")) {
      throw new AppError("newer-version", { format, version: 3, newest: 2 });
    }
    const entries = values.filter(isEntry);
    const isSealed = entries.some(({ encrypted }) => encrypted === true);
    const open = isSealed ? opener(file.json(), requirePassphrase(format, passphrase)) : plainText;
    const read = readRows(entries, (row) => readOne(row, open));
    // A wrong passphrase opens none of them.
    if (isSealed && read.entries.length === 0) throw new AppError("wrong-passphrase", { format });
    return read;
  },
};

function valuesOf(json: unknown): readonly JsonObject[] {
  return isObject(json) ? Object.values(json).filter(isObject) : [];
}

function isEntry(value: JsonObject): boolean {
  return typeof value.secret === "string" && typeof value.type === "string" && "index" in value;
}

function readOne(row: JsonObject, open: (row: JsonObject) => string): ImportedEntry {
  const secret = open(row);
  const { issuer, account, digits, period, algorithm, counter } = row;
  const names = { issuer: asText(issuer).split("::")[0], account };
  const entry = readSecret(secret, asText(row.type), {
    ...names,
    digits,
    period,
    algorithm,
    counter: counter ?? 0,
  });
  return { ...entry, ...extras({ pinned: row.pinned }) };
}

/** Marks of its own before the secret, and types of its own for secrets in hex and for Battle.net. */
function readSecret(secret: string, type: string, rest: JsonObject): OtpauthEntry {
  const steam = /^stm-(.+)$/s.exec(secret)?.[1];
  if (steam !== undefined || type === "steam")
    return readEntry({ ...rest, type: "steam", secret: steam ?? secret });
  const battle = /^bli?z-(.+)$/s.exec(secret)?.[1];
  if (battle !== undefined || type === "battle") {
    return readEntry({ ...rest, type: "totp", digits: 8, secret: battle ?? secret });
  }
  if (type === "hex" || type === "hhex") {
    const isHex = /^(?:[0-9a-f]{2})+$/i.test(secret);
    if (!isHex) throw new AppError("otpauth-field", { field: "secret", reason: "secret-not-hex" });
    return readEntry({ ...rest, type: type === "hex" ? "totp" : "hotp", secret: Buffer.from(secret, "hex") });
  }
  return readEntry({ ...rest, type, secret });
}

function plainText(row: JsonObject): string {
  return asText(row.secret);
}

function opener(json: unknown, passphrase: Secret): (row: JsonObject) => string {
  const { enc } = asObject(asObject(json).key);
  const key = typeof enc === "string" ? new Secret(openSalted(enc, passphrase).toString("hex")) : passphrase;
  return (row) =>
    row.encrypted === true ? openSalted(asText(row.secret), key).toString("utf8") : plainText(row);
}

/** OpenSSL's "Salted__" framing with one round of MD5 (EVP_BytesToKey), as crypto-js writes it. */
function openSalted(text: string, passphrase: Secret): Buffer {
  const bytes = Buffer.from(text, "base64");
  if (!bytes.subarray(0, 8).equals(salted)) throw new AppError("wrong-passphrase", { format });
  const salt = bytes.subarray(8, 16);
  const blocks: Buffer[] = [];
  for (let block = 0; block < 3; block += 1) {
    const hash = createHash("md5").update(blocks.at(-1) ?? Buffer.alloc(0));
    blocks.push(hash.update(passphrase.reveal(), "utf8").update(salt).digest());
  }
  const material = Buffer.concat(blocks);
  const cipher = createDecipheriv("aes-256-cbc", material.subarray(0, 32), material.subarray(32, 48));
  try {
    return Buffer.concat([cipher.update(bytes.subarray(16)), cipher.final()]);
  } catch (cause) {
    throw new AppError("wrong-passphrase", { format }, { cause });
  }
}
