// Keys from passphrases, as other programs derive them. SECURITY: the cost stands in the file, so whoever wrote the file
// chooses it; it is limited before any work is done. Runs in the imports thread: it takes up to half a minute.
import { pbkdf2, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { argon2d, argon2id } from "hash-wasm";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Secret } from "../secret.ts";

/**
 * Told, before a key is derived that takes longer than a moment, about how many milliseconds it will take. The libraries
 * tell nothing while they work, so a small piece of the same work is measured first. One thread reads one file.
 */
let tellEstimate: ((milliseconds: number) => void) | undefined;

export function onDerivation(listener: (milliseconds: number) => void): void {
  tellEstimate = listener;
}

/** Less than this many times the sample is over before a bar could be drawn. */
const worthTelling = 20;

async function estimate(work: number, sampleWork: number, sample: () => Promise<unknown>): Promise<void> {
  if (!tellEstimate || work < worthTelling * sampleWork) return;
  const start = performance.now();
  await sample();
  tellEstimate(((performance.now() - start) * work) / sampleWork);
}

const maxPbkdf2Iterations = 10_000_000;
/** Bytes of memory, and memory times passes: what the dearest real exports ask for (1 GiB, four passes). */
const maxMemory = 1024 * 1024 * 1024;
const maxArgon2Work = 4 * 1024 * 1024 * 1024;
/** KiB of the piece that is measured */
const sampleMemory = 2_048;
const maxScryptWork = 16 * maxMemory;

export async function pbkdf2Key(
  passphrase: Secret,
  options: {
    readonly salt: Uint8Array;
    readonly iterations: number;
    readonly length: number;
    readonly hash: "sha1" | "sha256" | "sha512";
  },
): Promise<Uint8Array> {
  const { salt, iterations, length, hash } = options;
  checkWhole(iterations, 1, maxPbkdf2Iterations);
  const derive = (rounds: number) => promisify(pbkdf2)(passphrase.reveal(), salt, rounds, length, hash);
  await estimate(iterations, 10_000, () => derive(10_000));
  return derive(iterations);
}

/** `cost`, `blockSize` and `parallel` are called N, r and p in RFC 7914. */
export async function scryptKey(
  passphrase: Secret,
  options: {
    readonly salt: Uint8Array;
    readonly cost: number;
    readonly blockSize: number;
    readonly parallel: number;
    readonly length: number;
  },
): Promise<Uint8Array> {
  const { salt, cost, blockSize, parallel, length } = options;
  checkWhole(blockSize, 1, 64);
  checkWhole(parallel, 1, 64);
  checkWhole(cost, 2, maxMemory / (128 * blockSize));
  if ((cost & (cost - 1)) !== 0) throw new AppError("bad-file", { reason: "key-derivation" });
  const memory = 128 * cost * blockSize;
  checkWhole(memory * parallel, 1, maxScryptWork);
  const limits = { r: blockSize, maxmem: memory + 16 * 1024 * 1024 };
  const derive = (N: number, p: number) =>
    new Promise<Uint8Array>((resolve, reject) => {
      scrypt(passphrase.reveal(), salt, length, { ...limits, N, p }, (failure, key) =>
        failure ? reject(failure) : resolve(key),
      );
    });
  await estimate(cost * parallel, 1_024, () => derive(1_024, 1));
  return derive(cost, parallel);
}

/** Version 1.3; `memory` in KiB. */
export async function argon2Key(
  passphrase: Secret | Uint8Array,
  options: {
    readonly salt: Uint8Array;
    readonly memory: number;
    readonly passes: number;
    readonly lanes: number;
    readonly length: number;
    readonly variant?: "d" | "id";
  },
): Promise<Uint8Array> {
  const { salt, memory, passes, lanes, length, variant = "id" } = options;
  checkWhole(lanes, 1, 64);
  checkWhole(memory, 8 * lanes, maxMemory / 1024);
  checkWhole(passes, 1, 64);
  checkWhole(memory * 1024 * passes, 1, maxArgon2Work);
  checkWhole(salt.length, 8, 1024);
  const password = passphrase instanceof Uint8Array ? passphrase : passphrase.reveal();
  const argon2 = variant === "d" ? argon2d : argon2id;
  const derive = (memorySize: number, iterations: number) =>
    argon2({
      ...{ password, salt, memorySize, iterations },
      ...{ parallelism: lanes, hashLength: length, outputType: "binary" },
    });
  const sample = Math.max(sampleMemory, 8 * lanes);
  await estimate(memory * passes, sample, () => derive(sample, 1));
  return derive(memory, passes);
}

function checkWhole(value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min) throw new AppError("bad-file", { reason: "key-derivation" });
  if (value > max) throw new AppError("too-large", { reason: "key-derivation" });
}
