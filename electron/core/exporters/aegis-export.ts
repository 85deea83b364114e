// Codes as Aegis writes them under a passphrase: the file that most other authenticators can read, so that anybody can
// leave. Source: the vault documentation in the repository of Aegis.
import { createCipheriv, createHash, randomUUID, scrypt } from "node:crypto";
import type { WholeEntry } from "../otp/many-codes.ts";
import type { Secret } from "../secret.ts";
import type { RandomBytes } from "./exporter.ts";

/** The app's own cost: 32 MiB. */
const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** Other algorithms would be refused there. */
export function fitsAegis({ algorithm }: WholeEntry): boolean {
  return algorithm !== "SHA224" && algorithm !== "SHA384";
}

export async function writeAegis(
  entries: readonly WholeEntry[],
  passphrase: Secret,
  random: RandomBytes,
): Promise<Uint8Array> {
  const salt = random(32);
  const master = random(32);
  const slot = seal(await deriveKey(passphrase, salt), random(12), master);
  const db = seal(master, random(12), Buffer.from(JSON.stringify(contentOf(entries))));
  const { N: n, r, p } = cost;
  const slots = [
    {
      ...{ type: 1, uuid: randomUUID(), key: slot.sealed.toString("hex"), key_params: slot.params },
      ...{ n, r, p, salt: Buffer.from(salt).toString("hex"), repaired: true, is_backup: false },
    },
  ];
  const vault = { version: 1, header: { slots, params: db.params }, db: db.sealed.toString("base64") };
  return Buffer.from(JSON.stringify(vault, undefined, 4));
}

function contentOf(entries: readonly WholeEntry[]) {
  const names = [...new Set(entries.flatMap(({ groups }) => groups ?? []))];
  const groups = names.map((name) => ({ uuid: randomUUID(), name }));
  const groupIds = new Map(groups.map(({ uuid, name }) => [name, uuid]));
  return {
    version: 3,
    entries: entries.map((entry) => ({
      ...{ type: entry.type, uuid: randomUUID(), name: entry.account, issuer: entry.issuer },
      ...{ note: entry.note ?? "", favorite: entry.pinned === true, info: infoOf(entry) },
      ...iconOf(entry),
      groups: (entry.groups ?? []).map((name) => groupIds.get(name)),
    })),
    groups,
    icons_optimized: true,
  };
}

function iconOf({ icon }: WholeEntry) {
  if (icon?.kind !== "picture") return { icon: null };
  const hash = createHash("sha256").update(Buffer.from(icon.png, "base64")).digest("hex");
  return { icon: icon.png, icon_mime: "image/png", icon_hash: hash };
}

function infoOf(entry: WholeEntry) {
  const { secret, algorithm: algo, digits } = entry;
  const common = { secret: secret.reveal(), algo, digits };
  if (entry.type === "hotp") return { ...common, counter: entry.counter };
  const pin = entry.type === "motp" || entry.type === "yandex" ? { pin: entry.pin.reveal() } : {};
  return { ...common, period: entry.period, ...pin };
}

function seal(key: Uint8Array, nonce: Uint8Array, content: Uint8Array) {
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  const params = { nonce: Buffer.from(nonce).toString("hex"), tag: cipher.getAuthTag().toString("hex") };
  return { sealed, params };
}

function deriveKey(passphrase: Secret, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.reveal(), salt, 32, cost, (failure, key) => (failure ? reject(failure) : resolve(key)));
  });
}
