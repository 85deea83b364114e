// Every state of a real keyring against everything that needs it: starting, showing a code, adding an entry, signing in,
// removing. Each says what it is, loses nothing, and is over by a click when the keyring is well again.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { words } from "../../../renderer/words/words.ts";
import { startApp } from "../../support/electron-app.ts";
import { codeLink, type KeptWorld, keychainService, startKeptWorld } from "../../support/kept-world.ts";
import { intruder } from "../../support/keychain-intruder.ts";
import { type Keyring, startKeyring } from "../../support/keyring.ts";
import { type MailServers, startMailServers } from "../../support/mail-servers.ts";
import { ann } from "../../support/reader.ts";

const { startup, authenticator } = words;
const theirs = (text: string) => `b64:${Buffer.from(text).toString("base64")}`;

let mail: MailServers;
let keyring: Keyring;
let made: KeptWorld;

beforeAll(async () => {
  mail = await startMailServers({ users: [ann] });
});
afterAll(() => mail.stop());
afterEach(async () => {
  await made.stop();
  await keyring.stop();
});

async function world(): Promise<void> {
  keyring = await startKeyring();
  made = await startKeptWorld(keyring, mail);
}

/** The button above the codes; with them, the mail is there too. */
async function tryAgainAbove(title: string): Promise<void> {
  const note = made.page.getByRole("region", { name: title });
  await note.getByRole("button", { name: words.common.tryAgain }).click();
  await made.showsCode();
  await expect.poll(() => note.count()).toBe(0);
}

/** By clicking and typing, from the banner over the mail. */
async function signInAgain(reason: string, picture: string): Promise<void> {
  const { page } = made;
  await page.getByRole("button", { name: "Mail", exact: true }).click();
  await page.getByRole("button", { name: words.accounts.signIn }).first().click();
  await made.heading(reason);
  await made.app.screenshot(picture);
  const region = page.getByRole("region", { name: words.accounts.signIn });
  await region.getByRole("textbox", { name: /password/i }).fill(ann.password);
  await region.getByRole("button", { name: "Check and sign in" }).click();
  const state = async () => (await made.app.call("accounts.list", undefined))[0]?.state.kind;
  await expect.poll(state, { timeout: 60_000 }).toBe("ok");
}

/** By clicking, from the note above the codes. */
async function restoreCodes(backup: string, passphrase: string): Promise<void> {
  const { page, app } = made;
  await made.openAuthenticator();
  await page.getByRole("button", { name: words.backup.reminder.restore }).click();
  await app.answerOpenDialogs([backup]);
  await page.getByRole("button", { name: "Choose a backup file" }).click();
  await page.getByRole("button", { name: "Choose a file" }).click();
  await page.getByRole("textbox", { name: "Passphrase of the file" }).fill(passphrase);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.getByRole("button", { name: /^Import/ }).click({ timeout: 60_000 });
  await page.getByText(words.importing.done(0, 1, 0)).waitFor();
  await made.showsCode();
}

/** Into a folder that goes with the test. */
async function backUp(passphrase: string): Promise<string> {
  const path = join(made.dataFolder, "before.age");
  await made.app.answerSaveDialogs(path);
  await made.app.call("export.save", { format: "gatepost", passphrase });
  const last = async () => (await made.app.call("kept.list", undefined)).lastBackupAt;
  await expect.poll(last, { timeout: 60_000 }).toBeGreaterThan(0);
  return path;
}

test("locked", async () => {
  await world();
  await keyring.lock();
  await made.showsTrouble(authenticator.keychainLocked, "matrix-locked-codes");
  expect(await made.add()).toBe("keychain-locked");
  expect(await made.signIn()).toBe("keychain-locked");
  expect(await made.remove()).toBe("keychain-locked");
  await keyring.unlock();
  await tryAgainAbove(startup.lockedTitle);
  await made.restart(() => keyring.lock());
  await made.heading(startup.lockedTitle);
  await made.app.screenshot("matrix-locked-start");
  await keyring.unlock();
  await made.tryAgain();
  await made.whole();
  await made.showsCode();
});

test("no service, and one that comes again", async () => {
  await world();
  await keyring.endService();
  await made.showsTrouble(authenticator.keychainLocked, "matrix-missing-codes");
  expect(await made.add()).toBe("keychain-missing");
  expect(await made.signIn()).toBe("keychain-missing");
  expect(await made.remove()).toBe("keychain-missing");
  await made.restart();
  await made.heading(startup.missingTitle);
  await made.app.screenshot("matrix-missing-start");
  await keyring.startService();
  await made.tryAgain();
  await made.whole();
  await made.showsCode();
});

