import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createMailEvents } from "../../../../electron/core/mail/mail-events.ts";
import type { AnyEvent } from "../../../../shared/ipc/contract.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("many changes are told once, at most every 100 ms", () => {
  const told: AnyEvent[] = [];
  const events = createMailEvents((event) => told.push(event));
  for (let id = 1; id <= 50; id++) events.messages([1 + (id % 2)], [id]);
  events.accounts();
  expect(told).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(told.map(({ name }) => name)).toEqual(["messages.changed", "folders.changed", "accounts.changed"]);
  expect(told[0]).toMatchObject({ data: { folderIds: [2, 1] } });
  vi.advanceTimersByTime(1_000);
  expect(told).toHaveLength(3);
  events.folders();
  vi.advanceTimersByTime(99);
  expect(told).toHaveLength(3);
  events.flush();
  expect(told.at(-1)?.name).toBe("folders.changed");
});

test("of very many messages only the folder is told", () => {
  const told: AnyEvent[] = [];
  const events = createMailEvents((event) => told.push(event));
  events.messages(
    [7],
    Array.from({ length: 5_000 }, (_, id) => id + 1),
  );
  events.flush();
  expect(told[0]).toEqual({ name: "messages.changed", data: { folderIds: [7], messageIds: [] } });
});
