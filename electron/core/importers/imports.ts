// The main side of the imports thread: a thread for each piece of work, ended with it, so that the memory of a key that
// took a GiB is given back and a cancelled one stops at once.
import { Worker } from "node:worker_threads";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { BackupKey, FreshBackup } from "../backup/sealed-backup.ts";
import type { Log } from "../log.ts";
import { Secret } from "../secret.ts";
import { threadScript } from "../threads.ts";
import { linkWorker, type Remote } from "../worker-link.ts";
import { receiveImport } from "./entry-transfer.ts";
import type { Imported } from "./importer.ts";
import type { ImportsThread } from "./imports-thread.ts";
import type { ReadImport } from "./read-import.ts";

type Files = readonly Uint8Array[];

export interface Imports {
  /** The format, and whether a passphrase is needed. @throws AppError `unknown-format` and others of files */
  name(files: Files, signal: AbortSignal): Promise<Omit<ReadImport, "imported">>;
  /** `report` is told how much of a key that takes long is derived, as estimated: 0 to 99 of 100. */
  read(
    files: Files,
    passphrase: Secret | undefined,
    signal: AbortSignal,
    report?: (done: number, total: number) => void,
  ): Promise<Imported>;
  /** A PNG of the size that icons have. @throws AppError `picture-…` */
  icon(picture: Uint8Array, signal: AbortSignal): Promise<Uint8Array>;
  seal(content: Uint8Array, passphrase: Secret, signal: AbortSignal): Promise<Uint8Array>;
  /** The content of a file that `seal` made. @throws AppError `wrong-passphrase`, `bad-file`, `too-large` */
  open(sealed: Uint8Array, passphrase: Secret, signal: AbortSignal): Promise<Uint8Array>;
  newBackupKey(passphrase: Secret, signal: AbortSignal): Promise<BackupKey>;
  sealBackup(content: Uint8Array, key: BackupKey, signal: AbortSignal): Promise<FreshBackup>;
  /** Whether a file that was read from the disk is the one that was made of `content`. @throws AppError `bad-file` */
  isWholeBackup(
    file: Uint8Array,
    expected: { readonly content: Uint8Array; readonly key: string; readonly probe: Secret },
    signal: AbortSignal,
  ): Promise<boolean>;
}

/** Milliseconds; the dearest key that is allowed takes a slow computer about two minutes. */
const timeLimit = 5 * 60_000;

export function createImports({ log }: { readonly log: Log }): Imports {
  const inThread = async <Value>(
    signal: AbortSignal,
    work: (remote: Remote<ImportsThread>) => Promise<Value>,
  ): Promise<Value> => {
    if (signal.aborted) throw new AppError("cancelled");
    const worker = new Worker(threadScript("imports"), { resourceLimits: { maxOldGenerationSizeMb: 512 } });
    const link = linkWorker<ImportsThread>(worker, {}, log.fault);
    const cancel = () => link.close(new AppError("cancelled"));
    const timer = setTimeout(() => link.close(new AppError("too-large", { reason: "time" })), timeLimit);
    signal.addEventListener("abort", cancel, { once: true });
    worker.on("error", (failure) => {
      log.fault("imports thread", failure);
      const outOfMemory = "code" in failure && failure.code === "ERR_WORKER_OUT_OF_MEMORY";
      link.close(new AppError(outOfMemory ? "too-large" : "internal"));
    });
    worker.on("exit", () => link.close(new AppError("internal")));
    try {
      return await work(link.remote);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      await worker.terminate();
    }
  };

  return {
    name: (files, signal) => inThread(signal, (remote) => remote.name({ files })),
    read: (files, passphrase, signal, report = () => undefined) =>
      inThread(signal, async (remote) => {
        const bar = createBar(report);
        const options = { report: (_phase: string, _done = 0, total = 0) => bar.begin(total) };
        try {
          return receiveImport(await remote.read({ files, passphrase: passphrase?.reveal() }, options));
        } finally {
          bar.end();
        }
      }),
    icon: (picture, signal) => inThread(signal, (remote) => remote.icon({ picture })),
    seal: (content, passphrase, signal) =>
      inThread(signal, (remote) => remote.seal({ content, passphrase: passphrase.reveal() })),
    open: (sealed, passphrase, signal) =>
      inThread(signal, (remote) => remote.open({ sealed, passphrase: passphrase.reveal() })),
    newBackupKey: (passphrase, signal) =>
      inThread(signal, (remote) => remote.newBackupKey({ passphrase: passphrase.reveal() })),
    sealBackup: (content, key, signal) =>
      inThread(signal, async (remote) => {
        const { file, probe } = await remote.sealBackup({ content, key });
        return { file, probe: new Secret(probe) };
      }),
    isWholeBackup: (file, { content, key, probe }, signal) =>
      inThread(signal, (remote) => remote.isWholeBackup({ file, content, key, probe: probe.reveal() })),
  };
}

/** The thread is deaf and dumb while it derives a key, so the time that it has estimated is counted here. */
function createBar(report: (done: number, total: number) => void) {
  let timer: NodeJS.Timeout | undefined;
  return {
    /** `estimated` in milliseconds */
    begin(estimated: number) {
      clearInterval(timer);
      const start = performance.now();
      const tick = () =>
        report(Math.min(99, Math.floor((100 * (performance.now() - start)) / estimated)), 100);
      timer = setInterval(tick, 200);
      tick();
    },
    end: () => clearInterval(timer),
  };
}
