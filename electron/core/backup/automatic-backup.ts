// Automatic encrypted backups: sets them up, makes one, reads it back, keeps the right ones. When one is made is decided
// in backup-schedule.ts. Must not keep the passphrase, nor anything else that opens a backup.
import { randomBytes } from "node:crypto";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { BackupVersion } from "../../../shared/models/backup.ts";
import type { Imports } from "../importers/imports.ts";
import { createOrder } from "../in-order.ts";
import type { JobControl } from "../jobs.ts";
import type { Secret } from "../secret.ts";
import type { Records } from "../store/records.ts";
import { listVersions, nameFor, readVersion, removeVersion, writeVersion } from "./backup-folder.ts";
import { type AutomaticRecord, noteBackup, readAutomatic, saveAutomatic } from "./backup-record.ts";
import type { BackupSource, Collected } from "./backup-source.ts";
import { outdated } from "./retention.ts";

export type BackupControl = Pick<JobControl, "signal" | "report">;

export interface AutomaticBackup {
  record(): Promise<AutomaticRecord | undefined>;
  /**
   * Makes the first backup and opens it with the passphrase; only then they are on. Also gives those that are on another
   * passphrase: backups that were made before keep theirs. @throws AppError as `run`, and `wrong-passphrase`
   */
  setUp(folder: string, passphrase: Secret, control: BackupControl): Promise<void>;
  /** Goes on in another folder, with a backup there; the old one keeps its files. */
  moveTo(folder: string, control: BackupControl): Promise<void>;
  /**
   * `if-needed`: nothing is written if nothing differs from the last file, and it is still there.
   * @throws AppError `not-found` (not set up), `backup-folder-gone`, `disk-full`, `file-unwritable`, `export-differs`,
   * `nothing-to-export`, `secret-gone`, and what keychain and lock refuse
   */
  run(how: "always" | "if-needed", control: BackupControl): Promise<"written" | "unchanged">;
  setKept(keep: number): Promise<void>;
  /** Answers whether they are on. */
  noteChange(): Promise<boolean>;
  noteProblem(change: (before: AutomaticRecord["problem"]) => AutomaticRecord["problem"]): Promise<void>;
  /** The files stay where they are. */
  turnOff(): Promise<void>;
  /** The newest first, also those of other installations. @throws AppError `backup-folder-gone`, `not-found` */
  versions(): Promise<BackupVersion[]>;
  readVersion(versionId: string): Promise<Uint8Array>;
}

