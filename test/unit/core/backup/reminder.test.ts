import { expect, it } from "vitest";
import { reminderOf } from "../../../../electron/core/backup/reminder.ts";

const day = 24 * 60 * 60_000;
const now = 1_000 * day;
const facts = {
  automatic: false,
  lastAt: undefined,
  addedAt: [now - 90 * day],
  dismissedAt: undefined,
  now,
};

it("reminds of a first backup, of an old one, and of codes that came after it; never without a reason", () => {
  expect(reminderOf(facts)).toBe("never");
  expect(reminderOf({ ...facts, addedAt: [] })).toBeUndefined();
  expect(reminderOf({ ...facts, automatic: true })).toBeUndefined();
  expect(reminderOf({ ...facts, lastAt: now - day })).toBeUndefined();
  expect(reminderOf({ ...facts, lastAt: now - 31 * day })).toBe("old");
  expect(reminderOf({ ...facts, lastAt: now - 91 * day })).toBe("newer-codes");
});

it("is quiet for a month after “not now”, but not about codes that are newer than that", () => {
  expect(reminderOf({ ...facts, dismissedAt: now - 29 * day })).toBeUndefined();
  expect(reminderOf({ ...facts, dismissedAt: now - 31 * day })).toBe("never");
  expect(reminderOf({ ...facts, lastAt: now - 91 * day, dismissedAt: now - day })).toBe(undefined);
  const newer = { ...facts, addedAt: [now - day / 2], lastAt: now - 2 * day };
  expect(reminderOf({ ...newer, dismissedAt: now - day })).toBe("newer-codes");
});
