// OTPClient's own database (version 2 and 3). Its exports are those of other programs. Source: the code that writes it.
import { readEntry } from "../otp/entry.ts";
import type { Secret } from "../secret.ts";
import type { ImportedEntry, Importer } from "./importer.ts";
import { argon2Key } from "./key-derivation.ts";
import { asObject, asText, badFile, extras, type JsonObject, readRows, requireVersion } from "./rows.ts";
import { openedJson, openGcm, requirePassphrase } from "./sealed.ts";

const format = "otp-client";
const mark = Buffer.from("OTPClient");
const newest = 3;

export const otpClient: Importer = {
  id: format,
  name: "OTPClient",
  recognise: ({ bytes }) =>
    Buffer.from(bytes.subarray(0, mark.length)).equals(mark) ? "encrypted" : undefined,
  async read(file, passphrase) {
    const list = await open(Buffer.from(file.bytes), requirePassphrase(format, passphrase));
    if (!Array.isArray(list)) throw badFile(format, "list");
    return readRows(list.map(asObject), readOne);
  },
};

function readOne(row: JsonObject): ImportedEntry {
  const { type, label, issuer, secret, digits, algo, period, counter } = row;
  // The program has no type for Steam: it goes by the name.
  const isSteam = asText(issuer).toLowerCase() === "steam" && asText(type).toLowerCase() === "totp";
  const entry = readEntry({
    ...{ issuer, account: label, secret, digits, algorithm: algo, period, counter },
    type: isSteam ? "steam" : type,
  });
  return { ...entry, ...extras({ groups: [row.group] }) };
}

async function open(bytes: Buffer, passphrase: Secret): Promise<unknown> {
  const header = readHeader(bytes);
  const { salt, nonce, passes, memory, lanes, length } = header;
  const key = await argon2Key(passphrase, { salt, passes, memory, lanes, length: 32 });
  const opened = openGcm(key, nonce, bytes.subarray(length), bytes.subarray(0, length));
  // The text is kept with the nought byte at its end.
  const end = opened.indexOf(0);
  return openedJson(format, end < 0 ? opened : opened.subarray(0, end));
}

/** Version 3 writes its fields one after the other, big endian; version 2 wrote a structure of C as it lay in memory. */
function readHeader(bytes: Buffer) {
  if (bytes.length < 76 + 16) throw badFile(format, "header");
  const isThird = bytes.readUInt32BE(9) === newest;
  if (!isThird && bytes.readUInt32LE(12) !== 2) {
    requireVersion(format, bytes.readUInt32BE(9), newest);
    throw badFile(format, "header");
  }
  const at = isThird ? 13 : 16;
  const number = (offset: number) => (isThird ? bytes.readUInt32BE(offset) : bytes.readUInt32LE(offset));
  return {
    nonce: bytes.subarray(at, at + 16),
    salt: bytes.subarray(at + 16, at + 48),
    passes: number(at + 48),
    memory: number(at + 52),
    lanes: number(at + 56),
    length: at + 60,
  };
}
