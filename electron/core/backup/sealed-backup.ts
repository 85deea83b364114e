// The file of an automatic backup: the content sealed for a pair of keys, and beside it the key of the pair that opens
// it, sealed under the user's passphrase. So a backup can be made while nobody is there to type, and nothing that opens
// one is kept on this computer. Both parts are age files, which other programs can open.
import { z } from "zod";
import { AppError } from "../../../shared/ipc/errors.ts";
import {
  armoured,
  newAgePair,
  openAge,
  openAgeWith,
  sealAge,
  sealAgeFor,
  unarmoured,
} from "../exporters/age-file.ts";
import { Secret } from "../secret.ts";

export const sealedMark = "gatepost-sealed-backup";
export const sealedVersion = 1;

const how =
  "Both parts are age files (age-encryption.org). Your passphrase opens “key”; what comes out opens “content”.";

const SealedBackup = z.object({
  format: z.literal(sealedMark),
  version: z.literal(sealedVersion),
  key: z.string(),
  content: z.string(),
});

/** What is kept to make backups: it can seal, and opens nothing by itself. */
export interface BackupKey {
  /** age1… */
  readonly recipient: string;
  /** the identity under the passphrase, as armoured age text */
  readonly key: string;
}

/** Takes a second with the program's `workFactor` (see `sealAge`): the passphrase is made a key. */
export async function newBackupKey(passphrase: Secret, workFactor: number): Promise<BackupKey> {
  const { recipient, identity } = await newAgePair();
  const key = await armoured(await sealAge(Buffer.from(`${identity.reveal()}\n`), passphrase, workFactor));
  return { recipient, key };
}

/** The file, and the once-only identity with which it can be read back now and never again, as long as nobody keeps it. */
export interface FreshBackup {
  readonly file: Uint8Array;
  readonly probe: Secret;
}

export async function sealBackup(content: Uint8Array, { recipient, key }: BackupKey): Promise<FreshBackup> {
  const probe = await newAgePair();
  const sealed = await armoured(await sealAgeFor(content, [recipient, probe.recipient]));
  const backup = { format: sealedMark, version: sealedVersion, how, key, content: sealed };
  return { file: Buffer.from(`${JSON.stringify(backup, undefined, 2)}\n`), probe: probe.identity };
}

/**
 * Whether the file, as it was read from the disk, holds this content and the key that belongs to it. The header of an
 * age file is authenticated as a whole, so what the probe opens is whole for the other recipient as well.
 */
export async function isWholeBackup(
  file: Uint8Array,
  expected: { readonly content: Uint8Array; readonly key: string; readonly probe: Secret },
): Promise<boolean> {
  const parsed = SealedBackup.safeParse(parse(file));
  if (!parsed.success || parsed.data.key !== expected.key) return false;
  const opened = await openAgeWith(await unarmoured(parsed.data.content), expected.probe);
  return Buffer.from(opened).equals(Buffer.from(expected.content));
}

/** @throws AppError `wrong-passphrase`, `too-large`, `bad-file` */
export async function openBackup(json: unknown, passphrase: Secret): Promise<Uint8Array> {
  const parsed = SealedBackup.safeParse(json);
  if (!parsed.success) throw new AppError("bad-file", { format: "gatepost", reason: "sealed" });
  const { key, content } = parsed.data;
  const identity = Buffer.from(await openAge(await unarmoured(key), passphrase)).toString("latin1");
  return openAgeWith(await unarmoured(content), new Secret(identity.trim()));
}

function parse(file: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(file).toString());
  } catch (failure) {
    if (failure instanceof SyntaxError) return undefined;
    throw failure;
  }
}
