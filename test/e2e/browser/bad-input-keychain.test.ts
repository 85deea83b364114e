// A keychain that is locked, absent or has lost something, and a store that is damaged: what stands on the screen, and
// that all is there again afterwards.
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { databaseKeyName } from "../../../electron/core/keychain/keychain.ts";
import { lockItemName } from "../../../electron/core/lock/lock-item.ts";
import { words } from "../../../renderer/words/words.ts";
import type { ErrorCode } from "../../../shared/ipc/errors.ts";
import { asTyped, submitAccount, typedInForm } from "../../support/account-form.ts";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { expectCalm, sentences } from "../../support/calm.ts";
import { type MailServers, startMailServers } from "../../support/mail-servers.ts";
import { type MemoryKeychain, memoryKeychain } from "../../support/memory-keychain.ts";
import { addAccount, ann, letter, until } from "../../support/reader.ts";

const { startup } = words;
let mail: MailServers;
let dataFolder: string;
let keychain: MemoryKeychain;
let app: BrowserApp;

beforeAll(async () => {
  mail = await startMailServers({ users: [ann] });
  await mail.deliver(ann.address, letter({ subject: "Garden plan", text: "Roses first." }));
});
afterAll(() => mail.stop());
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "gp-bad-keychain-"));
  keychain = memoryKeychain();
});
afterEach(async () => {
  await expectCalm(app, [ann.password, ...keychain.items.values()]);
  await app.close();
  await rm(dataFolder, { recursive: true, force: true });
});

async function open(): Promise<void> {
  app = await startBrowserApp({ dataFolder, keychain });
}

const ask = async (name: string, input?: unknown): Promise<unknown> => {
  const reply = await app.core.answer(name, input);
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value;
};

/** The account is added, its message is here and shown. */
async function openWithAccount(): Promise<string> {
  await open();
  const accountId = await addAccount(ask, mail, ann, "Ann Ladder");
  await option().waitFor();
  return accountId;
}

const option = () => app.page.getByRole("option", { name: /, Garden plan,/ });
const banner = () => app.page.getByRole("region", { name: ann.address });
const heading = (name: string) => app.page.getByRole("heading", { name });
const button = (name: string) => app.page.getByRole("button", { name, exact: true });
const flat = (text: string | null) => (text ?? "").replaceAll(/([.”]) /g, "$1");

const states = [
  ["locked", startup.lockedTitle, startup.locked, startup.lockedTodo.linux],
  ["missing", startup.missingTitle, startup.missing, startup.missingTodo.linux],
  ["unavailable", startup.unavailableTitle, startup.unavailable, startup.unavailableTodo.linux],
] as const;

test("each trouble of the keychain at the start has its own screen, and the program goes on when it is over", async () => {
  await openWithAccount();
  await app.close();
  const items = new Map(keychain.items);
  keychain.setState("locked");
  await open();
  for (const [state, title, says, todo] of states) {
    keychain.setState(state);
    await button(words.common.tryAgain).click();
    await heading(title).waitFor();
    await app.page.getByText(says).waitFor();
    await app.page.getByText(todo).waitFor();
    await expect.poll(() => button(words.common.tryAgain).isEnabled()).toBe(true);
    expect(keychain.items).toEqual(items);
  }
  expect(new Set(states.map(([, title]) => title)).size).toBe(states.length);
  keychain.setState("ok");
  await button(words.common.tryAgain).click();
  await option().waitFor();
});

test("a keychain that locks while an account is added: the form stays and nothing is saved", async () => {
  await open();
  const servers = mail.servers(ann.address);
  keychain.setState("locked");
  await submitAccount(app.page, ann, servers);
  const question = app.page.getByRole("alertdialog");
  for (const { port } of [servers.imap, servers.smtp]) {
    await expect.poll(() => question.textContent()).toContain(String(port));
    await question.getByRole("button", { name: words.addAccount.trust }).click();
  }
  await expect.poll(() => app.page.getByRole("alert").textContent()).toContain(sentences("keychain-locked"));
  expect(await typedInForm(app.page)).toEqual(asTyped(ann, servers));
  expect(await ask("accounts.list")).toEqual([]);
  keychain.setState("ok");
  await button(words.addAccount.submit).click();
  await option().waitFor();
});

