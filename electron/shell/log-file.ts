// Writes the core's log lines into a file beside the data; a full file becomes gatepost.1.log, the one before it goes.
import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import type { LogLine } from "../core/log.ts";

const fullAt = 1_000_000;

/** Answers the function that writes one line; lines hold events and codes only (electron/core/log.ts sees to that). */
export function openLogFile(folder: string): (line: LogLine) => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "gatepost.log");
  const older = join(folder, "gatepost.1.log");
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return ({ at, level, text }) => {
    const line = `${new Date(at).toISOString()} ${level} ${text}\n`;
    try {
      if (size + line.length > fullAt && size > 0) {
        renameSync(file, older);
        size = 0;
      }
      appendFileSync(file, line, { mode: 0o600 });
      size += line.length;
    } catch (failure) {
      // A full disk must not end the program; the line is still seen by whoever started it from a terminal.
      process.stderr.write(
        `${line}(the log file cannot be written: ${(failure as NodeJS.ErrnoException).code})\n`,
      );
    }
  };
}
