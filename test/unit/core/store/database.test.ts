import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../../../electron/core/store/database.ts";
import { openStore } from "../../../../electron/core/store/store.ts";

let folder: string;
const key = "5a".repeat(32);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatepost-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const path = () => join(folder, "inner", "mail.db");

test("what was written is there again with the same key, and not legible in the file", () => {
  const store = openStore(path(), key);
  store.records.put("settings", "settings", { canary: "canary-in-the-store" });
  store.db.close();
  expect(statSync(join(folder, "inner")).mode & 0o777).toBe(0o700);
  const raw = readFileSync(path());
  expect(raw.includes("canary-in-the-store")).toBe(false);
  expect(raw.subarray(0, 15).toString("latin1")).not.toBe("SQLite format 3");
  const again = openStore(path(), key);
  expect(again.records.get("settings", "settings")).toEqual({ canary: "canary-in-the-store" });
  again.records.remove("settings", "settings");
  expect(again.records.list("settings")).toEqual([]);
  again.db.close();
});

test("a wrong key, a damaged file and a newer schema are unreadable, and the file stays as it was", () => {
  openStore(path(), key).db.close();
  const before = readFileSync(path());
  expect(() => openDatabase(path(), "00".repeat(32))).toThrow("store-unreadable");
  expect(() => openDatabase(path(), "short")).toThrow("store-unreadable");
  expect(readFileSync(path()).equals(before)).toBe(true);
  const newer = openDatabase(path(), key);
  newer.run("PRAGMA user_version = 99");
  newer.close();
  expect(() => openDatabase(path(), key)).toThrowError(
    expect.objectContaining({ code: "store-unreadable", detail: { reason: "newer" } }),
  );
  writeFileSync(join(folder, "broken.db"), "this is no database at all, not even a short one");
  expect(() => openDatabase(join(folder, "broken.db"), key)).toThrow("store-unreadable");
});

test("a file that is damaged in its middle is unreadable from then on, and is not changed", () => {
  const db = openDatabase(path(), key);
  for (let id = 0; id < 200; id++)
    db.run("INSERT INTO records VALUES ('settings', ?, ?)", [String(id), "x".repeat(1_000)]);
  db.close();
  const bytes = readFileSync(path());
  for (let at = bytes.length >> 1; at < bytes.length; at += 1_000) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(path(), bytes);
  const damaged = openDatabase(path(), key);
  const problem = expect.objectContaining({ code: "store-unreadable", detail: { reason: "damaged" } });
  expect(() => damaged.all("SELECT * FROM records")).toThrowError(problem);
  expect(() => damaged.transaction(() => damaged.run("DELETE FROM records"))).toThrowError(problem);
  damaged.close();
  expect(readFileSync(path()).equals(bytes)).toBe(true);
});

test("a transaction that throws leaves nothing behind, also within another one", () => {
  const db = openDatabase(":memory:", key);
  const put = (id: string) => db.run("INSERT INTO records VALUES ('settings', ?, '{}')", [id]);
  expect(() =>
    db.transaction(() => {
      put("one");
      db.copied(() => put("two"));
      throw new Error("stop");
    }),
  ).toThrow("stop");
  expect(db.get("SELECT count(*) AS count FROM records")).toEqual({ count: 0 });
  db.copied(() => put("three"));
  expect(db.get("PRAGMA synchronous")).toEqual({ synchronous: 2 });
  expect(db.get("SELECT count(*) AS count FROM records")).toEqual({ count: 1 });
  db.close();
});

test("values of every kind come back as they went in", () => {
  const db = openDatabase(":memory:", key);
  const bytes = new Uint8Array([0, 1, 255]);
  const row = db.get<Record<string, unknown>>("SELECT ? AS a, ? AS b, ? AS c, ? AS d, ? AS e", [
    true,
    undefined,
    "nul\0inside",
    bytes,
    2 ** 52,
  ]);
  expect(row).toMatchObject({ a: 1, b: null, c: "nul\0inside", e: 2 ** 52 });
  expect(new Uint8Array(row?.d as Uint8Array)).toEqual(bytes);
  expect(() => db.get("SELECT ? AS a", ["\ud800"])).not.toThrow();
  db.close();
});

test("a closed database says so itself: the library's own exception ends the process while its thread is being ended", () => {
  const db = openDatabase(path(), key);
  const sql = "SELECT count(*) AS count FROM sqlite_master";
  expect(db.get(sql)).toMatchObject({ count: expect.any(Number) });
  db.close();
  for (const use of [
    () => db.get(sql),
    () => db.run("DELETE FROM records"),
    () => db.transaction(() => {}),
    () => db.copied(() => {}),
    db.tidy,
  ])
    expect(use).toThrow(expect.objectContaining({ code: "busy" }));
});
