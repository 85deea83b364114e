// Automatic backups with a real folder: made, read back, kept and thrown away; and when they are made.
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type AutomaticBackup,
  createAutomaticBackup,
} from "../../../../electron/core/backup/automatic-backup.ts";
import { lastBackupAt } from "../../../../electron/core/backup/backup-record.ts";
import { createBackupSchedule } from "../../../../electron/core/backup/backup-schedule.ts";
import { createBackupSource } from "../../../../electron/core/backup/backup-source.ts";
import { type BackupKey, newBackupKey } from "../../../../electron/core/backup/sealed-backup.ts";
import { readImport } from "../../../../electron/core/importers/read-import.ts";
import { readEntry } from "../../../../electron/core/otp/entry.ts";
import { createVault, type Vault } from "../../../../electron/core/otp/vault.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { type MemoryKeychain, memoryKeychain } from "../../../support/memory-keychain.ts";
import { type MemoryRecords, memoryRecords } from "../../../support/memory-records.ts";
import { cheapWorkFactor, plainImports } from "../../../support/plain-imports.ts";
import { quietLog } from "../../../support/quiet-log.ts";

const passphrase = new Secret("correct horse battery");
const day = 24 * 60 * 60_000;
const still = { signal: new AbortController().signal, report: () => undefined };

let key: BackupKey;
let folder: string;
let now: number;
let keychain: MemoryKeychain;
let records: MemoryRecords;
let vault: Vault;
let automatic: AutomaticBackup;
/** what is on the disk is changed before it is read back */
let spoil: ((file: Uint8Array) => Uint8Array) | undefined;

beforeAll(async () => {
  // The passphrase is made a key once for all tests: it takes a second each time.
  key = await newBackupKey(passphrase, cheapWorkFactor);
}, 60_000);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-backup-"));
  now = Date.parse("2026-05-01T10:00:00Z");
  spoil = undefined;
  keychain = memoryKeychain();
  records = memoryRecords();
  let ids = 0;
  vault = createVault({ keychain, records, now: () => now, newId: () => `id-${ids++}` });
  const imports = plainImports();
  const collect = createBackupSource({
    vault,
    recovery: { revealAll: async () => [], addressOf: async () => undefined },
    now: () => now,
  });
  automatic = createAutomaticBackup({
    records,
    imports: {
      ...imports,
      newBackupKey: async () => key,
      isWholeBackup: (file, expected, signal) =>
        imports.isWholeBackup(spoil ? spoil(file) : file, expected, signal),
    },
    collect,
    now: () => now,
  });
  await add("Post");
});
afterEach(async () => {
  await vault.close();
  await rm(folder, { recursive: true, force: true });
});

const add = (issuer: string) =>
  vault.add(readEntry({ type: "totp", issuer, account: "ann", secret: Buffer.from(`${issuer} secret`) }));
const files = async () => (await readdir(folder)).sort();
const issuersIn = async (name: string) => {
  const { imported } = await readImport([await readFile(join(folder, name))], passphrase);
  return imported.entries.map(({ issuer }) => issuer);
};

