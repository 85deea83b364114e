import { expect, it } from "vitest";
import { createAccounts } from "../../../../electron/core/accounts/accounts.ts";
import type { MailThread } from "../../../../electron/core/mail/mail-service.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import type { Remote } from "../../../../electron/core/worker-link.ts";
import { memoryKeychain } from "../../../support/memory-keychain.ts";

it("removes nothing of an account while the keychain is locked, and all of it afterwards", async () => {
  const keychain = memoryKeychain();
  const removed: string[] = [];
  const thread = {
    removeAccount: async ({ accountId }: { accountId: string }) => void removed.push(accountId),
    listRecords: async () => [],
    removeRecord: async () => {},
  } as unknown as Remote<MailThread>;
  const accounts = createAccounts({
    thread,
    keychain,
    events: { tell: () => {}, pass: () => {}, on: () => () => {} },
    newId: () => "new",
    now: () => 0,
  });
  await keychain.write("account/ann", new Secret("Correct-Horse-1"));
  keychain.setState("locked");
  await expect(accounts.remove("ann")).rejects.toMatchObject({ code: "keychain-locked" });
  expect(removed).toEqual([]);

  keychain.setState("ok");
  await accounts.remove("ann");
  expect(removed).toEqual(["ann"]);
  expect([...keychain.items]).toEqual([]);
});
