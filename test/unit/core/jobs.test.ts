import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createJobs, type JobControl } from "../../../electron/core/jobs.ts";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { JobView } from "../../../shared/models/job.ts";
import { quietLog } from "../../support/quiet-log.ts";

function build() {
  const told: JobView[] = [];
  let next = 0;
  const log = quietLog();
  const jobs = createJobs({ tell: (job) => told.push(job), newId: () => `job-${++next}`, log });
  return { jobs, told, log };
}

describe("jobs", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("tells of a thousand reports a few times, and always of the end", async () => {
    const { jobs, told } = build();
    const { jobId } = jobs.start("work", async (control) => {
      for (let done = 1; done <= 1_000; done++) {
        control.report("counting", done, 1_000);
        if (done % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return { kind: "done" };
    });
    await vi.runAllTimersAsync();
    expect(told.length).toBeLessThanOrEqual(7);
    expect(told.at(-1)).toMatchObject({ state: "done", done: 1_000, total: 1_000, result: { kind: "done" } });
    expect(jobs.get(jobId).state).toBe("done");
  });

  it("is known by its id before its first event", async () => {
    const { jobs, told } = build();
    jobs.start("work", async () => ({ kind: "done" }));
    expect(told).toHaveLength(0);
    await vi.runAllTimersAsync();
    expect(told).toHaveLength(1);
  });

  it("hands the cancel to the work and ends as cancelled, whatever the work then throws", async () => {
    const { jobs } = build();
    const { jobId } = jobs.start(
      "work",
      ({ signal }: JobControl) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener("abort", () => reject(new Error("socket closed"))),
        ),
    );
    await vi.advanceTimersByTimeAsync(1);
    jobs.cancel(jobId);
    await vi.runAllTimersAsync();
    expect(jobs.get(jobId)).toMatchObject({ state: "cancelled", error: { code: "cancelled" } });
  });

  it("keeps the code of an expected failure and hides an unexpected one", async () => {
    const { jobs, log } = build();
    const expected = jobs.start("a", () => Promise.reject(new AppError("host-not-found", { host: "x" })));
    const bug = jobs.start("b", () => Promise.reject(new Error("secret words")));
    await vi.runAllTimersAsync();
    expect(jobs.get(expected.jobId).error).toEqual({ code: "host-not-found", detail: { host: "x" } });
    expect(jobs.get(bug.jobId).error).toEqual({ code: "internal", detail: {} });
    expect(JSON.stringify(log.lines)).not.toContain("secret words");
  });

  it("refuses an unknown job", () => {
    expect(() => build().jobs.cancel("nope")).toThrow("not-found");
  });

  it("remembers the last fifty ended jobs", async () => {
    const { jobs } = build();
    for (let index = 0; index < 60; index++) jobs.start("work", async () => ({ kind: "done" }));
    await vi.runAllTimersAsync();
    expect(jobs.list()).toHaveLength(50);
    expect(() => jobs.get("job-1")).toThrow("not-found");
    expect(jobs.get("job-60").state).toBe("done");
  });
});
