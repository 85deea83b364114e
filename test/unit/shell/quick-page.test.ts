// What the quick-code window may ask: codes to be shown and copied, and nothing that changes or reveals more.
import { expect, test } from "vitest";
import { quickPage } from "../../../electron/shell/quick-page.ts";
import { calls, events } from "../../../shared/ipc/contract.ts";

test("may ask what it needs, and hear of it", () => {
  expect(Object.keys(calls).filter(quickPage.mayAsk).sort()).toEqual([
    "app.status",
    "codes.copy",
    "codes.current",
    "codes.list",
    "lock.get",
    "lock.unlock",
    "quickCode.close",
    "quickCode.showProgram",
    "settings.get",
  ]);
  expect(Object.keys(events).filter(quickPage.mayHear).sort()).toEqual([
    "app.changed",
    "clock.changed",
    "codes.changed",
    "lock.changed",
    "settings.changed",
  ]);
});
