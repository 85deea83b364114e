// Events and codes for the log file; never a message body, an address book or a secret. What a fault says is cut
// down to its type, its stack's places and, for our own errors, its code.
import { AppError } from "../../shared/ipc/errors.ts";

export interface LogLine {
  readonly at: number;
  readonly level: "info" | "fault";
  readonly text: string;
}

export interface Log {
  info(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  fault(event: string, failure: unknown): void;
  /** A line that another thread has already described. */
  pass(line: Pick<LogLine, "level" | "text">): void;
}

export function createLog(write: (line: LogLine) => void, now: () => number): Log {
  return {
    info(event, facts = {}) {
      const words = Object.entries(facts).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
      write({ at: now(), level: "info", text: [event, ...words].join(" ") });
    },
    pass({ level, text }) {
      write({ at: now(), level, text });
    },
    fault(event, failure) {
      write({ at: now(), level: "fault", text: `${event} ${describe(failure)}` });
    },
  };
}

// SECURITY: an error's message may quote what it could not parse (a password, a QR text), so it is left out.
function describe(failure: unknown): string {
  if (failure instanceof AppError) return `AppError ${failure.code}`;
  if (!(failure instanceof Error)) return typeof failure;
  const code = "code" in failure && typeof failure.code === "string" ? ` ${failure.code}` : "";
  const places = (failure.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8);
  return `${failure.name}${code}${places.length > 0 ? `\n${places.join("\n")}` : ""}`;
}
