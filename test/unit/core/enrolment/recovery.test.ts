import { expect, it } from "vitest";
import { createRecovery } from "../../../../electron/core/enrolment/recovery.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { memoryKeychain } from "../../../support/memory-keychain.ts";
import { memoryRecords } from "../../../support/memory-records.ts";

it("loses no mark of two quick clicks, and never brings back codes that new ones have replaced", async () => {
  const recovery = createRecovery({ keychain: memoryKeychain(), records: memoryRecords() });
  const codes = (...texts: string[]) => texts.map((text) => new Secret(text));
  await recovery.keepBackupCodes("ann", codes("aaaa", "bbbb"));
  await Promise.all([0, 1].map((index) => recovery.markBackupCode("ann", index, true)));
  expect((await recovery.backupCodes("ann")).map(({ used }) => used)).toEqual([true, true]);
  await Promise.all([
    recovery.markBackupCode("ann", 0, false),
    recovery.keepBackupCodes("ann", codes("cccc", "dddd")),
  ]);
  expect((await recovery.backupCodes("ann")).map(({ code }) => code)).toEqual(["cccc", "dddd"]);
});
