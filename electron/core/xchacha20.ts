// The one place that uses the library of XChaCha20-Poly1305: sealing with a key, and the primitives that one format of
// exports is put together from. It knows no file and no keychain.
import { poly1305 } from "@noble/ciphers/_poly1305.js";
import { chacha20, hchacha, xchacha20poly1305 } from "@noble/ciphers/chacha.js";

export { chacha20, hchacha, poly1305 };

export const keyLength = 32;
const nonceLength = 24;
const macLength = 16;
/** Bytes that sealing adds. */
export const sealLength = nonceLength + macLength;

/** Nonce, ciphertext and MAC in one. `context` is not in it, but must be the same when it is opened. */
export function sealBytes(
  key: Uint8Array,
  content: Uint8Array,
  context: string,
  random: (length: number) => Uint8Array,
): Uint8Array {
  const nonce = random(nonceLength);
  const sealed = xchacha20poly1305(key, nonce, Buffer.from(context)).encrypt(content);
  return Buffer.concat([nonce, sealed]);
}

/** undefined: another key, another context, or somebody has changed it. */
export function openBytes(key: Uint8Array, sealed: Uint8Array, context: string): Uint8Array | undefined {
  if (sealed.length < sealLength) return undefined;
  try {
    const cipher = xchacha20poly1305(key, sealed.subarray(0, nonceLength), Buffer.from(context));
    return cipher.decrypt(sealed.subarray(nonceLength));
  } catch (failure) {
    // The library has no other way of saying that the MAC does not fit.
    if (failure instanceof Error && /tag/i.test(failure.message)) return undefined;
    throw failure;
  }
}
