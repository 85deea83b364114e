// One run of the real program with everything in it that is secret, and then a search for each of them, in every encoding,
// wherever another program could find them: files, the clipboard of the display, command lines and environments of all its
// processes, and what a crash leaves behind. At the end one is planted in each of these places, and is found.
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";
import { decodeBase32 } from "../../../electron/core/otp/base32.ts";
import type { CallInput } from "../../../shared/ipc/contract.ts";
import type { ExportFormat } from "../../../shared/models/export.ts";
import {
  type Canary,
  type CanaryHit,
  searchBytes,
  sweepFiles,
  sweepProcesses,
} from "../../support/canary-sweep.ts";
import { type App, type AppOptions, startApp } from "../../support/electron-app.ts";
import { jobEnded } from "../../support/kept-world.ts";
import { startKeyring } from "../../support/keyring.ts";
import { startMailServers } from "../../support/mail-servers.ts";
import { familyOf } from "../../support/processes.ts";
import { addAccount } from "../../support/reader.ts";

const run = promisify(execFile);
const secrets = ["JB7KQ2MXW5TNR4VZKE6YC3HDPLQ5SBXA", "MZXW6YTBOI3DQ5TFON2GK4Q2RX7UVN3D"] as const;
const person = { address: "ann@letters.test", password: 'Kanarie "9kR4" vögel' };
const lockPassphrase = "kettle window lamp river stone";
const filePassphrase = "winter otter lantern maple";
const backupCodes = ["kqvx-7311-wopt", "zmrd-2094-hjly", "bnts-5587-gfce"];
const phone = "+4915199887766";

const text = (name: string, value: string): Canary => ({ name, value });
const canaries: readonly Canary[] = [
  ...secrets.map((value, index) => ({ name: `secret ${index}`, value, key: decodeBase32(value) })),
  text("password", person.password),
  text("passphrase of the lock", lockPassphrase),
  text("passphrase of files", filePassphrase),
  ...backupCodes.map((code, index) => text(`backup code ${index}`, code)),
  text("key of backups", "AGE-SECRET-KEY-1"),
];
const releases: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

interface Places {
  readonly data: string;
  /** TMPDIR of the program */
  readonly temporary: string;
  /** what leaves sealed, and automatic backups */
  readonly sealed: string;
  /** what leaves readable, because it was asked for: not searched */
  readonly readable: string;
}

async function folders(): Promise<Places> {
  const root = await mkdtemp(join(tmpdir(), "gp-canary-"));
  releases.push(() => rm(root, { recursive: true, force: true, maxRetries: 5 }));
  const [data, temporary, sealed, readable] = ["data", "temporary", "sealed", "readable"].map((name) =>
    join(root, name),
  ) as [string, string, string, string];
  for (const folder of [data, temporary, sealed, readable]) await mkdir(folder);
  return { data, temporary, sealed, readable };
}

async function done(app: App, asked: Promise<{ readonly jobId: string }>) {
  const job = await jobEnded(app, (await asked).jobId);
  expect(job.error).toBeUndefined();
  return job;
}

async function importBoth(app: App, { readable }: Places): Promise<void> {
  const list = join(readable, "list.txt");
  const link = (secret: string, index: number) =>
    `otpauth://totp/Post${index}:ann?secret=${secret}&issuer=Post${index}`;
  await writeFile(list, `${secrets.map(link).join("\n")}\n`);
  await app.answerOpenDialogs([list]);
  const { result } = await done(app, app.call("import.chooseFiles", undefined));
  if (result?.kind !== "import") throw new Error("nothing was read");
  const { importId } = result.preview;
  await done(app, app.call("import.apply", { importId, leaveOut: [], replaceRecovery: [], pins: [] }));
}

async function exportAll(app: App, { sealed, readable }: Places): Promise<void> {
  const save = async (format: ExportFormat, folder: string, passphrase?: string) => {
    await app.answerSaveDialogs(join(folder, `export.${format}`));
    await done(app, app.call("export.save", { format, passphrase, lockPassphrase }));
  };
  await save("gatepost", sealed, filePassphrase);
  await save("aegis", sealed, filePassphrase);
  await save("otpauth", readable);
  await save("json", readable);
  await app.call("export.revealMigration", { lockPassphrase });
  const [entry] = await app.call("codes.list", undefined);
  await app.call("export.revealPicture", { codeId: entry?.id ?? "", lockPassphrase });
  await app.answerSaveDialogs(join(sealed, "gatepost-keychain.age"));
  await done(app, app.call("keychain.prepareMove", { passphrase: filePassphrase }));
  await app.answerOpenDialogs([sealed]);
  await done(app, app.call("backup.setUp", { passphrase: filePassphrase, sameFolder: false }));
  await done(app, app.call("backup.runNow", undefined));
}

/** What any other program of the display reads; nothing if nobody owns it. */
async function clipboard(app: App): Promise<string> {
  const display = { env: { ...process.env, DISPLAY: app.display } };
  return run("xclip", ["-selection", "clipboard", "-o"], display).then(
    ({ stdout }) => stdout,
    (failure: { readonly stderr?: string }) => {
      if (/target|not available|empty/i.test(failure.stderr ?? "")) return "";
      throw failure;
    },
  );
}

