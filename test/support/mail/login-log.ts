// Reads from Dovecot's log which logins were tried, by whom and over which protocol. Passwords are never in it.
import { readFileSync } from "node:fs";
import { z } from "zod";

export interface LoginTry {
  readonly user: string;
  readonly protocol: "imap" | "smtp";
  readonly accepted: boolean;
}

const Finished = z.object({
  fields: z.object({
    user: z.string().optional(),
    service: z.string().optional(),
    success: z.string().optional(),
  }),
});

/** In the order in which Dovecot answered. A login appears as soon as it is decided. */
export function readLogins(logFile: string): readonly LoginTry[] {
  const tries: LoginTry[] = [];
  // What follows the last line's end is a line that Dovecot is still writing.
  for (const line of readFileSync(logFile, "utf8").split("\n").slice(0, -1)) {
    const start = line.indexOf("{");
    if (start < 0 || !line.includes('"auth_request_finished"')) continue;
    const { user, service, success } = Finished.parse(JSON.parse(line.slice(start))).fields;
    if (user === undefined || (service !== "imap" && service !== "smtp")) continue;
    tries.push({ user, protocol: service, accepted: success === "yes" });
  }
  return tries;
}