test.each<["locked" | "missing" | "unavailable", ErrorCode]>([
  ["locked", "keychain-locked"],
  ["missing", "keychain-missing"],
  ["unavailable", "keychain-unavailable"],
])(
  "a keychain that is %s while a code is added: told in place, what was typed stays",
  async (state, code) => {
    await open();
    const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    await app.page.getByRole("navigation").getByRole("button", { name: words.app.authenticator }).click();
    await button(words.authenticator.add).click();
    await app.page.getByRole("menuitem", { name: words.authenticator.addByHand }).click();
    const field = app.page.getByRole("textbox", { name: words.authenticator.secret });
    await app.page.getByRole("textbox", { name: words.authenticator.issuer }).fill("Post");
    await field.fill(secret);
    keychain.setState(state);
    await button(words.authenticator.save).click();
    await expect.poll(() => app.page.getByRole("alert").textContent()).toContain(sentences(code));
    expect(await field.inputValue()).toBe(secret);
    expect(await ask("codes.list")).toEqual([]);
    keychain.setState("ok");
    await button(words.authenticator.save).click();
    await app.page.getByRole("listitem", { name: "Post", exact: true }).waitFor();
  },
);

test.each(states)(
  "codes while the keychain is %s: why there are none, and a button that brings them back",
  async (state, title, _says, todo) => {
    await open();
    await ask("codes.addLink", { link: "otpauth://totp/Post:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Post" });
    await app.close();
    await open();
    await heading("Welcome to Gatepost").waitFor();
    await ask("lock.get");
    keychain.setState(state);
    await app.page.getByRole("navigation").getByRole("button", { name: words.app.authenticator }).click();
    const note = app.page.getByRole("region", { name: title });
    await note.getByText(todo).waitFor();
    const entry = app.page.getByRole("listitem", { name: "Post, ann" });
    await entry.getByText(words.authenticator.keychainLocked).waitFor();
    keychain.setState("ok");
    await note.getByRole("button", { name: words.common.tryAgain }).click();
    await entry
      .getByText(/^\d{3}$/)
      .first()
      .waitFor();
    expect(await note.count()).toBe(0);
  },
);

test("a key of the lock that another program has changed: told in its place, and over when it is well again", async () => {
  keychain.changed.add(lockItemName);
  await open();
  await app.page.getByRole("navigation").getByRole("button", { name: words.app.authenticator }).click();
  await heading(words.lock.broken.troubles.changed.title).waitFor();
  keychain.changed.delete(lockItemName);
  await button(words.common.tryAgain).click();
  await app.page.getByText(words.authenticator.empty).waitFor();
});

test("a keychain that locks while the account is connected: mail stays readable, no login is tried", async () => {
  await openWithAccount();
  const body = app.page.frameLocator('iframe[title="Message body"]').getByText("Roses first.");
  await option().click();
  await body.waitFor();
  keychain.setState("locked");
  await mail.kick(ann.address);
  await expect
    .poll(async () => flat(await banner().textContent()), { timeout: 20_000 })
    .toContain(flat(sentences("keychain-locked")));
  const before = mail.log().length;
  await app.page.getByRole("searchbox", { name: words.mail.search }).fill("roses");
  // The list from before has the open message selected; the one of the search has none.
  await app.page.getByRole("option", { selected: false }).click();
  await body.waitFor();
  await button(words.accounts.tryNow).click();
  expect(mail.log().length).toBe(before);
  keychain.setState("ok");
  await until(async () => {
    const again = button(words.accounts.tryNow);
    if ((await again.count()) > 0 && (await again.isEnabled()))
      await again.click({ timeout: 1_000 }).catch(() => undefined);
    return (await banner().count()) === 0;
  });
  expect(
    mail
      .log()
      .slice(before)
      .every(({ accepted }) => accepted),
  ).toBe(true);
});

test("a password that vanished from the keychain is asked for, and is never called a wrong one", async () => {
  const accountId = await openWithAccount();
  keychain.items.delete(`account/${accountId}`);
  const before = mail.log().length;
  await mail.kick(ann.address);
  await expect
    .poll(async () => flat(await banner().textContent()), { timeout: 20_000 })
    .toContain(flat(sentences("password-gone")));
  await banner().getByRole("button", { name: words.accounts.signIn }).click();
  const region = app.page.getByRole("region", { name: words.relogin.region });
  await region.getByRole("heading", { name: words.errors["password-gone"]({}).says }).waitFor();
  expect(await region.textContent()).not.toContain("refused");
  const field = region.getByRole("textbox", { name: words.relogin.newPassword });

  await field.fill("not this one");
  await region.getByRole("button", { name: words.relogin.submit }).click();
  const { imap } = mail.servers(ann.address);
  // Typed just now: a slip of the fingers is likely.
  const said = `The IMAP server ${imap.host}, port ${imap.port} refused the user name or the password. It said: “Authentication failed.”`;
  await expect.poll(() => region.getByRole("alert").textContent()).toContain(said);
  expect(await region.getByRole("alert").textContent()).toContain(words.relogin.unchanged);
  expect(await field.inputValue()).toBe("not this one");
  expect(keychain.items.has(`account/${accountId}`)).toBe(false);

  await field.fill(ann.password);
  await region.getByRole("button", { name: words.relogin.submit }).click();
  await region.getByRole("heading", { name: words.relogin.signedIn }).waitFor();
  expect(keychain.items.get(`account/${accountId}`)).toBe(ann.password);
  await button(words.relogin.toMail).click();
  await option().waitFor();
  await banner().waitFor({ state: "detached" });
  expect(
    mail
      .log()
      .slice(before)
      .filter(({ accepted }) => !accepted),
  ).toHaveLength(1);
});

