// Ente Auth: a list of otpauth links with what else it knows in the parameter `codeDisplay`; encrypted, the same list
// under a passphrase. Source: the export code of its app.
import { AppError } from "../../../shared/ipc/errors.ts";
import { type OtpauthLink, readLink } from "../otp/otpauth.ts";
import type { Secret } from "../secret.ts";
import { importFile, parseJson } from "./import-file.ts";
import type { ImportedEntry, Importer } from "./importer.ts";
import { argon2Key } from "./key-derivation.ts";
import { linesOf } from "./otpauth-list.ts";
import {
  asList,
  asObject,
  brandIcon,
  extras,
  isObject,
  type JsonObject,
  readRows,
  requireVersion,
} from "./rows.ts";
import { fromBase64, requirePassphrase, whole } from "./sealed.ts";
import { openSecretstream } from "./secretstream.ts";

const format = "ente";

export const ente: Importer = {
  id: format,
  name: "Ente Auth",
  recognise(file) {
    const json = asObject(file.json());
    if (isObject(json.kdfParams) && "encryptedData" in json) return "encrypted";
    const lines = file.json() === undefined ? linesOf(file) : [];
    return lines.some(({ text }) => /^otpauth:\/\/.*[?&]codeDisplay=/i.test(text)) ? "plain" : undefined;
  },
  async read(file, passphrase) {
    const json = asObject(file.json());
    const sealed = isObject(json.kdfParams);
    const list = sealed ? importFile(await open(json, requirePassphrase(format, passphrase))) : file;
    if (list.text() === undefined) throw new AppError("wrong-passphrase", { format });
    return readRows(
      linesOf(list),
      ({ text }) => withDisplay(readLink(text, { counter: 0 })),
      ({ row }) => row,
    );
  },
};

function withDisplay({ entry, codeDisplay }: OtpauthLink): ImportedEntry {
  const { note, tags, pinned, trashed, tapCount, lastUsedAt, iconID } = asObject(parseJson(codeDisplay));
  // Microseconds there.
  const used = typeof lastUsedAt === "number" ? Math.floor(lastUsedAt / 1_000) : undefined;
  const more = { uses: tapCount, lastUsedAt: used, icon: brandIcon(iconID) };
  return { ...entry, ...extras({ note, groups: asList(tags), pinned, trashed, ...more }) };
}

async function open(json: JsonObject, passphrase: Secret): Promise<Uint8Array> {
  requireVersion(format, json.version, 1);
  const { memLimit, opsLimit, salt } = asObject(json.kdfParams);
  const key = await argon2Key(passphrase, {
    salt: fromBase64(format, salt),
    memory: Math.floor(whole(format, memLimit) / 1024),
    passes: whole(format, opsLimit),
    lanes: 1,
    length: 32,
  });
  return openSecretstream(
    key,
    fromBase64(format, json.encryptionNonce),
    fromBase64(format, json.encryptedData),
  );
}
