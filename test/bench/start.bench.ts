// From the command to the painted message list, against a bare Electron window with one heading; and the memory of all
// processes with 10,000 messages in the store (PSS, which counts shared pages once).
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { electronRuntime, sandboxSwitches } from "../../scripts/lib/electron-runtime.mjs";
import { startXvfb } from "../../scripts/lib/xvfb.mjs";
import { type App, startApp } from "../support/electron-app.ts";
import { type Keyring, startKeyring } from "../support/keyring.ts";
import { type MailServers, startMailServers } from "../support/mail-servers.ts";
import { generateMailbox } from "../support/mailbox.ts";
import { familyOf } from "../support/processes.ts";
import { median, ms, report } from "./report.ts";

const count = 10_000;
const rounds = 5;
/** Milliseconds in which what the start has left over is collected. */
const settling = 15_000;
const root = join(import.meta.dirname, "../..");
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

const open = () => startApp({ keyring, dataFolder: join(folder, "data"), unheld: true });
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
  let kilobytes = 0;
  for (const member of familyOf(pid)) {
    const rollup = await readFile(`/proc/${member}/smaps_rollup`, "utf8").catch(() => "");
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  }
  return kilobytes / 1_024;
}

/** Started as a user does, without the inspector that Playwright attaches; megabytes, once both sessions are there. */
async function memoryAtRest(): Promise<number> {
  const display = await startXvfb();
  if (!display) throw new Error("display-missing: Xvfb is not installed");
  const runtime = await electronRuntime();
  const { args } = await sandboxSwitches(runtime);
  const logins = () =>
    servers.log().filter(({ accepted, protocol }) => accepted && protocol === "imap").length;
  const before = logins();
  const program = spawn(runtime.executable, [root, ...args], {
    stdio: "ignore",
    env: {
      ...process.env,
      ...keyring.environment,
      DISPLAY: display.display,
      WAYLAND_DISPLAY: "",
      GATEPOST_DATA: join(folder, "data"),
    },
  });
  const ended = new Promise((resolve) => program.once("exit", resolve));
  try {
    await expect.poll(logins, { timeout: 60_000 }).toBeGreaterThan(before);
    await new Promise((resolve) => setTimeout(resolve, settling));
    return await pssOfAll(program.pid ?? 0);
  } finally {
    program.kill("SIGTERM");
    await ended;
    await display.stop();
  }
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
  // The index and the details of attachments come after the list; they are not what is measured here.
  await new Promise((resolve) => setTimeout(resolve, settling));
  await first.stop();

  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const app = await open();
    await painted(app);
    ours.push(performance.now() - app.launchedAt);
    bare.push(await bareWindow(app.display));
    await app.stop();
  }
  const memory = await memoryAtRest();
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
