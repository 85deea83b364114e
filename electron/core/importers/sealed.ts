// Opening what other programs have sealed under a passphrase. A wrong key and a damaged file look the same to an
// authenticated cipher, so both are told as a passphrase that does not fit.
import { createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Secret } from "../secret.ts";
import { parseJson } from "./import-file.ts";
import { badFile } from "./rows.ts";

const tagLength = 16;

/** @throws AppError `passphrase-needed` if there is none */
export function requirePassphrase(format: string, passphrase: Secret | undefined): Secret {
  if (!passphrase || passphrase.reveal() === "") throw new AppError("passphrase-needed", { format });
  return passphrase;
}

/** AES-256-GCM; `sealed` ends with its tag of 16 bytes. @throws AppError `wrong-passphrase` */
export function openGcm(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  associated?: Uint8Array,
): Buffer {
  if (sealed.length < tagLength || nonce.length < 8 || nonce.length > 64) throw new AppError("bad-file");
  const cipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagLength });
  cipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  if (associated) cipher.setAAD(associated);
  const opened = cipher.update(sealed.subarray(0, sealed.length - tagLength));
  return finish(opened, () => cipher.final());
}

/** AES-256-CBC with PKCS #7. @throws AppError `wrong-passphrase` */
export function openCbc(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Buffer {
  if (sealed.length === 0 || sealed.length % 16 !== 0 || iv.length !== 16) throw new AppError("bad-file");
  const cipher = createDecipheriv("aes-256-cbc", key, iv);
  const opened = cipher.update(sealed);
  return finish(opened, () => cipher.final());
}

function finish(opened: Buffer, final: () => Buffer): Buffer {
  try {
    return Buffer.concat([opened, final()]);
  } catch (cause) {
    throw new AppError("wrong-passphrase", {}, { cause });
  }
}

/** @throws AppError `wrong-passphrase` */
export function requireMac(key: Uint8Array, data: Uint8Array, mac: Uint8Array): void {
  const expected = createHmac("sha256", key).update(data).digest();
  if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) {
    throw new AppError("wrong-passphrase");
  }
}

/** JSON that was sealed. Without a tag only this tells that the key was right. */
export function openedJson(format: string, opened: Uint8Array): unknown {
  const value = parseJson(new TextDecoder().decode(opened));
  if (value === undefined) throw new AppError("wrong-passphrase", { format });
  return value;
}

/** @throws AppError `bad-file` */
export function fromBase64(format: string, value: unknown): Buffer {
  if (typeof value !== "string" || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(value)) throw badFile(format, "base64");
  return Buffer.from(value, "base64");
}

/** @throws AppError `bad-file` */
export function fromHex(format: string, value: unknown): Buffer {
  if (typeof value !== "string" || !/^(?:[0-9a-f]{2})*$/i.test(value)) throw badFile(format, "hex");
  return Buffer.from(value, "hex");
}

/** @throws AppError `bad-file` */
export function whole(format: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw badFile(format, "number");
  return value;
}
