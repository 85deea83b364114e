// Files in the age format (age-encryption.org/v1), which other programs can open as well: under a passphrase, or for a
// pair of keys. The one place that uses its library, which is loaded with the first file: no start needs it.
import { AppError } from "../../../shared/ipc/errors.ts";
import { Secret } from "../secret.ts";

const library = () => import("age-encryption");

/** What the program seals with: scrypt with N = 2^17, 128 MiB and about a second. */
export const strongWorkFactor = 17;
/** SECURITY: the cost stands in the file; 2^20 would be a GiB. */
const maxWorkFactor = 20;

/** `workFactor`: the power of two that is scrypt's N; the program's is `strongWorkFactor`. */
export async function sealAge(
  content: Uint8Array,
  passphrase: Secret,
  workFactor: number,
): Promise<Uint8Array> {
  const { Encrypter } = await library();
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
  const { Decrypter } = await library();
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase.reveal());
  try {
    return await decrypter.decrypt(sealed);
  } catch (cause) {
    throw new AppError("wrong-passphrase", { format: "gatepost" }, { cause });
  }
}

/** A pair of keys: whoever has the recipient can seal, only the identity opens. */
export interface AgePair {
  /** age1… */
  readonly recipient: string;
  /** AGE-SECRET-KEY-1… */
  readonly identity: Secret;
}

export async function newAgePair(): Promise<AgePair> {
  const { generateX25519Identity, identityToRecipient } = await library();
  const identity = await generateX25519Identity();
  return { recipient: await identityToRecipient(identity), identity: new Secret(identity) };
}

/** Takes milliseconds: no key is derived. */
export async function sealAgeFor(content: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  const { Encrypter } = await library();
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(content);
}

/** @throws AppError `bad-file`: damaged, or sealed for somebody else */
export async function openAgeWith(sealed: Uint8Array, identity: Secret): Promise<Uint8Array> {
  const { Decrypter } = await library();
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(identity.reveal());
    return await decrypter.decrypt(sealed);
  } catch (cause) {
    throw new AppError("bad-file", { format: "gatepost", reason: "age" }, { cause });
  }
}

/** As text, in the lines that age calls armor. */
export async function armoured(sealed: Uint8Array): Promise<string> {
  const { armor } = await library();
  return armor.encode(sealed);
}

/** @throws AppError `bad-file` */
export async function unarmoured(text: string): Promise<Uint8Array> {
  const { armor } = await library();
  try {
    return armor.decode(text);
  } catch (cause) {
    throw new AppError("bad-file", { format: "gatepost", reason: "age" }, { cause });
  }
}
