// The practice place in a worker thread, built as it is for `npm start -- --practice`.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { ImapFlow } from "imapflow";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { PracticeAccount } from "../../electron/core/platform.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder = "";
let built = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gp-thread-"));
  // below the project, so that the packages are found
  built = mkdtempSync(join(root, "node_modules", ".practice-"));
  await build({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      ssr: join(root, "test/provider/practice-thread.ts"),
      outDir: built,
      rolldownOptions: { output: { entryFileNames: "practice-thread.mjs" } },
    },
  });
});
afterAll(() => {
  for (const path of [folder, built]) rmSync(path, { recursive: true, force: true });
});

it("tells first how the practice account is reached, answers there, and stops when it is asked to", async () => {
  const worker = new Worker(join(built, "practice-thread.mjs"), {
    workerData: { folder: join(folder, "state"), providerId: "mailfence" },
  });
  const next = () =>
    new Promise<unknown>((resolve, reject) => worker.once("message", resolve).once("error", reject));
  const ended = new Promise<number>((resolve) => worker.once("exit", resolve));
  const account = (await next()) as PracticeAccount;
  expect(account.address).toBe("you@mailfence.test");
  const domain = account.domains.find((one) => one.providerId === "mailfence");
  const client = new ImapFlow({
    host: domain?.servers.imap.host ?? "",
    port: domain?.servers.imap.port ?? 0,
    secure: true,
    auth: { user: account.address, pass: account.password },
    tls: { ca: domain?.authority ?? "" },
    logger: false,
  });
  await client.connect();
  const inbox = await client.mailboxOpen("INBOX");
  expect(inbox.exists).toBeGreaterThan(20);
  await client.logout();
  const stopped = next();
  worker.postMessage("stop");
  expect(await stopped).toBe("stopped");
  expect(await ended).toBe(0);
});
