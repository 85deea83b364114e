// A log that keeps its lines for the test to look at.
import { createLog, type Log, type LogLine } from "../../electron/core/log.ts";

export function quietLog(): Log & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  return {
    ...createLog(
      (line) => void lines.push(line),
      () => 0,
    ),
    lines,
  };
}
