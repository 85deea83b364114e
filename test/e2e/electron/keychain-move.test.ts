// Everything moves by a file from a GNOME keyring to KWallet and on to another GNOME keyring, in the real program with the
// real keychains, and nothing is lost on the way: each is only read when it is left.
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { words } from "../../../renderer/words/words.ts";
import { type KeptWorld, keychainService, startKeptWorld } from "../../support/kept-world.ts";
import { intruder } from "../../support/keychain-intruder.ts";
import { type SecretService, startKeyring } from "../../support/keyring.ts";
import { startKwallet } from "../../support/kwallet.ts";
import { type MailServers, startMailServers } from "../../support/mail-servers.ts";
import { ann } from "../../support/reader.ts";

const text = words.keychain;
const passphrase = "carry me over";
const releases: (() => Promise<unknown>)[] = [];
let mail: MailServers;

beforeAll(async () => {
  mail = await startMailServers({ users: [ann] });
});
afterAll(() => mail.stop());
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

async function kept(service: SecretService): Promise<SecretService> {
  releases.push(() => service.stop());
  return service;
}

async function prepare({ page, app }: KeptWorld, file: string, items: number): Promise<void> {
  await page.getByRole("button", { name: "Settings" }).click();
  await app.answerSaveDialogs(file);
  await page.getByRole("button", { name: text.prepare }).click();
  await page.getByRole("textbox", { name: text.passphrase, exact: true }).fill(passphrase);
  await page.getByRole("textbox", { name: words.common.passphraseAgain }).fill(passphrase);
  await app.screenshot("move-prepare");
  await page.getByRole("button", { name: text.write }).click();
  await page.getByText(text.prepared(items)).waitFor({ timeout: 60_000 });
  await app.screenshot("move-prepared");
}

async function arrive(made: KeptWorld, file: string, next: SecretService): Promise<void> {
  await made.restart(undefined, next);
  await made.heading(words.startup.keyGone.title);
  await made.app.answerOpenDialogs([file]);
  await made.page.getByRole("textbox", { name: text.passphrase }).fill(passphrase);
  await made.page.getByRole("button", { name: text.bring }).click();
  await made.page.getByRole("tree", { name: "Folders" }).waitFor({ timeout: 60_000 });
  await made.whole();
  await made.showsCode();
  const state = async () => (await made.app.call("accounts.list", undefined))[0]?.state.kind;
  await expect.poll(state).toBe("ok");
  await made.restart();
  await made.whole();
}

const itemsOf = ({ accountId, codeId }: KeptWorld) => [
  "database-key",
  `account/${accountId}`,
  `code/${codeId}`,
];

test("from a GNOME keyring to KWallet and back to GNOME", async () => {
  const gnome = await kept(await startKeyring());
  const made = await startKeptWorld(gnome, mail);
  releases.push(() => made.stop());
  const values = (keychain: SecretService) => {
    const there = intruder(keychain, keychainService(made.dataFolder));
    return Promise.all(itemsOf(made).map((item) => there.get(item)));
  };
  const before = await values(gnome);
  expect(before).not.toContain(undefined);

  const wallet = await kept(await startKwallet());
  const [there, back] = [join(made.dataFolder, "there.age"), join(made.dataFolder, "back.age")];
  await prepare(made, there, 3);
  await arrive(made, there, wallet);
  // While several programs ask it, KWallet may answer one of them that there is nothing.
  await expect.poll(() => values(wallet)).toEqual(before);
  // What is new there comes along.
  expect(await made.add()).toBe("done");
  expect(await made.signIn()).toBe("done");

  const again = await kept(await startKeyring());
  await prepare(made, back, 4);
  await arrive(made, back, again);
  expect(await values(again)).toEqual(before);
  expect(await values(gnome)).toEqual(before);
  // While several programs ask it, KWallet may answer one of them that there is nothing.
  await expect.poll(() => values(wallet)).toEqual(before);
  expect((await made.app.call("codes.current", undefined)).filter(({ missing }) => missing)).toEqual([]);
});