async function copyAndWait(app: App, accountId: string): Promise<void> {
  await app.call("settings.change", { clipboardSeconds: 5 });
  await app.call("recovery.copyBackupCode", { accountId, index: 0 });
  expect(await clipboard(app)).toBe(backupCodes[0]);
  await expect.poll(() => clipboard(app)).toBe("");
  const [entry] = await app.call("codes.list", undefined);
  await app.call("codes.copy", { codeId: entry?.id ?? "" });
  expect(await clipboard(app)).toMatch(/^\d{6}$/);
  await expect.poll(() => clipboard(app)).toBe("");
}

const programOf = (app: App) => app.electron.process().pid ?? 0;

async function sweepRunning(app: App): Promise<readonly CanaryHit[]> {
  const family = familyOf(programOf(app));
  // The program, its page, and the helpers of Chromium.
  expect(family.length).toBeGreaterThan(3);
  const shown = await app.page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll("input, textarea")].map((field) => (field as HTMLInputElement).value),
    ].join("\n"),
  );
  return [
    ...sweepProcesses(family, canaries),
    ...searchBytes("the page", Buffer.from(shown), canaries),
    ...searchBytes("the clipboard", Buffer.from(await clipboard(app)), canaries),
  ];
}

/** The page crashes and comes back; then the whole program goes. Nothing of either is written anywhere. */
async function crashBoth(app: App): Promise<void> {
  const gone = app.page.waitForEvent("crash");
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  await gone;
  const ended = new Promise((resolve) => app.electron.process().once("exit", resolve));
  // The line breaks with the program.
  await app.electron.evaluate(() => process.crash()).catch(() => undefined);
  await ended;
  await app.kill();
}

async function dumps(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /\.dmp$|(^|\/)core(\.\d+)?$/.test(name));
}

test("no secret is anywhere but in the keychain and in what was asked for", async () => {
  const mail = await startMailServers({ users: [person] });
  releases.push(() => mail.stop());
  const keyring = await startKeyring();
  releases.push(() => keyring.stop());
  const places = await folders();
  const start = (more: AppOptions = {}) =>
    startApp({
      ...{ keyring, dataFolder: places.data, ...more },
      environment: { TMPDIR: places.temporary, ...more.environment },
    });

  const app = await start();
  releases.push(() => app.kill());
  await app.page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
  const ask = (name: string, input?: unknown) =>
    app.call(name as "accounts.add", input as CallInput<"accounts.add">) as Promise<unknown>;
  const accountId = await addAccount(ask, mail, person, "Ann");
  await importBoth(app, places);
  await app.call("kept.replaceBackupCodes", { accountId, text: backupCodes.join("\n") });
  await app.call("kept.savePhone", { accountId, phone });
  await done(app, app.call("lock.turnOn", { passphrase: lockPassphrase }));
  await app.call("lock.lock", undefined);
  await expect(app.call("lock.unlock", { passphrase: filePassphrase })).rejects.toThrow("lock-passphrase");
  await app.call("lock.unlock", { passphrase: lockPassphrase });
  await exportAll(app, places);
  await app.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
  await app.page.getByRole("listitem", { name: "Post0, ann" }).waitFor();
  await copyAndWait(app, accountId);
  expect(await sweepRunning(app)).toEqual([]);
  await crashBoth(app);

  // The keyring's own files lie in its home.
  const searched = [places.data, places.temporary, places.sealed, keyring.home];
  const { hits, files } = sweepFiles(searched, canaries);
  expect(hits).toEqual([]);
  expect(files).toBeGreaterThan(8);
  for (const folder of searched) expect(await dumps(folder)).toEqual([]);
  // What was asked for is there, so the search would have found it.
  expect(sweepFiles([places.readable], canaries).hits.length).toBeGreaterThan(0);

  const [planted = text("none", "")] = canaries;
  for (const folder of searched) {
    const file = join(folder, "planted");
    await writeFile(file, `x${planted.value}x`);
    expect(sweepFiles([folder], canaries).hits.map(({ where }) => where)).toContain(file);
    await rm(file);
  }
  const careless = await start({ switches: [`--planted=${secrets[1]}`] });
  releases.push(() => careless.kill());
  await careless.electron.evaluate(({ clipboard: own }, value) => own.writeText(value), backupCodes[1] ?? "");
  const found = await sweepRunning(careless);
  const seen = (canary: string, where: string) => ({ canary, encoding: "utf-8", where });
  expect(found).toContainEqual(seen("secret 1", `/proc/${programOf(careless)}/cmdline`));
  expect(found).toContainEqual(seen("backup code 1", "the clipboard"));
  // Chromium writes over its own environment at the start, so another process shows that it would be seen.
  const child = spawn("sleep", ["60"], {
    env: { ...process.env, PLANTED: person.password },
    stdio: "ignore",
  });
  releases.push(async () => child.kill());
  const inChild = sweepProcesses(familyOf(child.pid ?? 0), canaries);
  expect(inChild).toContainEqual(seen("password", `/proc/${child.pid}/environ`));
});
