import { expect, it } from "vitest";
import { type AccountSyncParts, createAccountSync } from "../../../../electron/core/mail/account-sync.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { quietLog } from "../../../support/quiet-log.ts";

it("forgets no folder because a server answers with an empty list", async () => {
  let replaced = 0;
  let listed = 0;
  const inbox = { id: 1, path: "INBOX", role: "inbox", selectable: true };
  const sync = createAccountSync({
    session: {
      account: { id: "ann" },
      online: true,
      queue: {
        add: async (_at: number, work: (connection: object) => Promise<unknown>) =>
          work({
            listFolders: async () => {
              listed++;
              return [];
            },
          }),
      },
      broken: () => {},
    },
    db: { tidy: () => {} },
    actions: { next: () => [] },
    folders: { list: () => [inbox], byRole: () => inbox, replace: () => ++replaced > 0 },
    messages: { indexMore: () => false, withoutBody: () => [], withoutDetails: () => [] },
    events: { accounts: () => {}, folders: () => {} },
    clock: { now: () => 0, sleep: () => new Promise<void>(() => {}) },
    log: quietLog(),
    pollEvery: 120_000,
    prefetch: 0,
  } as unknown as AccountSyncParts);
  sync.poll();
  await sync.idle();
  expect([listed, replaced]).toEqual([1, 0]);
  sync.stop();
});

it.each(["server-unavailable", "disk-full"] as const)(
  "waits after %s before it tries the folder again",
  async (code) => {
    let tries = 0;
    const sleeps: { readonly ms: number; readonly end: () => void }[] = [];
    const inbox = { id: 1, path: "INBOX", role: "inbox", selectable: true };
    const sync = createAccountSync({
      session: {
        account: { id: "ann" },
        online: true,
        queue: {
          add: async () => {
            tries++;
            throw new AppError(code);
          },
        },
        broken: () => {},
      },
      db: { tidy: () => {} },
      actions: { next: () => [] },
      folders: { list: () => [inbox], byRole: () => inbox },
      messages: { indexMore: () => false },
      events: { accounts: () => {} },
      clock: {
        now: () => 0,
        sleep: (ms: number) => new Promise<void>((end) => sleeps.push({ ms, end })),
      },
      log: quietLog(),
      pollEvery: 120_000,
      prefetch: 0,
    } as unknown as AccountSyncParts);
    sync.request(1);
    await sync.idle();
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(tries).toBe(1);

    sleeps.find(({ ms }) => ms === 10_000)?.end();
    await expect.poll(() => tries).toBe(2);
    sync.stop();
  },
);
