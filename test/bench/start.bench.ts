// From the command to the painted message list, against a bare Electron window with one heading; and the memory of all
// processes with 10,000 messages in the store (PSS, which counts shared pages once).
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { electronRuntime, sandboxSwitches } from "../../scripts/lib/electron-runtime.mjs";
import { type App, startApp } from "../support/electron-app.ts";
import { type Keyring, startKeyring } from "../support/keyring.ts";
import { type MailServers, startMailServers } from "../support/mail-servers.ts";
import { generateMailbox } from "../support/mailbox.ts";
import { median, ms, report } from "./report.ts";

const count = 10_000;
const rounds = 5;
const address = "bench@bench.test";
const password = "bench-password";
let servers: MailServers;
let keyring: Keyring;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gatepost-bench-"));
  keyring = await startKeyring();
  servers = await startMailServers({ users: [{ address, password }] });
  servers.fill(address, generateMailbox({ count, owner: address }));
});
afterAll(async () => {
  await servers.stop();
  await keyring.stop();
  await rm(folder, { recursive: true, force: true });
});

const open = () => startApp({ keyring, dataFolder: join(folder, "data") });
const painted = (app: App) =>
  app.page.getByRole("listbox", { name: "Messages" }).getByRole("option").first().waitFor();

async function bareWindow(display: string): Promise<number> {
  const app = join(folder, "bare");
  await mkdir(app, { recursive: true });
  await writeFile(
    join(app, "package.json"),
    JSON.stringify({ name: "bare", version: "1.0.0", main: "main.js" }),
  );
  await writeFile(
    join(app, "main.js"),
    `const { app, BrowserWindow } = require("electron");
     app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadURL("data:text/html,<h1>bare</h1>"));`,
  );
  const runtime = await electronRuntime();
  const { args } = await sandboxSwitches(runtime);
  const start = performance.now();
  const electron = await _electron.launch({
    executablePath: runtime.executable,
    args: [app, ...args],
    env: { ...(process.env as Record<string, string>), DISPLAY: display },
  });
  const page = await electron.firstWindow();
  await page.getByRole("heading", { name: "bare" }).waitFor();
  const took = performance.now() - start;
  await electron.close();
  return took;
}

async function pssOfAll(pid: number): Promise<number> {
  const children = new Map<number, number[]>();
  for (const line of execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n")) {
    const [child, parent] = line.trim().split(/\s+/).map(Number) as [number, number];
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const family: number[] = [];
  const visit = (member: number) => {
    family.push(member);
    for (const child of children.get(member) ?? []) visit(child);
  };
  visit(pid);
  let kilobytes = 0;
  for (const member of family) {
    const rollup = await readFile(`/proc/${member}/smaps_rollup`, "utf8").catch(() => "");
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  }
  return kilobytes / 1_024;
}

it("starts, and holds 10,000 messages", async () => {
  const first = await open();
  const { imap, smtp } = servers.servers(address);
  const pins = [imap, smtp].map(({ host, port }) => ({ host, port, sha256: servers.certificate }));
  await first.call("accounts.add", { name: "Bench", address, password, servers: { imap, smtp }, pins });
  await expect
    .poll(
      async () =>
        (await first.call("messages.list", { view: { kind: "unified-inbox" }, offset: 0, limit: 1 })).total,
      {
        timeout: 300_000,
        interval: 500,
      },
    )
    .toBe(count);
  await painted(first);
  await first.stop();

  const ours: number[] = [];
  const bare: number[] = [];
  let memory = 0;
  for (let round = 0; round < rounds; round++) {
    const app = await open();
    await painted(app);
    ours.push(performance.now() - app.launchedAt);
    bare.push(await bareWindow(app.display));
    if (round === rounds - 1) {
      await expect
        .poll(async () => (await app.call("accounts.list", undefined))[0]?.state.kind, { timeout: 60_000 })
        .toBe("ok");
      memory = await pssOfAll(app.electron.process().pid ?? 0);
    }
    await app.stop();
  }
  const ratio = median(ours) / median(bare);
  report({
    what: "start to painted message list",
    measured: ms(median(ours)),
    reference: `${ms(median(bare))} bare Electron window`,
    ratio,
    goal: "≤ 2×",
    reached: ratio <= 2,
  });
  report({
    what: "memory of all processes with 10,000 messages (PSS)",
    measured: `${memory.toFixed(0)} MB`,
    reference: "411 MB Thunderbird 153 on a mailbox of the same size",
    ratio: memory / 411,
    goal: "< 350 MB",
    reached: memory < 350,
  });
});
