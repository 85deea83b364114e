import { execFileSync } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readInput } from "../../../electron/core/read-input.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-read-input-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("reads a file whole, also behind a link, and none that is larger than its limit", async () => {
  const path = join(folder, "export.json");
  await writeFile(path, "0123456789");
  await symlink(path, join(folder, "link"));
  expect(Buffer.from(await readInput(join(folder, "link"), 10)).toString()).toBe("0123456789");
  await expect(readInput(path, 9)).rejects.toMatchObject({ code: "too-large", detail: { limit: 9 } });
});

it("names no path when there is nothing to be read", async () => {
  const failure = await readInput(join(folder, "gone.json"), 10).catch((thrown: unknown) => thrown);
  expect(failure).toMatchObject({ code: "file-unreadable", detail: {} });
});

it.skipIf(process.platform === "win32")("reads no folder, and waits for no pipe and no device", async () => {
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  for (const path of [folder, pipe, "/dev/zero"])
    await expect(readInput(path, 10), path).rejects.toMatchObject({ code: "file-unreadable" });
});
