// Accounts in the main thread: what is removed with one, and whose it is.
import { expect, it } from "vitest";
import { createAccounts } from "../../../../electron/core/accounts/accounts.ts";
import type { AccountRecord, MailThread } from "../../../../electron/core/mail/mail-service.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import type { Remote } from "../../../../electron/core/worker-link.ts";
import { memoryCredentials } from "../../../support/memory-credentials.ts";
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
    noteSignIn: async () => {},
    thread,
    keychain,
    credentials: memoryCredentials(keychain),
    events: { tell: () => {}, pass: () => {}, on: () => () => {} },
    providerOf: () => undefined,
    waiting: { idOf: async () => undefined, end: async () => {} },
    newId: () => "new",
    now: () => 0,
  });
  await keychain.write("account/ann", new Secret("Correct-Horse-1"));
  await keychain.write("oauth/ann", new Secret("a refresh token"));
  keychain.setState("locked");
  await expect(accounts.remove("ann")).rejects.toMatchObject({ code: "keychain-locked" });
  expect(removed).toEqual([]);

  keychain.setState("ok");
  await accounts.remove("ann");
  expect(removed).toEqual(["ann"]);
  expect([...keychain.items]).toEqual([]);
});

const servers = (imap: string, smtp: string) => ({
  imap: { host: imap, port: 993, security: "tls" as const, userName: "ann@example.org" },
  smtp: { host: smtp, port: 465, security: "tls" as const, userName: "ann@example.org" },
});

it("knows whose servers were typed by hand, keeps it, and forgets it with other servers", async () => {
  const saved: AccountRecord[] = [];
  const thread = {
    "accounts.list": async () => [],
    checkServers: async () => {},
    checkStored: async () => {},
    getAccount: async () => saved.at(-1),
    saveAccount: async (record: AccountRecord) => void saved.push(record),
    signInTried: async () => {},
    resumeAccount: async () => {},
  } as unknown as Remote<MailThread>;
  const keychain = memoryKeychain();
  const accounts = createAccounts({
    noteSignIn: async () => {},
    thread,
    keychain,
    credentials: memoryCredentials(keychain),
    events: { tell: () => {}, pass: () => {}, on: () => () => {} },
    providerOf: () => undefined,
    waiting: { idOf: async () => undefined, end: async () => {} },
    newId: () => "ann",
    now: () => 0,
  });
  const control = { signal: new AbortController().signal, report: () => {}, show: () => {} };
  const change = { name: "Ann", pins: [] };
  await accounts.add(
    {
      ...change,
      address: "ann@example.org",
      credential: { kind: "password", password: new Secret("Correct-Horse-1") },
      servers: servers("imap.fastmail.com", "smtp.fastmail.com"),
    },
    control,
  );
  await accounts.edit(
    "ann",
    { ...change, servers: servers("imap.fastmail.com", "smtp.example.org") },
    control,
  );
  await accounts.edit(
    "ann",
    { ...change, servers: servers("imap.example.org", "smtp.example.org") },
    control,
  );
  await accounts.edit("ann", { ...change, servers: servers("imap.gmail.com", "smtp.gmail.com") }, control);
  expect(saved.map(({ providerId }) => providerId)).toEqual(["fastmail", "fastmail", undefined, "gmail"]);
});