describe("automatic backups", () => {
  it("begin with one that the passphrase opens, for this user only, and keep no passphrase", async () => {
    await automatic.setUp(folder, passphrase, still);
    const [name = ""] = await files();
    expect(name).toMatch(/^gatepost-2026-05-01-100000-[0-9a-f]{4}\.gatepost$/);
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    expect(await issuersIn(name)).toEqual(["Post"]);
    expect(await lastBackupAt(records)).toBe(now);
    expect(records.text()).not.toMatch(/correct horse|AGE-SECRET-KEY|UG9zdCBzZWNyZXQ|KBXXG5BAONSWG4TFOQ/);
    expect([...keychain.items.keys()].filter((item) => !item.startsWith("code/"))).toEqual([]);
  });

  it("are not on if the first one cannot be opened, and leave no file", async () => {
    const wrong = automatic.setUp(folder, new Secret("another"), still);
    await expect(wrong).rejects.toThrow("wrong-passphrase");
    expect(await automatic.record()).toBeUndefined();
    expect(await files()).toEqual([]);
  });

  it("write a file when something differs, and none when nothing does or only the time has passed", async () => {
    await automatic.setUp(folder, passphrase, still);
    now += day;
    expect(await automatic.run("if-needed", still)).toBe("unchanged");
    expect(await files()).toHaveLength(1);
    await add("Forum");
    expect(await automatic.run("if-needed", still)).toBe("written");
    const [, second = ""] = await files();
    expect(await issuersIn(second)).toEqual(["Post", "Forum"]);
    await rm(join(folder, second));
    expect(await automatic.run("if-needed", still)).toBe("written");
    expect(await files()).toHaveLength(2);
  });

  it("throw a file away that does not come back as it was written, and say so", async () => {
    await automatic.setUp(folder, passphrase, still);
    const [first] = await files();
    await add("Forum");
    for (const damage of [
      (file: Uint8Array) => file.subarray(0, file.length / 2),
      (file: Uint8Array) => file.map((byte, index) => (index === file.length - 200 ? byte ^ 1 : byte)),
    ]) {
      spoil = damage;
      await expect(automatic.run("if-needed", still)).rejects.toThrow("export-differs");
      expect(await files()).toEqual([first]);
    }
    spoil = undefined;
    expect(await automatic.run("if-needed", still)).toBe("written");
  });

  it("keep the newest and touch no other file, also not another installation's", async () => {
    await automatic.setUp(folder, passphrase, still);
    await automatic.setKept(3);
    const others = ["notes.txt", "gatepost-2020-01-01-000000-zzzz.gatepost"];
    for (const other of others) await writeFile(join(folder, other), "other");
    for (let turn = 0; turn < 6; turn += 1) {
      now += 60_000;
      await add(`Site ${turn}`);
      await automatic.run("if-needed", still);
    }
    const left = (await files()).filter((name) => !others.includes(name));
    expect(left).toHaveLength(3);
    expect(await files()).toEqual(expect.arrayContaining(others));
    const versions = await automatic.versions();
    expect(versions.map(({ own }) => own)).toEqual([true, true, true, false]);
    expect(versions[0]?.at).toBe(now);
    await expect(automatic.readVersion("../secret")).rejects.toThrow("not-found");
  });

  it("make none of a keychain that has lost its secrets, and throw none away where some are lost", async () => {
    await automatic.setUp(folder, passphrase, still);
    await automatic.setKept(3);
    for (let turn = 0; turn < 3; turn += 1) {
      now += 60_000;
      await add(`Site ${turn}`);
      await automatic.run("if-needed", still);
    }
    const before = await files();
    const [lost = ""] = [...keychain.items.keys()];
    keychain.items.delete(lost);
    await vault.close();
    now += 60_000;
    expect(await automatic.run("if-needed", still)).toBe("written");
    expect((await files()).length).toBe(before.length + 1);
    keychain.items.clear();
    await vault.close();
    await expect(automatic.run("if-needed", still)).rejects.toThrow("secret-gone");
    expect((await files()).length).toBe(before.length + 1);
  });

  it("say when the folder is gone, and go on when it is there again", async () => {
    await automatic.setUp(folder, passphrase, still);
    await rename(folder, `${folder}-away`);
    await add("Forum");
    await expect(automatic.run("if-needed", still)).rejects.toThrow("backup-folder-gone");
    await rename(`${folder}-away`, folder);
    expect(await automatic.run("if-needed", still)).toBe("written");
  });
});

