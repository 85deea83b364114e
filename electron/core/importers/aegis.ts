// Aegis, plain and encrypted (vault version 1, content up to version 3). Source: the vault documentation in the
// repository of Aegis, and its own test files.
import { AppError } from "../../../shared/ipc/errors.ts";
import { decodeBase32 } from "../otp/base32.ts";
import { readEntry } from "../otp/entry.ts";
import type { Secret } from "../secret.ts";
import type { ImportedEntry, Importer } from "./importer.ts";
import { scryptKey } from "./key-derivation.ts";
import {
  asList,
  asObject,
  asText,
  badFile,
  extras,
  isObject,
  type JsonObject,
  readRows,
  requireVersion,
} from "./rows.ts";
import { fromBase64, fromHex, openedJson, openGcm, requirePassphrase, whole } from "./sealed.ts";

const format = "aegis";
/** Slots of other types hold keys of a phone's own hardware. */
const passwordSlot = 1;

export const aegis: Importer = {
  id: format,
  name: "Aegis",
  recognise(file) {
    const vault = asObject(file.json());
    if (!isObject(vault.header) || !("db" in vault)) return undefined;
    return typeof vault.db === "string" ? "encrypted" : "plain";
  },
  async read(file, passphrase) {
    const vault = asObject(file.json());
    requireVersion(format, vault.version, 1);
    const db =
      typeof vault.db === "string" ? await open(vault, requirePassphrase(format, passphrase)) : vault.db;
    return readContent(asObject(db));
  },
};

function readContent(db: JsonObject) {
  requireVersion(format, db.version, 3);
  if (!Array.isArray(db.entries)) throw badFile(format, "entries");
  const groups = new Map<unknown, unknown>();
  for (const group of asList(db.groups).map(asObject)) groups.set(group.uuid, group.name);
  return readRows(db.entries.map(asObject), (row, _number, pin) => readOne(row, groups, pin));
}

function readOne(
  row: JsonObject,
  groups: ReadonlyMap<unknown, unknown>,
  typedPin: string | undefined,
): ImportedEntry {
  const info = asObject(row.info);
  const { secret, algo, digits, period, counter, pin } = info;
  const type = asText(row.type).toLowerCase();
  const names = { issuer: row.issuer, account: row.name };
  const code = {
    secret: type === "motp" ? motpSecret(secret) : secret,
    algorithm: algo,
    digits,
    period,
    counter,
    pin: pin ?? typedPin,
  };
  const entry = readEntry({ ...names, ...code, type: row.type });
  // Before version 3 an entry named its one group itself.
  const inGroups =
    typeof row.group === "string" ? [row.group] : asList(row.groups).map((id) => groups.get(id));
  const more = { note: row.note, groups: inGroups, pinned: row.favorite, picture: row.icon };
  return { ...entry, ...extras(more) };
}

/** The app writes base32 for every type; some files hold the hex that Mobile-OTP itself uses. */
function motpSecret(secret: unknown): unknown {
  const text = asText(secret);
  if (/[0189]/.test(text)) return text;
  return text === "" ? text : decodeBase32(text);
}

async function open(vault: JsonObject, passphrase: Secret): Promise<unknown> {
  const header = asObject(vault.header);
  const params = asObject(header.params);
  const master = await openSlots(asList(header.slots).map(asObject), passphrase);
  const sealed = Buffer.concat([fromBase64(format, vault.db), fromHex(format, params.tag)]);
  return openedJson(format, openGcm(master, fromHex(format, params.nonce), sealed));
}

/** The key of the vault lies in each slot, sealed under that slot's passphrase. */
async function openSlots(slots: readonly JsonObject[], passphrase: Secret): Promise<Uint8Array> {
  const mine = slots.filter(({ type }) => type === passwordSlot);
  if (mine.length === 0 || mine.length > 16) throw badFile(format, "slots");
  for (const slot of mine) {
    const key = await scryptKey(passphrase, {
      salt: fromHex(format, slot.salt),
      cost: whole(format, slot.n),
      blockSize: whole(format, slot.r),
      parallel: whole(format, slot.p),
      length: 32,
    });
    const { nonce, tag } = asObject(slot.key_params);
    const sealed = Buffer.concat([fromHex(format, slot.key), fromHex(format, tag)]);
    try {
      return openGcm(key, fromHex(format, nonce), sealed);
    } catch (failure) {
      if (!(failure instanceof AppError) || failure.code !== "wrong-passphrase") throw failure;
    }
  }
  throw new AppError("wrong-passphrase", { format });
}
