// The log file: readable by its owner only, and never larger than twice its limit.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLogFile } from "../../../electron/shell/log-file.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gp-log-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

test("a line holds time, level and text, in a file that only its owner reads", () => {
  const write = openLogFile(join(folder, "logs"));
  write({ at: Date.UTC(2026, 0, 2, 3, 4, 5), level: "info", text: "start" });
  const file = join(folder, "logs/gatepost.log");
  expect(readFileSync(file, "utf8")).toBe("2026-01-02T03:04:05.000Z info start\n");
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(statSync(join(folder, "logs")).mode & 0o077).toBe(0);
});

test("a full file becomes the older one, whose predecessor goes", () => {
  const write = openLogFile(folder);
  const text = "x".repeat(100_000);
  for (let index = 0; index < 35; index++) write({ at: index, level: "info", text: `${index} ${text}` });
  expect(readdirSync(folder).sort()).toEqual(["gatepost.1.log", "gatepost.log"]);
  for (const name of readdirSync(folder)) {
    expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1_000_000);
  }
  expect(readFileSync(join(folder, "gatepost.log"), "utf8")).toContain("info 34 ");
});

test("a second start goes on in the same file", () => {
  openLogFile(folder)({ at: 0, level: "info", text: "first" });
  openLogFile(folder)({ at: 0, level: "info", text: "second" });
  expect(readFileSync(join(folder, "gatepost.log"), "utf8").trim().split("\n")).toHaveLength(2);
});
