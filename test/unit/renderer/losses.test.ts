// What is said to be lost with an account.
import { expect, test } from "vitest";
import { lossesOf } from "../../../renderer/screens/accounts/losses.ts";
import type { DraftView, OutboxItem } from "../../../shared/models/draft.ts";

const draft = (id: string, accountId: string, onServer: boolean): DraftView => ({
  id,
  fields: { accountId, to: "", cc: "", bcc: "", subject: "", text: "" },
  attachments: [],
  savedAt: 1,
  onServer,
});
const item = (id: string, accountId: string, state: OutboxItem["state"]): OutboxItem => ({
  id,
  accountId,
  subject: "",
  to: [],
  state,
});

test("only what is nowhere else counts, and only that of the account", () => {
  const drafts = [
    draft("1", "a", true),
    draft("2", "a", false),
    draft("3", "a", false),
    draft("4", "b", false),
  ];
  const outbox = [item("1", "a", "held"), item("2", "a", "sent"), item("3", "b", "waiting")];
  expect(lossesOf({ id: "a", waiting: 4 }, drafts, outbox)).toEqual({
    unsent: 1,
    draftsHere: 2,
    draftsOnServer: 1,
    actions: 3,
  });
});

test("an account's number that is older than the outbox does not make a negative one", () => {
  const outbox = [item("1", "a", "undo"), item("2", "a", "unknown")];
  expect(lossesOf({ id: "a", waiting: 1 }, [], outbox).actions).toBe(0);
});
