// What is said while the desktop's own dialog asks which screen or window may be seen (Wayland).
import type { JobView } from "../../../shared/models/job.ts";
import { words } from "../../words/words.ts";

/** A phase for the bar of a scan; undefined in every other. */
export function askingPhase(job: JobView | undefined): string | undefined {
  return job?.phase === "asking" ? words.scanning.asking : undefined;
}
