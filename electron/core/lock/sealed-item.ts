// One keychain item under the lock: how it says whether it is sealed and with which key, sealing and opening it. Pure but
// for the random bytes, which are passed in.
import { AppError } from "../../../shared/ipc/errors.ts";
import { Secret } from "../secret.ts";
import { openBytes, sealBytes, sealLength } from "../xchacha20.ts";

/** The key of all items of one turning on; `generation` is its name and no secret. */
export interface VaultKey {
  readonly generation: string;
  readonly bytes: Uint8Array;
}

export type StoredItem =
  | { readonly kind: "plain"; readonly value: Secret }
  | { readonly kind: "sealed"; readonly generation: string; readonly bytes: Uint8Array };

const sealedMark = "sealed/";
const plainMark = "plain/";

/**
 * Bytes of a value, sealed or not, so that whatever was kept can be sealed later: an item of the keychain holds 2,560
 * bytes, which are 1,917 before its own base64, and 1,400 before that of the sealed text.
 */
export const maxValueBytes = 1_400 - sealLength;

/** What stands in the keychain without a lock: the value as it is, unless it looks like something else. */
export function plainItem(value: Secret): Secret {
  checkSize(value);
  const text = value.reveal();
  return text.startsWith(sealedMark) || text.startsWith(plainMark) ? new Secret(plainMark + text) : value;
}

/** SECURITY: P48. Bound to its name: no item can be put in another's place. */
export function sealedItem(
  name: string,
  value: Secret,
  { generation, bytes }: VaultKey,
  random: (length: number) => Uint8Array,
): Secret {
  checkSize(value);
  const sealed = sealBytes(bytes, Buffer.from(value.reveal()), contextOf(name, generation), random);
  return new Secret(`${sealedMark}1/${generation}/${Buffer.from(sealed).toString("base64")}`);
}

/** @throws AppError `newer-version`, `keychain-refused` */
export function readItem(stored: Secret): StoredItem {
  const text = stored.reveal();
  if (text.startsWith(plainMark)) return { kind: "plain", value: new Secret(text.slice(plainMark.length)) };
  if (!text.startsWith(sealedMark)) return { kind: "plain", value: stored };
  const [, version, generation, base64] =
    /^sealed\/(\d+)\/([0-9a-z-]+)\/([A-Za-z0-9+/]+=*)$/.exec(text) ?? [];
  if (version === undefined || generation === undefined || base64 === undefined)
    throw new AppError("keychain-refused", { reason: "sealed-item" });
  if (version !== "1") throw new AppError("newer-version", { version: Number(version) });
  return { kind: "sealed", generation, bytes: Buffer.from(base64, "base64") };
}

/** @throws AppError `secret-gone` if it is sealed with another key, `keychain-refused` if somebody has changed it */
export function openItem(
  name: string,
  item: Extract<StoredItem, { kind: "sealed" }>,
  key: VaultKey | undefined,
): Secret {
  if (item.generation !== key?.generation) throw new AppError("secret-gone", { reason: "other-lock" });
  const opened = openBytes(key.bytes, item.bytes, contextOf(name, key.generation));
  if (!opened) throw new AppError("keychain-refused", { reason: "sealed-item" });
  return new Secret(Buffer.from(opened).toString());
}

function contextOf(name: string, generation: string): string {
  return `Gatepost item 1\n${generation}\n${name}`;
}

function checkSize(value: Secret): void {
  const size = Buffer.byteLength(value.reveal());
  if (size > maxValueBytes) throw new AppError("too-large", { limit: maxValueBytes });
}

/** Passes over what `isPastHelp`, for a `catch`. */
export function unlessPastHelp(failure: unknown): undefined {
  if (!isPastHelp(failure)) throw failure;
}

/** Nobody can read it, with the lock or without: it is shown as gone where it belongs, and holds up nothing. */
export function isPastHelp(failure: unknown): boolean {
  if (!(failure instanceof AppError)) return false;
  const { code, detail } = failure;
  return (
    code === "secret-gone" ||
    code === "keychain-changed" ||
    (code === "keychain-refused" && detail.reason !== undefined)
  );
}
