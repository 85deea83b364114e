// Processes that tests look at and end: who belongs to whom by the system's own books, what they show of themselves, and an
// end in order. Ends nothing that its caller has not started.
import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** A process and all that it has started, and what those have started. */
export function familyOf(pid: number): readonly number[] {
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  return [pid, ...children.flatMap((child) => familyOf(Number(child)))];
}

function parentOf(pid: string): number | undefined {
  const stat = readOfProcess(`/proc/${pid}/stat`)?.toString();
  return stat === undefined ? undefined : Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

/** undefined: the process has ended, which it may at any moment, also between opening and reading */
export function readOfProcess(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (failure) {
    if (!/^(ENOENT|ESRCH)$/.test(String((failure as NodeJS.ErrnoException).code))) throw failure;
    return undefined;
  }
}

/** Waits until it has ended; by force if it takes more than three seconds. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill();
  const hard = setTimeout(() => child.kill("SIGKILL"), 3_000);
  await gone;
  clearTimeout(hard);
}
