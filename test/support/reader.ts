// The window with a real account behind it: the page in Chromium, the core here, Dovecot and Postfix for the mail.
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import type { Reply } from "../../shared/ipc/contract.ts";
import type { JobView } from "../../shared/models/job.ts";
import { type BrowserApp, type BrowserAppOptions, startBrowserApp } from "./browser-app.ts";
import { type MailServers, startMailServers } from "./mail-servers.ts";

export interface Reader extends BrowserApp {
  readonly servers: MailServers;
  readonly address: string;
  readonly password: string;
  /** asks the core past the page, as another window would */
  ask(name: string, input?: unknown): Promise<unknown>;
}

export const ann = { address: "ann@letters.test", password: "tall green ladder" };
export const bob = { address: "bob@letters.test", password: "small blue bucket" };

/** An account with these messages in its INBOX, oldest first, added and shown. */
export async function startReader(
  messages: readonly string[],
  options: BrowserAppOptions = {},
): Promise<Reader> {
  const servers = await startMailServers({ users: [ann, bob] });
  for (const message of messages) await servers.deliver(ann.address, message);
  const app = await startBrowserApp(options);
  const ask = async (name: string, input?: unknown) => valueIn(await app.core.answer(name, input));
  await addAccount(ask, servers, ann, "Ann Ladder");
  return {
    ...app,
    ...ann,
    servers,
    ask,
    async close() {
      await app.close();
      await servers.stop();
    },
  };
}

/** Adds an account of these servers through the core, their certificate pinned. */
export async function addAccount(
  ask: Reader["ask"],
  servers: MailServers,
  person: { readonly address: string; readonly password: string },
  name: string,
): Promise<string> {
  const places = servers.servers(person.address);
  const pins = [places.imap, places.smtp].map(({ host, port }) => ({
    host,
    port,
    sha256: servers.certificate,
  }));
  const { jobId } = (await ask("accounts.add", { ...person, name, servers: places, pins })) as {
    jobId: string;
  };
  let job: JobView | undefined;
  await until(async () => {
    job = (await ask("jobs.get", { jobId })) as JobView;
    return job.state !== "running";
  });
  if (job?.result?.kind !== "account") throw new Error(`no account: ${JSON.stringify(job)}`);
  return job.result.accountId;
}

function valueIn(reply: Reply<unknown>): unknown {
  if (!reply.ok) throw new Error(`${reply.error.code} ${JSON.stringify(reply.error.detail)}`);
  return reply.value;
}

/** Polls; fails after `limit` ms. */
export async function until(is: () => boolean | Promise<boolean>, limit = 20_000): Promise<void> {
  const end = Date.now() + limit;
  while (!(await is())) {
    if (Date.now() > end) expect.fail("it did not happen in time");
    await wait(50);
  }
}

export interface Letter {
  readonly from?: string;
  readonly to?: string;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  /** more parts, whole with their own headers */
  readonly parts?: readonly string[];
  readonly headers?: readonly string[];
}

let counter = 0;

/** A message as it travels: CRLF, one part or multipart/mixed. */
export function letter(fields: Letter): string {
  counter += 1;
  const body = fields.html ?? fields.text ?? "";
  const type = `Content-Type: text/${fields.html === undefined ? "plain" : "html"}; charset=utf-8`;
  const head = [
    `From: ${fields.from ?? "Bob Bucket <bob@letters.test>"}`,
    `To: ${fields.to ?? "Ann Ladder <ann@letters.test>"}`,
    `Subject: ${fields.subject}`,
    `Date: ${new Date(Date.UTC(2026, 0, 5, 8, counter)).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${counter}.${process.pid}@letters.test>`,
    "MIME-Version: 1.0",
    ...(fields.headers ?? []),
  ];
  const lines = fields.parts
    ? [
        ...head,
        'Content-Type: multipart/mixed; boundary="edge"',
        "",
        ...[`${type}\n\n${body}`, ...fields.parts].flatMap((part) => ["--edge", part]),
        "--edge--",
        "",
      ]
    : [...head, type, "Content-Transfer-Encoding: 8bit", "", body, ""];
  return lines.join("\n").replaceAll(/\r?\n/g, "\r\n");
}
