// Long work: runs it, tells of it at most every 100 ms and always at the end, cancels it, remembers how it ended.
import { AppError, toErrorView } from "../../shared/ipc/errors.ts";
import type { JobResult, JobView } from "../../shared/models/job.ts";
import type { Log } from "./log.ts";

export interface JobControl {
  readonly signal: AbortSignal;
  report(phase: string, done?: number, total?: number): void;
  /** What there is so far, before the end: the view carries it while the job runs. */
  show(result: JobResult): void;
}

export interface Jobs {
  start(name: string, work: (control: JobControl) => Promise<JobResult>): { readonly jobId: string };
  list(): readonly JobView[];
  get(jobId: string): JobView;
  cancel(jobId: string): void;
}

const tellEvery = 100;
/** Ended jobs that are remembered, so that a reloaded window can ask how its work ended. */
const remembered = 50;

export function createJobs(options: {
  readonly tell: (job: JobView) => void;
  readonly newId: () => string;
  readonly log: Log;
}): Jobs {
  const jobs = new Map<
    string,
    { view: JobView; readonly abort: AbortController; timer: NodeJS.Timeout | undefined }
  >();

  const find = (jobId: string) => {
    const job = jobs.get(jobId);
    if (!job) throw new AppError("not-found");
    return job;
  };

  const update = (jobId: string, change: Partial<JobView>, atOnce: boolean) => {
    const job = jobs.get(jobId);
    if (job?.view.state !== "running") return;
    job.view = { ...job.view, ...change };
    if (atOnce) {
      clearTimeout(job.timer);
      job.timer = undefined;
      options.tell(job.view);
    } else {
      job.timer ??= setTimeout(() => {
        job.timer = undefined;
        options.tell(job.view);
      }, tellEvery);
    }
  };

  const forgetOldest = () => {
    const ended = [...jobs].filter(([, job]) => job.view.state !== "running");
    for (const [jobId] of ended.slice(0, Math.max(0, ended.length - remembered))) jobs.delete(jobId);
  };

  return {
    start(name, work) {
      const jobId = options.newId();
      const abort = new AbortController();
      const view: JobView = { id: jobId, name, state: "running", phase: "starting", done: 0, total: 0 };
      jobs.set(jobId, { view, abort, timer: undefined });
      const control: JobControl = {
        signal: abort.signal,
        report: (phase, done = 0, total = 0) => update(jobId, { phase, done, total }, false),
        show: (result) => update(jobId, { result }, true),
      };
      // Started on the next turn, so that the caller knows the id before the first event comes.
      setImmediate(() => {
        work(control)
          .then(
            (result) => update(jobId, { state: "done", result }, true),
            (failure: unknown) => {
              const cancelled = abort.signal.aborted;
              const error = cancelled ? { code: "cancelled" as const, detail: {} } : toErrorView(failure);
              if (error.code === "internal") options.log.fault(`job ${name}`, failure);
              update(jobId, { state: cancelled ? "cancelled" : "failed", error }, true);
            },
          )
          .finally(forgetOldest);
      });
      return { jobId };
    },
    list: () => [...jobs.values()].map((job) => job.view),
    get: (jobId) => find(jobId).view,
    cancel: (jobId) => find(jobId).abort.abort(new AppError("cancelled")),
  };
}
