// A computer whose clock is wrong, in the real program with a real account and a real keychain: it is told, codes stay as
// they are until the user agrees, and then the right ones are shown and copied, also after a restart. Only the answers of
// the provider's web servers are made up, for no server of this machine is believed about its own clock.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { decodeBase32 } from "../../../electron/core/otp/base32.ts";
import { totpCode } from "../../../electron/core/otp/totp.ts";
import { words } from "../../../renderer/words/words.ts";
import { codeSecret, type KeptWorld, startKeptWorld } from "../../support/kept-world.ts";
import { type Keyring, startKeyring } from "../../support/keyring.ts";
import { type MailServers, startMailServers } from "../../support/mail-servers.ts";
import { ann } from "../../support/reader.ts";

const text = words.authenticator.clock;
/** Milliseconds: more than three periods, so that the right code is never also the wrong one. */
const behind = 95_000;
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

/** Every web server that is asked says that it is later than this computer thinks; answers who was asked. */
async function tellTime(): Promise<() => Promise<readonly string[]>> {
  await made.app.electron.evaluate((_electron, ahead) => {
    const kept = globalThis as typeof globalThis & { asked?: string[] };
    const asked: string[] = [];
    kept.asked = asked;
    globalThis.fetch = async (url) => {
      asked.push(String(url));
      return new Response(null, { headers: { date: new Date(Date.now() + ahead).toUTCString() } });
    };
  }, behind);
  return () =>
    made.app.electron.evaluate(() => (globalThis as typeof globalThis & { asked?: string[] }).asked ?? []);
}

const codesAround = (at: number) =>
  [at - 3_000, at, at + 3_000].map(
    (moment) => totpCode(decodeBase32(codeSecret), { algorithm: "SHA1", digits: 6, period: 30 }, moment).code,
  );
const isShown = async (ahead: number) => {
  const groups = await made.page
    .getByRole("listitem", { name: "Example, ann" })
    .getByText(/^\d{3}$/)
    .allTextContents();
  return codesAround(Date.now() + ahead).includes(groups.slice(0, 2).join(""));
};

test("told, agreed to, corrected, and still corrected after a restart", async () => {
  keyring = await startKeyring();
  made = await startKeptWorld(keyring, mail);
  const asked = await tellTime();
  await made.openAuthenticator();
  const note = () => made.page.getByRole("region", { name: text.label });
  await note()
    .getByText(/clock is 9[45] seconds behind/)
    .waitFor();
  const domain = ann.address.slice(ann.address.indexOf("@") + 1);
  expect(new Set(await asked())).toEqual(new Set([`https://${domain}/`, `https://www.${domain}/`]));
  await expect.poll(() => isShown(0)).toBe(true);
  await made.app.screenshot("clock-wrong");

  await note().getByRole("button", { name: text.correct }).click();
  await expect.poll(() => isShown(behind)).toBe(true);
  await made.page
    .getByRole("listitem", { name: "Example, ann" })
    .getByRole("button", { name: "Copy code" })
    .click();
  const copied = () => made.app.electron.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(async () => codesAround(Date.now() + behind).includes(await copied())).toBe(true);
  await made.app.screenshot("clock-corrected");

  await made.restart();
  await tellTime();
  await made.openAuthenticator();
  await note().getByRole("button", { name: text.stop }).waitFor();
  await expect.poll(() => isShown(behind)).toBe(true);
  await note().getByRole("button", { name: text.stop }).click();
  await expect.poll(() => isShown(0)).toBe(true);
});
