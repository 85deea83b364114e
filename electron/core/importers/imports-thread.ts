// Entry of the thread "imports": parsing files of strangers, and deriving keys from passphrases, which may take half a
// minute. It hears nothing meanwhile; whoever cancels ends the thread.
import { parentPort } from "node:worker_threads";
import { type BackupKey, isWholeBackup, newBackupKey, sealBackup } from "../backup/sealed-backup.ts";
import { openAge, sealAge, strongWorkFactor } from "../exporters/age-file.ts";
import { Secret } from "../secret.ts";
import { type LinkControl, linkWorker } from "../worker-link.ts";
import { type SentImport, sendImport } from "./entry-transfer.ts";
import { iconPicture } from "./icon-picture.ts";
import { onDerivation } from "./key-derivation.ts";
import { nameImport, type ReadImport, readImport } from "./read-import.ts";

export interface ImportsThread {
  name(input: { readonly files: readonly Uint8Array[] }): Promise<Omit<ReadImport, "imported">>;
  read(input: {
    readonly files: readonly Uint8Array[];
    readonly passphrase: string | undefined;
  }): Promise<SentImport>;
  /** A PNG, made of a picture or drawing of any size. */
  icon(input: { readonly picture: Uint8Array }): Promise<Uint8Array>;
  /** An age file. */
  seal(input: { readonly content: Uint8Array; readonly passphrase: string }): Promise<Uint8Array>;
  /** The content of an age file. */
  open(input: { readonly sealed: Uint8Array; readonly passphrase: string }): Promise<Uint8Array>;
  /** What automatic backups are sealed with. */
  newBackupKey(input: { readonly passphrase: string }): Promise<BackupKey>;
  sealBackup(input: { readonly content: Uint8Array; readonly key: BackupKey }): Promise<{
    readonly file: Uint8Array;
    readonly probe: string;
  }>;
  isWholeBackup(input: {
    readonly file: Uint8Array;
    readonly content: Uint8Array;
    readonly key: string;
    readonly probe: string;
  }): Promise<boolean>;
}

const service: ImportsThread = {
  name: async ({ files }) => nameImport(files),
  async read({ files, passphrase }, control?: LinkControl) {
    onDerivation((milliseconds) => control?.report("deriving", 0, milliseconds));
    const secret = passphrase === undefined ? undefined : new Secret(passphrase);
    return sendImport((await readImport(files, secret)).imported);
  },
  icon: ({ picture }) => iconPicture(picture),
  seal: ({ content, passphrase }) => sealAge(content, new Secret(passphrase), strongWorkFactor),
  open: ({ sealed, passphrase }) => openAge(sealed, new Secret(passphrase)),
  newBackupKey: ({ passphrase }) => newBackupKey(new Secret(passphrase), strongWorkFactor),
  async sealBackup({ content, key }) {
    const { file, probe } = await sealBackup(content, key);
    return { file, probe: probe.reveal() };
  },
  isWholeBackup: ({ file, probe, ...expected }) =>
    isWholeBackup(file, { ...expected, probe: new Secret(probe) }),
};

if (!parentPort) throw new Error("this script runs in a worker thread");
// What is unexpected ends the thread: the other side logs where it happened, and starts a new one for the next file.
linkWorker(parentPort, service, (_event, failure) => {
  setImmediate(() => {
    throw failure;
  });
});
