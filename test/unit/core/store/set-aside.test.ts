import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { setAside } from "../../../../electron/core/store/set-aside.ts";

it("moves a database with its companions, keeps every byte, and touches nothing else", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gp-aside-"));
  for (const name of ["mail.db", "mail.db-wal", "window.json"]) await writeFile(join(folder, name), name);
  setAside(folder, "mail.db", Date.parse("2026-03-04T05:06:07Z"));
  expect((await readdir(folder)).sort()).toEqual([
    "set-aside-2026-03-04-050607-mail.db",
    "set-aside-2026-03-04-050607-mail.db-wal",
    "window.json",
  ]);
  expect(await readFile(join(folder, "set-aside-2026-03-04-050607-mail.db-wal"), "utf8")).toBe("mail.db-wal");
  setAside(folder, "mail.db", 0);
  expect(await readdir(folder)).toHaveLength(3);
  await rm(folder, { recursive: true });
});
