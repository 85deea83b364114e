// The packaged program, as a user would start it: what is inside, what can never be switched on, and that it runs with
// Chromium's sandbox for an ordinary user. Nothing drives it from inside; that is the point of the fuses.
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listPackage } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Display, startXvfb } from "../../../scripts/lib/xvfb.mjs";
import { launchUnheld } from "../../support/held-start.ts";
import { startKeyring } from "../../support/keyring.ts";

const root = join(import.meta.dirname, "../../..");
const isRoot = process.getuid?.() === 0;
/** "nobody" on Debian */
const ordinary = 65_534;
/** what the fuse wire says for on and off */
const on = 0x31;
const off = 0x30;

let folder: string;
let release: string;
let e2e: string;
let display: Display;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-package-"));
  chmodSync(folder, 0o755);
  await packaged("release");
  await packaged("e2e", "--e2e");
  release = join(folder, "release/linux-unpacked");
  e2e = join(folder, "e2e/linux-unpacked");
  if (isRoot) {
    // As an installer does: Chromium's helper belongs to root and takes root's rights for a moment.
    chownSync(join(release, "chrome-sandbox"), 0, 0);
    chmodSync(join(release, "chrome-sandbox"), 0o4755);
  }
  const started = await startXvfb();
  if (!started) throw new Error("display-missing: Xvfb is not installed");
  display = started;
});

