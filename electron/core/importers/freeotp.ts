// FreeOTP 2: its "externalBackup.xml" is no XML but a map of texts as Java writes it, with each secret sealed. Source: the
// code of the app, and the Java Object Serialization Specification, section 6.
import type { Secret } from "../secret.ts";
import { fromSigned, readToken } from "./freeotp-plus.ts";
import { parseJson } from "./import-file.ts";
import type { ImportedEntry, Importer } from "./importer.ts";
import { pbkdf2Key } from "./key-derivation.ts";
import { asObject, asText, badFile, type JsonObject, readRows } from "./rows.ts";
import { openGcm, requirePassphrase, whole } from "./sealed.ts";

const format = "freeotp";
const mark = Buffer.from("aced0005737200116a6176612e7574696c2e486173684d6170", "hex");
/** Ways of deriving the key that the app has used; Android before 8 has only the first. */
const hashes: Readonly<Record<string, "sha1" | "sha512">> = {
  PBKDF2withHmacSHA1: "sha1",
  PBKDF2withHmacSHA512: "sha512",
};

export const freeOtp: Importer = {
  id: format,
  name: "FreeOTP",
  recognise: (file) =>
    Buffer.from(file.bytes.subarray(0, mark.length)).equals(mark) ? "encrypted" : undefined,
  async read(file, passphrase) {
    const map = readJavaMap(Buffer.from(file.bytes));
    const master = await openMaster(
      asObject(parseJson(map.get("masterKey"))),
      requirePassphrase(format, passphrase),
    );
    const ids = [...map.keys()].filter((key) => map.has(`${key}-token`));
    return readRows(ids, (id) => readOne(map, id, master));
  },
};

function readOne(map: ReadonlyMap<string, string>, id: string, master: Uint8Array): ImportedEntry {
  const token = asObject(parseJson(map.get(`${id}-token`)));
  const { key } = asObject(parseJson(map.get(id)));
  const secret = openKey(master, asObject(parseJson(asText(key))));
  return readToken({ ...token, secret: [...secret] });
}

async function openMaster(master: JsonObject, passphrase: Secret): Promise<Uint8Array> {
  const hash = hashes[asText(master.mAlgorithm)];
  if (!hash) throw badFile(format, "masterKey");
  const key = await pbkdf2Key(passphrase, {
    salt: fromSigned(master.mSalt),
    iterations: whole(format, master.mIterations),
    length: 32,
    hash,
  });
  return openKey(key, asObject(master.mEncryptedKey));
}

function openKey(key: Uint8Array, sealed: JsonObject): Uint8Array {
  // What the key is for is bound to it: "AES" for the master, "HmacSHA256" and so on for tokens.
  const associated = Buffer.from(asText(sealed.mToken));
  return openGcm(key, nonceOf(fromSigned(sealed.mParameters)), fromSigned(sealed.mCipherText), associated);
}

/** DER: a sequence of the nonce and the tag's length, or the nonce alone. */
function nonceOf(der: Uint8Array): Uint8Array {
  const at = der[0] === 0x30 ? 2 : 0;
  if (der[at] !== 0x04 || der[at + 1] !== 12) throw badFile(format, "mParameters");
  return der.subarray(at + 2, at + 14);
}

/** The texts of a serialised HashMap<String, String>. Handles count the class, the map and then each text. */
function readJavaMap(bytes: Buffer): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  const texts: string[] = [];
  // After the class come its fields, the load factor and on newer phones a threshold; then capacity and size in a block.
  const fields = bytes.indexOf("7870", mark.length, "hex") + 2;
  let at = bytes.indexOf("7708", fields, "hex");
  if (![fields + 4, fields + 8].includes(at) || at + 10 > bytes.length) throw badFile(format, "map");
  const size = bytes.readUInt32BE(at + 6);
  at += 10;
  const next = (): string => {
    if (at + 5 > bytes.length) throw badFile(format, "map");
    const kind = bytes.readUInt8(at);
    if (kind === 0x71) {
      const text = texts[bytes.readUInt32BE(at + 1) - 0x7e0002];
      at += 5;
      if (text === undefined) throw badFile(format, "map");
      return text;
    }
    if (kind !== 0x74) throw badFile(format, "map");
    const end = at + 3 + bytes.readUInt16BE(at + 1);
    if (end > bytes.length) throw badFile(format, "map");
    const text = bytes.toString("utf8", at + 3, end);
    at = end;
    texts.push(text);
    return text;
  };
  for (let pair = 0; pair < size; pair += 1) {
    const key = next();
    map.set(key, next());
  }
  return map;
}
