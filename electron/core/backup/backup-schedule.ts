// When an automatic backup is made: some time after a change, at the start of the program if one is due, and once a day to
// see that the last one is still there. A failure is tried again, and told once a day as long as it lasts.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Log } from "../log.ts";
import type { AutomaticBackup } from "./automatic-backup.ts";

export interface BackupSchedule {
  /** Once the store is open. */
  start(): void;
  /** Something may have changed that a backup should hold. */
  changed(): void;
  close(): void;
}

/** Milliseconds. Several changes in a row become one backup, but a long row does not put it off for ever. */
const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;
const afterStart = 20 * second;
const afterChange = 10 * second;
const atLatest = 5 * minute;
const retries = [minute, 5 * minute, 30 * minute, 60 * minute] as const;
const whileClosed = 5 * minute;

/** Nothing is wrong with the backups: the keychain or the authenticator is closed just now. */
const closed = /^(?:keychain-|locked$|store-|busy$)/;
const quietly = { signal: new AbortController().signal, report: () => undefined };

export function createBackupSchedule(options: {
  readonly automatic: Pick<AutomaticBackup, "record" | "run" | "noteChange" | "noteProblem">;
  /** Calls `work` after some milliseconds, unless the answered function is called before. */
  readonly later: (milliseconds: number, work: () => void) => () => void;
  readonly now: () => number;
  /** the view is another one now */
  readonly tell: () => void;
  readonly tellProblem: (failure: AppError) => void;
  readonly log: Log;
}): BackupSchedule {
  const { automatic, later, now, tell, tellProblem, log } = options;
  const ended = new AbortController();
  let cancel: () => void = () => undefined;
  let firstChange: number | undefined;

  const plan = (delay: number) => {
    cancel();
    if (!ended.signal.aborted) cancel = later(delay, () => void due());
  };

  const failed = async (failure: unknown): Promise<number> => {
    if (!(failure instanceof AppError)) {
      log.fault("automatic backup", failure);
      return failed(new AppError("internal"));
    }
    if (failure.code === "nothing-to-export") return day;
    if (closed.test(failure.code)) return whileClosed;
    log.info("backup.failed", { code: failure.code });
    let tries = 0;
    let isNews = false;
    await automatic.noteProblem((before) => {
      tries = (before?.tries ?? 0) + 1;
      isNews = before === undefined || now() - before.toldAt >= day;
      const toldAt = before && !isNews ? before.toldAt : now();
      return { code: failure.code, since: before?.since ?? now(), tries, toldAt };
    });
    if (isNews) tellProblem(failure);
    tell();
    return retries[Math.min(tries, retries.length) - 1] ?? minute;
  };

  const due = async () => {
    firstChange = undefined;
    try {
      const before = await automatic.record();
      if (!before) return;
      const done = await automatic.run("if-needed", { ...quietly, signal: ended.signal });
      if (done === "written") log.info("backup.written");
      if (done === "written" || before.problem || before.changed) tell();
      plan((await automatic.record())?.changed ? afterChange : day);
    } catch (failure) {
      if (ended.signal.aborted) return;
      plan(
        await failed(failure).catch((another: unknown) => {
          log.fault("backup problem not noted", another);
          return whileClosed;
        }),
      );
    }
  };

  return {
    start: () => plan(afterStart),
    changed() {
      automatic.noteChange().then(
        (isOn) => {
          if (!isOn) return;
          firstChange ??= now();
          plan(Math.max(0, Math.min(afterChange, firstChange + atLatest - now())));
          tell();
        },
        (failure: unknown) => {
          if (!(failure instanceof AppError)) log.fault("backup change", failure);
        },
      );
    },
    close() {
      cancel();
      ended.abort(new AppError("cancelled"));
    },
  };
}
