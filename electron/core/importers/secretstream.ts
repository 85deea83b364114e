// One chunk of libsodium's secretstream (XChaCha20-Poly1305), which Ente seals its exports with. Put together from the
// primitives as libsodium's documentation of crypto_secretstream describes it; nothing else uses it.
import { timingSafeEqual } from "node:crypto";
import { AppError } from "../../../shared/ipc/errors.ts";
import { chacha20, hchacha, poly1305 } from "../xchacha20.ts";

const headerLength = 24;
const macLength = 16;
const blockLength = 64;

/**
 * `header` of 24 bytes; `sealed` is the masked tag byte, the ciphertext and the MAC. Whatever the tag says is accepted:
 * exports end with one that means "message" as well as with one that means "final".
 * @throws AppError `wrong-passphrase`
 */
export function openSecretstream(key: Uint8Array, header: Uint8Array, sealed: Uint8Array): Uint8Array {
  if (header.length !== headerLength || sealed.length < 1 + macLength) throw new AppError("bad-file");
  const subkey = subkeyOf(key, header.subarray(0, 16));
  // A counter of chunks, which begins at one, and the rest of the header.
  const nonce = new Uint8Array([1, 0, 0, 0, ...header.subarray(16)]);
  const ciphertext = sealed.subarray(1, sealed.length - macLength);
  const macKey = chacha20(subkey, nonce, new Uint8Array(blockLength)).subarray(0, 32);

  const tagBlock = new Uint8Array(blockLength);
  tagBlock[0] = sealed[0] ?? 0;
  const opened = chacha20(subkey, nonce, tagBlock, undefined, 1);
  // The MAC is over the block as it is on the wire: masked zeros, with the masked tag in front.
  opened[0] = sealed[0] ?? 0;
  // libsodium pads by this, not to whole blocks of sixteen; the difference is its own and part of the format.
  const padding = new Uint8Array((16 - blockLength + ciphertext.length) & 15);
  const lengths = Buffer.alloc(16);
  lengths.writeBigUInt64LE(BigInt(blockLength + ciphertext.length), 8);
  const mac = poly1305(Buffer.concat([opened, ciphertext, padding, lengths]), macKey);
  if (!timingSafeEqual(mac, sealed.subarray(sealed.length - macLength)))
    throw new AppError("wrong-passphrase");
  return chacha20(subkey, nonce, ciphertext, undefined, 2);
}

function subkeyOf(key: Uint8Array, input: Uint8Array): Uint8Array {
  const sigma = words(Buffer.from("expand 32-byte k"));
  const out = new Uint32Array(8);
  hchacha(sigma, words(key), words(input), out);
  return new Uint8Array(out.buffer);
}

/** A copy, because the bytes may lie anywhere in their buffer. Little endian, as all machines that we run on are. */
function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(Uint8Array.from(bytes).buffer);
}
