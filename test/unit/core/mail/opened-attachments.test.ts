import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { createOpenedAttachments } from "../../../../electron/core/mail/opened-attachments.ts";

it("gives another program a copy that nobody else may read, and takes it away at the end", async () => {
  const opened: string[] = [];
  const attachments = createOpenedAttachments({
    openPath: async (path) => {
      opened.push(path);
    },
  });
  for (const text of ["one", "two"]) await attachments.open({ name: "letter.txt", bytes: Buffer.from(text) });
  expect(opened.map((path) => readFileSync(path, "utf8"))).toEqual(["one", "two"]);
  expect(opened.map((path) => statSync(path).mode & 0o077)).toEqual([0, 0]);
  await attachments.forgetOpened();
  expect(opened.map((path) => existsSync(dirname(path)))).toEqual([false, false]);
});