afterAll(async () => {
  await display?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function packaged(name: string, ...flags: readonly string[]): Promise<void> {
  const script = join(root, "scripts/package.mjs");
  const done = await finished(spawn(process.execPath, [script, "--out", join(folder, name), ...flags]));
  if (done.code !== 0) throw new Error(done.output);
}

function finished(child: ChildProcess): Promise<{ readonly code: number | null; readonly output: string }> {
  let output = "";
  child.stdout?.on("data", (data: Buffer) => {
    output += data.toString();
  });
  child.stderr?.on("data", (data: Buffer) => {
    output += data.toString();
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** Starts the released program as an ordinary user, with a home of its own and as little else as possible. */
async function startRelease(
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<ChildProcess> {
  const home = await mkdtemp(join(folder, "home-"));
  if (isRoot) chownSync(home, ordinary, ordinary);
  const program = [join(release, "gatepost"), ...args];
  const drop = ["setpriv", `--reuid=${ordinary}`, `--regid=${ordinary}`, "--clear-groups"];
  const [command = "", ...rest] = isRoot ? [...drop, ...program] : program;
  return spawn(command, rest, {
    env: { PATH: process.env.PATH ?? "", HOME: home, DISPLAY: display.display, ...environment },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function end(child: ChildProcess): Promise<void> {
  const closed = new Promise((resolve) => child.once("close", resolve));
  if (child.pid !== undefined && child.exitCode === null) {
    process.kill(-child.pid, "SIGKILL");
    await closed;
  }
}

async function titles(): Promise<readonly string[]> {
  const found = spawn("xdotool", ["search", "--onlyvisible", "--name", "^Gatepost", "getwindowname", "%@"], {
    env: { ...process.env, DISPLAY: display.display },
  });
  const { output } = await finished(found);
  return output.split("\n").filter((line) => line.startsWith("Gatepost"));
}

/** Process ids of the web pages' processes below `parent`, as Linux lists them. */
function pageProcesses(parent: number): readonly string[] {
  const group = String(parent);
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const words = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      return words[2] === group && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer");
    } catch {
      // It ended while we were looking.
      return false;
    }
  });
}

describe("the packaged program", () => {
  test("has every fuse as documented", async () => {
    const wire = await getCurrentFuseWire(join(release, "gatepost"));
    const expected: Record<number, number> = {
      [FuseV1Options.RunAsNode]: off,
      [FuseV1Options.EnableCookieEncryption]: on,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
      [FuseV1Options.EnableNodeCliInspectArguments]: off,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
      [FuseV1Options.OnlyLoadAppFromAsar]: on,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: off,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
      [FuseV1Options.WasmTrapHandlers]: on,
    };
    const fuses = Object.entries(wire).filter(([name]) => name !== "version");
    expect(fuses.length).toBeGreaterThanOrEqual(8);
    for (const [fuse, state] of fuses) expect(state, `fuse ${fuse}`).toBe(expected[Number(fuse)]);
  });

  test("differs from the flavour for end-to-end tests in one byte", async () => {
    const digest = async (path: string) =>
      createHash("sha256")
        .update(await readFile(path))
        .digest("hex");
    expect(await digest(join(e2e, "resources/app.asar"))).toBe(
      await digest(join(release, "resources/app.asar")),
    );
    const [ours, theirs] = [readFileSync(join(release, "gatepost")), readFileSync(join(e2e, "gatepost"))];
    expect(ours.length).toBe(theirs.length);
    const different = [];
    for (let at = 0; at < ours.length; at++) if (ours[at] !== theirs[at]) different.push(ours[at]);
    expect(different).toEqual([off]);
  });

  test("holds what it needs and nothing else: no sources, tests, maps, practice provider or foreign binaries", () => {
    const files = listPackage(join(release, "resources/app.asar"), { isPack: false });
    expect(files).toEqual(
      expect.arrayContaining([
        "/package.json",
        "/dist/main/main.js",
        "/dist/main/mail-thread.js",
        "/dist/preload/preload.cjs",
        "/dist/renderer/index.html",
        "/node_modules/imapflow/package.json",
      ]),
    );
    const rooms = /^\/(package\.json|dist(\/(main|preload|renderer)(\/.*)?)?|node_modules(\/.*)?)$/;
    expect(files.filter((file) => !rooms.test(file))).toEqual([]);
    const unwanted =
      /\.(map|ts|tsx|mts|cts|env|log|md)$|\/(tests?|__tests__|practice|\.git)(\/|$)|^\/dist\/main\/cli\.js$/;
    expect(files.filter((file) => unwanted.test(file) && !file.startsWith("/node_modules/zod/"))).toEqual([]);
    for (const name of ["react", "electron", "playwright-core", "vite", "smtp-server", "pdf-lib"]) {
      expect(files).not.toContain(`/node_modules/${name}`);
    }
    const native = files.filter((file) => file.endsWith(".node"));
    expect(native.length).toBe(2);
    expect(native.filter((file) => !file.includes(`/${process.platform}-${process.arch}/`))).toEqual([]);
    expect(existsSync(join(release, "resources/default_app.asar"))).toBe(false);
  });

  test("opens its window for an ordinary user, in Chromium's sandbox, from its archive only", async () => {
    const beside = join(release, "resources/app");
    await mkdir(beside);
    writeFileSync(join(beside, "package.json"), JSON.stringify({ name: "other", main: "main.js" }));
    writeFileSync(join(beside, "main.js"), "require('electron').app.quit()");
    // Overrides for development must not reach the packaged program.
    const picture = join(folder, "picture.png");
    const child = await startRelease([], {
      GATEPOST_PRACTICE: "mail-com",
      GATEPOST_PICTURE: picture,
      GATEPOST_DATA: join(folder, "nowhere"),
    });
    try {
      await expect.poll(titles, { timeout: 30_000, interval: 200 }).toEqual(["Gatepost"]);
      const pages = pageProcesses(child.pid ?? 0);
      expect(pages.length).toBeGreaterThan(0);
      for (const pid of pages) {
        // 2: system calls are filtered by a program of Chromium's.
        expect(readFileSync(`/proc/${pid}/status`, "utf8")).toMatch(/^Seccomp:\s+2$/m);
      }
      expect(existsSync(join(folder, "nowhere"))).toBe(false);
      expect(existsSync(picture)).toBe(false);
    } finally {
      await end(child);
      await rm(beside, { recursive: true });
    }
  });

  test("opens its store and runs its threads from the archive", async () => {
    const keyring = await startKeyring();
    const program = await launchUnheld({
      executablePath: join(e2e, "gatepost"),
      args: isRoot ? ["--no-sandbox"] : [],
      chromiumSandbox: !isRoot,
      env: { PATH: process.env.PATH ?? "", ...keyring.environment, DISPLAY: display.display },
    });
    try {
      const page = await program.firstWindow();
      await page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
      const status = await page.evaluate(() =>
        (window as unknown as { gatepost: { call(name: string): Promise<unknown> } }).gatepost.call(
          "app.status",
        ),
      );
      expect(status).toMatchObject({ ok: true, value: { keychain: "ok", store: "ready", practice: false } });
    } finally {
      await program.close();
      await keyring.stop();
    }
  });

  test("lets no script in by NODE_OPTIONS, and trusts no authority that NODE_EXTRA_CA_CERTS names", async () => {
    const script = join(folder, "let-in.cjs");
    const trace = join(folder, "let-in");
    writeFileSync(script, `require("node:fs").writeFileSync(${JSON.stringify(trace)}, "")`);
    // A fuse takes both away before anything reads them. An authority's file that is no file would be complained of.
    const child = await startRelease([], {
      NODE_OPTIONS: `--require=${script}`,
      NODE_EXTRA_CA_CERTS: join(folder, "none.pem"),
    });
    let output = "";
    child.stderr?.on("data", (data: Buffer) => {
      output += data.toString();
    });
    try {
      await expect.poll(titles, { timeout: 30_000, interval: 200 }).toEqual(["Gatepost"]);
    } finally {
      await end(child);
    }
    expect(existsSync(trace)).toBe(false);
    expect(output).not.toMatch(/none\.pem|extra certs/);
  });

  test.each([
    ["ELECTRON_RUN_AS_NODE", [], { ELECTRON_RUN_AS_NODE: "1" }],
    ["SSLKEYLOGFILE", [], { SSLKEYLOGFILE: "/tmp/none.log" }],
    ["--inspect", ["--inspect=0"], {}],
    ["--inspect-brk", ["--inspect-brk=0"], {}],
    ["--remote-debugging-port", ["--remote-debugging-port=0"], {}],
    ["--no-sandbox", ["--no-sandbox"], {}],
    ["--js-flags", ["--js-flags=--allow-natives-syntax"], {}],
    ["--user-data-dir", ["--user-data-dir=/tmp/none"], {}],
    ["--ignore-certificate-errors", ["--ignore-certificate-errors"], {}],
  ] as const)("does not start with %s", async (name, args, environment) => {
    const child = await startRelease(["-e", "console.log('ran as node')", ...args], environment);
    const late = setTimeout(() => child.pid && process.kill(-child.pid, "SIGKILL"), 20_000);
    const { code, output } = await finished(child);
    clearTimeout(late);
    expect(output).toContain(`Gatepost does not start with ${name}`);
    expect(output).not.toMatch(/ran as node|listening on|Debugger/i);
    expect(code).toBe(78);
  });
});