async function files(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(dataFolder)).filter((name) => name.startsWith("mail.db")).sort();
  const found = new Map<string, string>();
  for (const name of names) {
    const bytes = await readFile(join(dataFolder, name));
    // The index of the log is SQLite's scratch paper: made anew at each opening.
    if (!name.endsWith("-shm") && bytes.length > 0) found.set(name, bytes.toString("base64"));
  }
  return found;
}

test("a key that is gone: no new one is made, the file stays, and all is back with the key", async () => {
  await openWithAccount();
  await app.close();
  const before = await files();
  const key = keychain.items.get(databaseKeyName) ?? "";
  keychain.items.delete(databaseKeyName);
  await open();
  await heading(startup.keyGone.title).waitFor();
  await app.page.getByText(startup.keyGone.text).waitFor();
  await app.page.getByText(startup.keyGone.todo).waitFor();
  await button(words.common.tryAgain).click();
  await heading(startup.keyGone.title).waitFor();
  expect(keychain.items.has(databaseKeyName)).toBe(false);
  expect(await files()).toEqual(before);
  keychain.items.set(databaseKeyName, key);
  await button(words.common.tryAgain).click();
  await option().waitFor();
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  [
    "bytes flipped from its second page on",
    (bytes) => {
      for (let at = 4_096 + 100; at < bytes.length; at += 2_048) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      return bytes;
    },
  ],
  ["its beginning overwritten", (bytes) => bytes.fill(0, 0, 1_024)],
  ["cut off in the middle", (bytes) => bytes.subarray(0, Math.floor(bytes.length / 8_192) * 4_096)],
])(
  "a damaged store (%s): told at the start, nothing is removed, and a restored file opens",
  async (_how, damage) => {
    await openWithAccount();
    await app.close();
    const path = join(dataFolder, "mail.db");
    const good = await readFile(path);
    await writeFile(path, damage(Buffer.from(good)));
    const before = await files();
    const items = new Map(keychain.items);
    await open();
    await heading(startup.unreadableTitle).waitFor();
    await app.page.getByText(startup.unreadable).waitFor();
    await app.page.getByText(startup.unreadableTodo).waitFor();
    await button(words.common.tryAgain).click();
    await heading(startup.unreadableTitle).waitFor();
    await expect.poll(() => button(words.common.tryAgain).isEnabled()).toBe(true);
    expect(await files()).toEqual(before);
    expect(keychain.items).toEqual(items);
    await writeFile(path, good);
    await button(words.common.tryAgain).click();
    await option().waitFor();
  },
);

test("damage that only a later look finds closes the store with the same words, and a restored file opens", async () => {
  const lines = Array.from(
    { length: 12_000 },
    (_, line) => `Line ${line} of ${createHash("sha256").update(String(line)).digest("base64")}`,
  );
  await mail.deliver(ann.address, letter({ subject: "The saga", text: lines.join("\n") }));
  await openWithAccount();
  const saga = () => app.page.getByRole("option", { name: /, The saga,/ });
  await saga().click();
  const end = () => app.page.frameLocator('iframe[title="Message body"]').getByText("Line 11999 of");
  await end().waitFor();
  await app.close();
  const path = join(dataFolder, "mail.db");
  const good = await readFile(path);
  const bad = Buffer.from(good);
  // The long text fills most of the file; the accounts and the list stand before it.
  for (let at = Math.floor(bad.length * 0.5); at < bad.length; at += 2_048) bad[at] = (bad[at] ?? 0) ^ 0xff;
  await writeFile(path, bad);
  await open();
  await saga().click();
  await heading(startup.unreadableTitle).waitFor();
  await writeFile(path, good);
  await Promise.all(["-wal", "-shm"].map((ending) => rm(`${path}${ending}`, { force: true })));
  await button(words.common.tryAgain).click();
  await saga().click();
  await end().waitFor();
});