export function createAutomaticBackup(options: {
  readonly records: Records;
  readonly imports: Pick<Imports, "newBackupKey" | "sealBackup" | "isWholeBackup" | "read">;
  readonly collect: BackupSource;
  readonly now: () => number;
}): AutomaticBackup {
  const { records, imports, collect, now } = options;
  const oneRun = createOrder();
  const oneChange = createOrder();
  let changes = 0;

  const needed = async () => {
    const record = await readAutomatic(records);
    if (!record) throw new AppError("not-found");
    return record;
  };
  const update = (change: (record: AutomaticRecord) => AutomaticRecord) =>
    oneChange(async () => {
      const record = await readAutomatic(records);
      if (record) await saveAutomatic(records, change(record));
      return record !== undefined;
    });

  /** Writes the file and reads it back; answers its name. */
  const write = async (record: AutomaticRecord, collected: Collected, { signal, report }: BackupControl) => {
    report("writing");
    const { folder, origin, key } = record;
    const { content, at } = collected;
    const name = nameFor(at, origin, await listVersions(folder));
    const { file, probe } = await imports.sealBackup(content, record, signal);
    await writeVersion(folder, name, file);
    report("checking");
    const isWhole = await imports
      .isWholeBackup(await readVersion(folder, name), { content, key, probe }, signal)
      .catch(unlessBad);
    if (!isWhole) {
      await removeVersion(folder, name);
      throw new AppError("export-differs");
    }
    return name;
  };

  const tidy = async ({ folder, origin, keep }: AutomaticRecord) => {
    const own = (await listVersions(folder)).filter((version) => version.origin === origin);
    for (const { name } of outdated(own, keep, now())) await removeVersion(folder, name);
  };

  /** What is noted after a backup that was read back. */
  const made = (record: AutomaticRecord, name: string, collected: Collected, seen: number) => {
    const salt = randomBytes(16).toString("hex");
    const { problem: _, ...rest } = record;
    const last = { name, salt, mark: collected.mark(salt) };
    return { ...rest, last, changed: changes !== seen };
  };

  const isThere = async ({ folder, last }: AutomaticRecord) =>
    (await listVersions(folder)).some(({ name }) => name === last?.name);

  const run = async (how: "always" | "if-needed", control: BackupControl) => {
    const record = await needed();
    const seen = changes;
    const collected = await collect();
    const { last } = record;
    const same = last !== undefined && last.mark === collected.mark(last.salt);
    if (how === "if-needed" && same && (await isThere(record))) {
      await update(({ problem: _, ...rest }) => ({ ...rest, changed: changes !== seen }));
      return "unchanged";
    }
    const name = await write(record, collected, control);
    await update((latest) => made(latest, name, collected, seen));
    await noteBackup(records, collected.at);
    // Where secrets are missing, older files may be the only ones that hold them.
    if (collected.gone === 0) await tidy({ ...record, keep: (await needed()).keep });
    return "written";
  };

  const setUp = async (folder: string, passphrase: Secret, control: BackupControl) => {
    const before = await readAutomatic(records);
    const seen = changes;
    const collected = await collect();
    control.report("deriving");
    const key = await imports.newBackupKey(passphrase, control.signal);
    const origin = before?.origin ?? randomBytes(2).toString("hex");
    const common = {
      folder,
      origin,
      keep: before?.keep ?? 10,
      since: before?.since ?? now(),
      changed: false,
    };
    const record: AutomaticRecord = { ...key, ...common };
    const name = await write(record, collected, control);
    // The one time when the passphrase is at hand: the whole way back is gone once.
    const opened = await readVersion(folder, name)
      .then((file) => imports.read([file], passphrase, control.signal))
      .catch(async (failure: unknown) => {
        await removeVersion(folder, name);
        throw failure;
      });
    if (opened.entries.length !== collected.entries || opened.problems.length > 0) {
      await removeVersion(folder, name);
      throw new AppError("export-differs");
    }
    await oneChange(() => saveAutomatic(records, made(record, name, collected, seen)));
    await noteBackup(records, collected.at);
  };

  return {
    record: () => readAutomatic(records),
    setUp: (folder, passphrase, control) => oneRun(() => setUp(folder, passphrase, control)),
    moveTo: (folder, control) =>
      oneRun(async () => {
        const seen = changes;
        const record = { ...(await needed()), folder };
        const collected = await collect();
        const name = await write(record, collected, control);
        await update((latest) => made({ ...latest, folder }, name, collected, seen));
        await noteBackup(records, collected.at);
      }),
    run: (how, control) => oneRun(() => run(how, control)),
    setKept: async (keep) => void (await update((record) => ({ ...record, keep }))),
    noteChange() {
      changes += 1;
      return update((record) => ({ ...record, changed: true }));
    },
    noteProblem: async (change) =>
      void (await update(({ problem, ...rest }) => {
        const next = change(problem);
        return { ...rest, ...(next && { problem: next }) };
      })),
    turnOff: () => oneRun(() => oneChange(() => records.remove("backup", "automatic"))),
    async versions() {
      const { folder, origin } = await needed();
      const found = await listVersions(folder);
      return found.map(({ name, at, bytes, origin: of }) => ({
        versionId: name,
        at,
        bytes,
        own: of === origin,
      }));
    },
    readVersion: async (versionId) => readVersion((await needed()).folder, versionId),
  };
}

function unlessBad(failure: unknown): false {
  if (failure instanceof AppError && failure.code === "bad-file") return false;
  throw failure;
}
