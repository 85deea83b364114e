// Puts automatic backups together and answers what the page may ask of them.
import { basename } from "node:path";
import { AppError, ErrorCode } from "../../../shared/ipc/errors.ts";
import type { BackupView } from "../../../shared/models/backup.ts";
import type { JobResult } from "../../../shared/models/job.ts";
import type { Events } from "../events.ts";
import type { ImportFlow } from "../importers/import-flow.ts";
import type { Imports } from "../importers/imports.ts";
import type { RestoreRecovery } from "../importers/restore-recovery.ts";
import type { JobControl, Jobs } from "../jobs.ts";
import type { Log } from "../log.ts";
import type { Vault } from "../otp/vault.ts";
import type { Platform } from "../platform.ts";
import { Secret } from "../secret.ts";
import type { Records } from "../store/records.ts";
import type { HandlersOf } from "../topics.ts";
import { type AutomaticBackup, createAutomaticBackup } from "./automatic-backup.ts";
import { dismissedAt, lastBackupAt } from "./backup-record.ts";
import { type BackupSchedule, createBackupSchedule } from "./backup-schedule.ts";
import { createBackupSource } from "./backup-source.ts";
import { reminderOf } from "./reminder.ts";

export interface Backups {
  readonly handlers: HandlersOf<"backup">;
  readonly schedule: BackupSchedule;
}

export function createBackups(parts: {
  readonly vault: Pick<Vault, "list" | "revealWhole">;
  readonly recovery: Pick<RestoreRecovery, "revealAll" | "addressOf">;
  readonly records: Records;
  readonly imports: Imports;
  readonly importFlow: Pick<ImportFlow, "begin">;
  readonly platform: Pick<Platform, "chooseFolder" | "openPath">;
  readonly jobs: Jobs;
  readonly events: Pick<Events, "tell" | "on">;
  readonly log: Log;
  readonly now: () => number;
}): Backups {
  const { records, imports, events, log, now } = parts;
  const collect = createBackupSource(parts);
  const automatic = createAutomaticBackup({ records, imports, collect, now });
  const tell = () => events.tell("backup.changed", {});
  const tellProblem = ({ code, detail }: AppError) => events.tell("app.notice", { error: { code, detail } });
  const schedule = createBackupSchedule({ automatic, later, now, tell, tellProblem, log });
  events.on(({ name }) => {
    if (name === "codes.changed" || name === "security.changed") schedule.changed();
  });
  return { schedule, handlers: backupHandlers({ ...parts, automatic, tell }) };
}

function backupHandlers(
  parts: Parameters<typeof createBackups>[0] & {
    readonly automatic: AutomaticBackup;
    readonly tell: () => void;
  },
): HandlersOf<"backup"> {
  const { automatic, platform, jobs, records, tell, now } = parts;
  const needed = async () => {
    const record = await automatic.record();
    if (!record) throw new AppError("not-found");
    return record;
  };
  const choose = async ({ report }: JobControl) => {
    report("waiting");
    const folder = await platform.chooseFolder();
    if (folder === undefined) throw new AppError("cancelled");
    return folder;
  };
  const making = (name: string, work: (control: JobControl) => Promise<unknown>) =>
    jobs.start(name, async (control): Promise<JobResult> => {
      await work(control);
      tell();
      return { kind: "done" };
    });
  const telling = async (work: Promise<void>) => {
    await work;
    tell();
  };

  return {
    "backup.get": () => viewOf(parts),
    "backup.setUp": ({ passphrase, sameFolder }) =>
      making("backup.setUp", async (control) => {
        const folder = sameFolder ? (await needed()).folder : await choose(control);
        await automatic.setUp(folder, new Secret(passphrase), control);
      }),
    "backup.changeFolder": () =>
      making("backup.changeFolder", async (control) => automatic.moveTo(await choose(control), control)),
    "backup.runNow": () => making("backup.runNow", (control) => automatic.run("always", control)),
    "backup.setKept": ({ keep }) => telling(automatic.setKept(keep)),
    "backup.turnOff": () => telling(automatic.turnOff()),
    "backup.openFolder": async () => platform.openPath((await needed()).folder),
    "backup.versions": () => automatic.versions(),
    "backup.openVersion": ({ versionId }) =>
      jobs.start("backup.openVersion", async (control) =>
        parts.importFlow.begin([await automatic.readVersion(versionId)], control),
      ),
    "backup.dismissReminder": () => telling(records.put("backup", "dismissed", { at: now() })),
  };
}

async function viewOf({
  automatic,
  records,
  vault,
  now,
}: Pick<
  Parameters<typeof backupHandlers>[0],
  "automatic" | "records" | "vault" | "now"
>): Promise<BackupView> {
  const record = await automatic.record();
  const lastAt = await lastBackupAt(records);
  const reminder = reminderOf({
    automatic: record !== undefined,
    lastAt,
    addedAt: (await vault.list()).map(({ addedAt }) => addedAt),
    dismissedAt: await dismissedAt(records),
    now: now(),
  });
  const problem = record?.problem;
  return {
    ...(record && {
      automatic: {
        folderName: basename(record.folder) || record.folder,
        since: record.since,
        keep: record.keep,
        waiting: record.changed,
      },
    }),
    ...(lastAt !== undefined && { lastAt }),
    // A code that another version has noted is not known here.
    ...(problem && {
      problem: {
        error: { code: ErrorCode.catch("internal").parse(problem.code), detail: {} },
        since: problem.since,
      },
    }),
    ...(reminder && { reminder }),
  };
}

/** Does not keep the program running. */
function later(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
}
