// A KeePass database (KDBX 3 and 4) under a password. The one place that uses kdbxweb. A key file cannot be given: KeePassXC
// exports without one.
import * as namespace from "kdbxweb";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Secret } from "../secret.ts";
import type { ImportedEntry, Importer } from "./importer.ts";
import { readKeePassFields } from "./keepass-fields.ts";
import { argon2Key } from "./key-derivation.ts";
import { badFile, extras, readRows } from "./rows.ts";
import { requirePassphrase } from "./sealed.ts";

// The package is CommonJS: at run time everything is in `default`.
const kdbx: typeof namespace = (namespace as { readonly default?: typeof namespace }).default ?? namespace;

const format = "keepass-database";
const signature = [0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5];
/** SECURITY: the rounds of the older way of deriving keys; half a minute's work. */
const maxRounds = 200_000_000;

kdbx.CryptoEngine.setArgon2Impl(
  async (password, salt, memory, iterations, length, parallelism, type, version) => {
    if (version !== 0x13) throw badFile(format, "key-derivation");
    const cost = { memory, passes: iterations, lanes: parallelism, length };
    const variant = type === kdbx.CryptoEngine.Argon2TypeArgon2d ? "d" : "id";
    const key = await argon2Key(new Uint8Array(password), { ...cost, salt: new Uint8Array(salt), variant });
    return new Uint8Array(key).buffer;
  },
);

export const keePassDatabase: Importer = {
  id: format,
  name: "KeePass database (KDBX)",
  recognise: ({ bytes }) => (signature.every((byte, at) => bytes[at] === byte) ? "encrypted" : undefined),
  async read(file, passphrase) {
    const database = await open(new Uint8Array(file.bytes).buffer, requirePassphrase(format, passphrase));
    const bin = database.meta.recycleBinUuid?.id;
    const found: Found[] = [];
    for (const root of database.groups) collect(root, { path: "", trashed: false, bin }, found);
    return readRows(found, readOne);
  },
};

interface Found {
  readonly entry: namespace.KdbxEntry;
  readonly path: string;
  readonly trashed: boolean;
}

function collect(
  group: namespace.KdbxGroup,
  place: { readonly path: string; readonly trashed: boolean; readonly bin: string | undefined },
  found: Found[],
): void {
  const trashed = place.trashed || (place.bin !== undefined && group.uuid.id === place.bin);
  for (const entry of group.entries) found.push({ entry, path: place.path, trashed });
  for (const inner of group.groups) {
    const name = inner.name ?? "";
    collect(inner, { ...place, path: place.path === "" ? name : `${place.path}/${name}`, trashed }, found);
  }
}

function readOne({ entry, path, trashed }: Found): ImportedEntry[] {
  const field = (name: string) => {
    const value = entry.fields.get(name);
    return typeof value === "string" ? value : (value?.getText() ?? "");
  };
  const codes = readKeePassFields(field, [...entry.fields.keys()]);
  return codes.map((code) => ({ ...code, ...extras({ groups: [path], trashed }) }));
}

async function open(bytes: ArrayBuffer, passphrase: Secret): Promise<namespace.Kdbx> {
  const credentials = new kdbx.Credentials(kdbx.ProtectedValue.fromString(passphrase.reveal()));
  try {
    refuseCost(bytes);
    return await kdbx.Kdbx.load(bytes, credentials);
  } catch (failure) {
    if (failure instanceof AppError) throw failure;
    const code = failure instanceof kdbx.KdbxError ? failure.code : "";
    if (code === kdbx.Consts.ErrorCodes.InvalidKey) throw new AppError("wrong-passphrase", { format });
    if (code === kdbx.Consts.ErrorCodes.InvalidVersion) {
      throw new AppError("newer-version", {
        format,
        version: new DataView(bytes).getUint16(10, true),
        newest: 4,
      });
    }
    // The library throws its own errors and those of whatever it stumbles over.
    throw new AppError("bad-file", { format, reason: "database" }, { cause: failure });
  }
}

/** Argon2 is limited where it is computed. */
function refuseCost(bytes: ArrayBuffer): void {
  const unread = new kdbx.Kdbx();
  const header = kdbx.KdbxHeader.read(new kdbx.BinaryStream(bytes), new kdbx.KdbxContext({ kdbx: unread }));
  const rounds = header.kdfParameters?.get("R") ?? header.keyEncryptionRounds;
  const number = typeof rounds === "number" ? rounds : rounds instanceof kdbx.Int64 ? rounds.valueOf() : 0;
  if (number > maxRounds) throw new AppError("too-large", { reason: "key-derivation" });
}
