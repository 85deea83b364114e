// Turning the lock on or off, or changing its passphrase, wherever it was begun: how far it is, and one sentence when it
// ends. The core keeps the job, so that a dialog that was closed, or a page that was loaded anew, changes nothing.
import { toErrorView } from "../../../shared/ipc/errors.ts";
import type { JobView } from "../../../shared/models/job.ts";
import { call } from "../../ipc/client.ts";
import { useCall, useEvent } from "../../ipc/hooks.ts";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";

const text = words.lock;
const turning: ReadonlySet<string> = new Set(["lock.turnOn", "lock.turnOff", "lock.finish"]);

/** The one that runs now. */
export function useLockWork(): JobView | undefined {
  const jobs = useCall("jobs.list", undefined, ["jobs.changed"]);
  if (jobs.state !== "ready") return undefined;
  return jobs.value.find(({ name, state }) => turning.has(name) && state === "running");
}

/** Says how it ended, in whatever room one is by then. What was refused at once is said where it was begun. */
export function useLockEndings(): void {
  useEvent("jobs.changed", ({ name, state }) => {
    if (name !== "lock.turnOn" && name !== "lock.turnOff" && name !== "lock.change") return;
    if (state === "done") showToast({ text: text.ended[name] });
    if (state === "cancelled" && name !== "lock.change") void tellCancelled(name);
  });
}

/** It may have been locked before everything was put back: then it goes on at the next unlocking. */
async function tellCancelled(name: "lock.turnOn" | "lock.turnOff"): Promise<void> {
  try {
    const { unfinished } = await call("lock.get");
    showToast({ text: unfinished === undefined ? text.cancelled[name] : text.unfinished[unfinished] });
  } catch (failure) {
    showToast({ text: errorText(toErrorView(failure)), tone: "problem" });
  }
}
