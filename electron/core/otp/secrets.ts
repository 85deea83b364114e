// The secrets of the codes: one keychain item each, and a short memory so that showing codes does not ask the system
// every second. Must not give a secret to anybody but the core.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Keychain } from "../keychain/keychain.ts";
import { Secret } from "../secret.ts";
import { decodeBase32 } from "./base32.ts";

export interface CodeSecret {
  /** base32 */
  readonly secret: Secret;
  readonly key: Uint8Array;
  /** for Mobile-OTP and Yandex */
  readonly pin?: Secret;
}

/** What is kept of an entry: its secret in base32, and its PIN if its type has one. */
export interface KeptSecret {
  readonly secret: Secret;
  readonly pin?: Secret;
}

export interface CodeSecrets {
  /** @throws AppError `secret-gone`, `keychain-locked` and the keychain's other refusals */
  get(codeId: string): Promise<CodeSecret>;
  /** As `get`, but does not ask a keychain again that has just said it is locked: each question may open a dialog. */
  getQuietly(codeId: string): Promise<CodeSecret>;
  /** The next `getQuietly` asks, whatever the keychain has just said. */
  askAgain(): void;
  write(codeId: string, kept: KeptSecret): Promise<void>;
  remove(codeId: string): Promise<void>;
  forgetAll(): void;
}

/** After this time the keychain is asked again, so that one that was locked since closes the codes as well. */
const keepFor = 5 * 60_000;
const askLockedAgainAfter = 30_000;

export function createCodeSecrets(options: {
  readonly keychain: Keychain;
  readonly now: () => number;
}): CodeSecrets {
  const { keychain, now } = options;
  const known = new Map<string, { readonly at: number; readonly secret: Promise<CodeSecret> }>();
  let trouble: { readonly at: number; readonly failure: AppError } | undefined;

  const read = async (codeId: string): Promise<CodeSecret> => {
    try {
      const secret = await keychain.read(nameOf(codeId));
      trouble = undefined;
      if (!secret) throw new AppError("secret-gone");
      return unpack(secret);
    } catch (failure) {
      known.delete(codeId);
      if (failure instanceof AppError && isKeychainTrouble(failure)) trouble = { at: now(), failure };
      throw failure;
    }
  };

  const get = (codeId: string) => {
    const before = known.get(codeId);
    if (before && now() - before.at < keepFor) return before.secret;
    const secret = read(codeId);
    known.set(codeId, { at: now(), secret });
    return secret;
  };

  return {
    get,
    async getQuietly(codeId) {
      const before = known.get(codeId);
      const fresh = before && now() - before.at < keepFor;
      if (!fresh && trouble && now() - trouble.at < askLockedAgainAfter) throw trouble.failure;
      return get(codeId);
    },
    askAgain() {
      trouble = undefined;
    },
    async write(codeId, kept) {
      const item = pack(kept);
      const unpacked = unpack(item);
      await keychain.write(nameOf(codeId), item);
      known.set(codeId, { at: now(), secret: Promise.resolve(unpacked) });
    },
    async remove(codeId) {
      await keychain.remove(nameOf(codeId));
      known.delete(codeId);
    },
    forgetAll: () => known.clear(),
  };
}

/** The keychain has it no more, or another program has put something else in its place: it may be given back. */
export function isSecretLost(failure: unknown): boolean {
  return (
    failure instanceof AppError && (failure.code === "secret-gone" || failure.code === "keychain-changed")
  );
}

function isKeychainTrouble(failure: AppError): boolean {
  return /^keychain-(locked|missing|unavailable)$/.test(failure.code);
}

/** One line: the secret, and after a blank the PIN. Base32 has no blanks. */
function pack({ secret, pin }: KeptSecret): Secret {
  return pin ? new Secret(`${secret.reveal()} ${pin.reveal()}`) : secret;
}

function unpack(item: Secret): CodeSecret {
  const line = item.reveal();
  const blank = line.indexOf(" ");
  if (blank < 0) return { secret: item, key: decodeBase32(line) };
  const secret = line.slice(0, blank);
  return { secret: new Secret(secret), key: decodeBase32(secret), pin: new Secret(line.slice(blank + 1)) };
}

function nameOf(codeId: string): string {
  return `code/${codeId}`;
}
