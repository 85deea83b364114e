// Puts many messages into a mailbox at once by writing Maildir files; Dovecot indexes them at the next look.
import { randomUUID } from "node:crypto";
import { chownSync, mkdirSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Layout } from "./layout.ts";

export interface FilledMessage {
  readonly raw: string | Uint8Array;
  /** INTERNALDATE in milliseconds */
  readonly at: number;
  readonly seen?: boolean;
}

/** Writes messages into the INBOX of `address`; answers how many. */
export function fillMaildir(layout: Layout, address: string, messages: Iterable<FilledMessage>): number {
  const { owner } = layout;
  const home = join(layout.mail, address);
  const maildir = join(home, "Maildir");
  for (const folder of ["tmp", "new", "cur"]) mkdirSync(join(maildir, folder), { recursive: true });
  for (const folder of [home, maildir, ...["tmp", "new", "cur"].map((name) => join(maildir, name))]) {
    chownSync(folder, owner, owner);
  }
  const batch = randomUUID().slice(0, 8);
  let count = 0;
  for (const { raw, at, seen } of messages) {
    const bytes = typeof raw === "string" ? Buffer.from(raw, "utf8") : raw;
    // Dovecot numbers messages in the order of their names: the count keeps the given order within a second
    const name = `${Math.floor(at / 1_000)}.M${String(count).padStart(7, "0")}P1.${batch},S=${bytes.byteLength}:2,${seen ? "S" : ""}`;
    const temporary = join(maildir, "tmp", name);
    writeFileSync(temporary, bytes, { mode: 0o600 });
    chownSync(temporary, owner, owner);
    utimesSync(temporary, at / 1_000, at / 1_000); // INTERNALDATE
    renameSync(temporary, join(maildir, "cur", name));
    count += 1;
  }
  return count;
}