describe("the schedule of backups", () => {
  /** Stands for the clock: what is planned runs when its time has come. */
  function build(run: () => Promise<"written" | "unchanged">) {
    const told: string[] = [];
    const log = quietLog();
    let time = 0;
    let planned: { readonly at: number; readonly work: () => void } | undefined;
    let problem: Awaited<ReturnType<AutomaticBackup["record"]>> extends infer Kept
      ? NonNullable<Kept> extends { problem?: infer Problem }
        ? Problem
        : never
      : never;
    let isOn = true;
    let runs = 0;
    const record = async () =>
      isOn ? ({ changed: false, ...(problem && { problem }) } as never) : undefined;
    const schedule = createBackupSchedule({
      automatic: {
        record,
        async run() {
          runs += 1;
          const done = await run();
          problem = undefined;
          return done;
        },
        noteChange: async () => isOn,
        noteProblem: async (change) => {
          problem = change(problem);
        },
      },
      later(milliseconds, work) {
        planned = { at: time + milliseconds, work };
        return () => {
          planned = undefined;
        };
      },
      now: () => time,
      tell: () => undefined,
      tellProblem: ({ code }) => void told.push(code),
      log,
    });
    return {
      schedule,
      told,
      log,
      turnOff: () => {
        isOn = false;
      },
      runs: () => runs,
      planned: () => planned && planned.at - time,
      /** Moves the clock on, and lets what is due then come to its end. */
      async pass(milliseconds: number) {
        const end = time + milliseconds;
        while (planned && planned.at <= end) {
          const { at, work } = planned;
          time = at;
          planned = undefined;
          work();
          await new Promise((resolve) => setImmediate(resolve));
        }
        time = end;
      },
      async change() {
        schedule.changed();
        await new Promise((resolve) => setImmediate(resolve));
      },
    };
  }

  it("makes one after a change, one of many changes, and none of them waits for ever", async () => {
    const world = build(async () => "written");
    world.schedule.start();
    await world.pass(60_000);
    expect(world.runs()).toBe(1);
    for (let turn = 0; turn < 5; turn += 1) {
      await world.change();
      await world.pass(5_000);
    }
    expect(world.runs()).toBe(1);
    await world.pass(10_000);
    expect(world.runs()).toBe(2);
    for (let turn = 0; turn < 70; turn += 1) {
      await world.change();
      await world.pass(5_000);
    }
    expect(world.runs()).toBe(3);
    await world.pass(3 * day);
    expect(world.runs()).toBe(6);
  });

  it("tries again after a failure, tells of it once a day, and is quiet again afterwards", async () => {
    let works = false;
    const world = build(async () => {
      if (!works) throw new AppError("backup-folder-gone");
      return "written";
    });
    world.schedule.start();
    await world.pass(20_000);
    expect(world.told).toEqual(["backup-folder-gone"]);
    expect(world.planned()).toBe(60_000);
    await world.pass(6 * 60_000);
    expect(world.planned()).toBeLessThanOrEqual(30 * 60_000);
    await world.pass(23 * 60 * 60_000);
    expect(world.told).toHaveLength(1);
    await world.pass(2 * 60 * 60_000);
    expect(world.told).toHaveLength(2);
    works = true;
    await world.pass(2 * 60 * 60_000);
    expect(world.planned()).toBeGreaterThan(20 * 60 * 60_000);
  });

  it("calls a closed keychain no failure, and waits", async () => {
    const world = build(async () => {
      throw new AppError("keychain-locked");
    });
    world.schedule.start();
    await world.pass(day);
    expect(world.told).toEqual([]);
    expect(world.runs()).toBeGreaterThan(100);
  });

  it("does nothing where backups are off, or when the program has ended", async () => {
    const world = build(async () => "written");
    world.turnOff();
    world.schedule.start();
    await world.change();
    await world.pass(day);
    expect(world.runs()).toBe(0);
    const ended = build(async () => "written");
    ended.schedule.start();
    ended.schedule.close();
    await ended.change();
    await ended.pass(day);
    expect(ended.runs()).toBe(0);
  });
});
