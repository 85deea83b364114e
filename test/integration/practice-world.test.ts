import { afterAll, beforeAll, expect, it } from "vitest";
import { imapAccepts, type PracticeWorld, startPracticeWorld } from "../support/practice-world.ts";

let world: PracticeWorld;
beforeAll(async () => {
  world = await startPracticeWorld("mail-com", { messages: 5 });
});
afterAll(() => world.stop());

it("has mail in it that the operator can list, and takes the right password only", async () => {
  const messages = await world.mailboxes(world.person.address);
  expect(messages).toHaveLength(6);
  expect(messages.map(({ mailbox }) => mailbox)).toEqual(Array(6).fill("INBOX"));
  expect(messages.some(({ messageId }) => messageId === "<keys@mailcom.test>")).toBe(true);
  expect(await imapAccepts(world.servers, world.person.address, world.person.password)).toBe(true);
  expect(await imapAccepts(world.servers, world.person.address, "another")).toBe(false);
});
