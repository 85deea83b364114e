// Files under a passphrase in the age format (age-encryption.org/v1), which other programs can open as well. The one place
// that uses its library.
import { Decrypter, Encrypter } from "age-encryption";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Secret } from "../secret.ts";

/** scrypt with N = 2^17: 128 MiB and about a second. */
const workFactor = 17;
/** SECURITY: the cost stands in the file; 2^20 would be a GiB. */
const maxWorkFactor = 20;

export async function sealAge(content: Uint8Array, passphrase: Secret): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(workFactor);
  encrypter.setPassphrase(passphrase.reveal());
  return encrypter.encrypt(content);
}

/** @throws AppError `wrong-passphrase`, `too-large` (its cost), `bad-file` */
export async function openAge(sealed: Uint8Array, passphrase: Secret): Promise<Uint8Array> {
  const heading = Buffer.from(sealed.subarray(0, 4_096)).toString("latin1");
  const [, factor] = /\n-> scrypt \S+ (\d{1,3})\n/.exec(heading) ?? [];
  if (factor === undefined) throw new AppError("bad-file", { format: "gatepost", reason: "age" });
  if (Number(factor) > maxWorkFactor) throw new AppError("too-large", { reason: "key-derivation" });
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase.reveal());
  try {
    return await decrypter.decrypt(sealed);
  } catch (cause) {
    throw new AppError("wrong-passphrase", { format: "gatepost" }, { cause });
  }
}
