// `npm start -- --practice`: from the command to a mailbox that can be read, on a machine without a display and without
// a keychain, and with nothing of it left when it ends; and `npm run dev` there.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { cacheFolder } from "../../../scripts/lib/electron-runtime.mjs";
import { startApp } from "../../support/electron-app.ts";

const root = join(import.meta.dirname, "../../..");
const releases: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

test("the practice account is there without a question, and its mail can be read", async () => {
  const app = await startApp({ environment: { GATEPOST_PRACTICE: "mail-com" } });
  releases.push(() => app.stop());
  const messages = app.page.getByRole("listbox", { name: "Messages" });
  await messages.getByRole("option", { name: /Welcome to your practice mailbox/ }).click();
  await app.page.getByRole("heading", { name: "Welcome to your practice mailbox" }).waitFor();
  expect(await app.call("accounts.list", undefined)).toMatchObject([{ providerId: "mail-com" }]);
  await app.screenshot("practice-mailbox");
  expect(await app.log()).not.toContain(" fault ");
});

/** Runs a script in a home of its own until it has written a picture of the window, and said where. */
async function untilPicture(name: string, ...args: readonly string[]) {
  const home = await mkdtemp(join(tmpdir(), "gp-home-"));
  releases.push(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
  const picture = join(home, "window.png");
  const script = spawn(process.execPath, [join(root, "scripts", name), ...args], {
    // Nothing of this session's display or bus; the runtime's cache, so that it is not fetched again.
    env: {
      PATH: process.env.PATH ?? "",
      HOME: home,
      XDG_CACHE_HOME: join(cacheFolder, ".."),
      ELECTRON_OVERRIDE_DIST_PATH: process.env.ELECTRON_OVERRIDE_DIST_PATH ?? "",
      GATEPOST_PICTURE: picture,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = new Promise<number | null>((resolve) => script.once("close", resolve));
  releases.push(async () => {
    script.kill("SIGINT");
    await closed;
  });
  const printed = { text: "" };
  for (const stream of [script.stdout, script.stderr]) {
    stream.on("data", (data: Buffer) => {
      printed.text += data.toString();
    });
  }
  // The file is there before all of it is written, and before its name is said.
  const patient = { timeout: 90_000, interval: 200 };
  await expect
    .poll(() => existsSync(picture) && readFileSync(picture).subarray(1, 4).toString(), patient)
    .toBe("PNG");
  await expect.poll(() => printed.text, patient).toContain(picture);
  expect(printed.text).toContain("There is no display");
  expect(printed.text).toContain("There is no keychain here");
  return {
    home,
    /** As Ctrl+C does; answers the exit code, after nothing of it is left. */
    async interrupt() {
      script.kill("SIGINT");
      const code = await closed;
      expect(processesWith(home)).toEqual([]);
      expect(printed.text).not.toMatch(/FATAL|Error/);
      return code;
    },
  };
}

test("the script opens it where there is no display and no keychain, and ends in order", async () => {
  const { home, interrupt } = await untilPicture("start.mjs", "--practice", "mailfence");
  expect(existsSync(join(home, ".config/Gatepost practice/practice/mailfence"))).toBe(true);
  expect(await interrupt()).toBe(0);
  const log = readFileSync(join(home, ".config/Gatepost practice/logs/gatepost.log"), "utf8");
  expect(log).not.toContain(" fault ");
});

test("the program with hot reload opens there as well, and its server ends with it", async () => {
  const { interrupt } = await untilPicture("dev.mjs");
  expect(await interrupt()).toBe(0);
});

/** Command lines of processes whose environment names `text`. */
function processesWith(text: string): readonly string[] {
  return readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
        return environment.includes(`HOME=${text}`) ? [readFileSync(`/proc/${pid}/cmdline`, "utf8")] : [];
      } catch {
        // It ended while we were looking, or is not ours to see.
        return [];
      }
    });
}