test("it can be read and takes nothing", async () => {
  await world();
  await keyring.refuseWrites(true);
  await made.showsCode();
  expect(await made.add()).toBe("keychain-refused");
  expect(await made.signIn()).toBe("keychain-refused");
  expect(await made.remove()).toBe("keychain-refused");
  await made.restart();
  await made.page.getByText(startup.refusedNote).waitFor();
  await made.whole();
  await made.showsCode();
  await made.app.screenshot("matrix-refused-start");
  await keyring.refuseWrites(false);
  await made.tryAgain();
  await made.page.getByText(startup.refusedNote).waitFor({ state: "detached" });
  expect(await made.add()).toBe("done");
});

test("the items are gone", async () => {
  await world();
  const backup = await backUp("bring it back");
  await made.restart(async () => {
    await made.other.remove(`code/${made.codeId}`);
    await made.other.remove(`account/${made.accountId}`);
  });
  await made.page.getByText(words.errors["password-gone"]({}).says).waitFor();
  await made.app.screenshot("matrix-gone-start");
  await made.showsTrouble(authenticator.secretGone, "matrix-gone-codes");
  expect(await made.add()).toBe("done");
  await restoreCodes(backup, "bring it back");
  await signInAgain(words.errors["password-gone"]({}).says, "matrix-gone-sign-in");
  await made.whole();
  expect(await made.remove()).toBe("done");
});

test("another program has changed the items: they are used for nothing, and nothing is written over them unasked", async () => {
  await world();
  const backup = await backUp("bring it back");
  let before = 0;
  await made.restart(async () => {
    await made.other.set(`code/${made.codeId}`, theirs("MFRGGZDFMZTWQ2LK"));
    await made.other.set(`account/${made.accountId}`, theirs("their password"));
    before = mail.log().length;
  });
  await made.page.getByText(words.errors["password-changed"]({}).says).waitFor();
  await made.app.screenshot("matrix-changed-start");
  await made.showsTrouble(authenticator.secretChanged, "matrix-changed-codes");
  expect(await made.add()).toBe("done");
  // Their password went to no server, and theirs is still there.
  expect(mail.log().slice(before)).toEqual([]);
  expect(await made.other.get(`code/${made.codeId}`)).toBe(theirs("MFRGGZDFMZTWQ2LK"));
  await restoreCodes(backup, "bring it back");
  expect(await made.other.get(`code/${made.codeId}`)).not.toBe(theirs("MFRGGZDFMZTWQ2LK"));
  await signInAgain(words.errors["password-changed"]({}).says, "matrix-changed-sign-in");
  await made.whole();
  expect(await made.remove()).toBe("done");
});

test("the key of the store is gone, or another program has changed it: no new one is made, and all is back with it", async () => {
  await world();
  const key = (await made.other.get("database-key")) ?? "";
  await made.restart(() => made.other.remove("database-key"));
  await made.heading(startup.keyGone.title);
  await made.app.screenshot("matrix-key-gone");
  await made.tryAgain();
  await made.heading(startup.keyGone.title);
  expect(await made.other.get("database-key")).toBeUndefined();
  const another = theirs("0".repeat(64));
  await made.restart(() => made.other.set("database-key", another));
  await made.heading(startup.keyChanged.title);
  await made.app.screenshot("matrix-key-changed");
  expect(await made.other.get("database-key")).toBe(another);
  await made.other.set("database-key", key);
  await made.tryAgain();
  await made.whole();
});

test("two folders share one keyring without a common item", async () => {
  await world();
  const second = await mkdtemp(join(tmpdir(), "gp-matrix-"));
  const beside = await startApp({ keyring, dataFolder: second });
  try {
    await beside.page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
    await beside.call("codes.addLink", { link: codeLink("Beside", "GEZDGNBVGY3TQOJQ") });
    const key = await intruder(keyring, keychainService(second)).get("database-key");
    expect(key).toBeDefined();
    expect(key).not.toBe(await made.other.get("database-key"));
  } finally {
    await beside.stop();
    await rm(second, { recursive: true, force: true, maxRetries: 5 });
  }
  await made.restart();
  await made.whole();
  await made.showsCode();
});
