// A backup that holds things of an account that is not added here: they are kept, can be looked at, and are the account's
// own once it is added. Real core, real servers of a practice provider.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { writeBackup } from "../../../electron/core/exporters/backup-content.ts";
import { Secret } from "../../../electron/core/secret.ts";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { type PracticeWorld, startPracticeWorld } from "../../support/practice-world.ts";

const closing: (() => Promise<unknown>)[] = [];
const patient = { timeout: 30_000 };
let app: BrowserApp;
let page: Page;
let world: PracticeWorld;

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function answer<Value>(name: string, input?: unknown): Promise<Value> {
  const reply = await app.core.answer(name, input);
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value as Value;
}

const picture = (name: string) => page.screenshot({ path: `test-results/waiting-${name}.png` });
const settings = () => page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();

async function restore(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "gatepost-waiting-"));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "backup.json");
  const { address } = world.person;
  const backupCodes = ["canary-1111", "canary-2222"].map((code, index) => ({
    code: new Secret(code),
    used: index === 1,
  }));
  const kept = { address, backupCodes, notes: { twoFactor: { since: 1 }, recoveryPhone: "+49 170 1" } };
  await writeFile(file, writeBackup([], [kept], 1_000));
  app.platform.files.push([file]);
  await page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
  await page.getByRole("button", { name: "Add code" }).click();
  await page.getByRole("menuitem", { name: "Import from another app" }).click();
  await page.getByRole("button", { name: "Choose a file" }).click();
  await page.getByRole("listitem", { name: address }).getByText("is not in Gatepost yet").waitFor();
  await picture("preview");
  await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
  await page.getByText("Backup codes, keys or notes of one account came back.").waitFor();
}

it("keeps them until the account is added, shows them meanwhile, and gives them to it", async () => {
  world = await startPracticeWorld("mailfence", { messages: 2 });
  closing.push(() => world.stop());
  app = await startBrowserApp({ practiceDomains: world.practiceDomains });
  closing.push(() => app.close());
  page = app.page;
  page.setDefaultTimeout(15_000);
  await restore();

  await settings();
  await page.getByRole("button", { name: "Open the security overview" }).click();
  const { address, password, name } = world.person;
  const section = page.getByRole("region", { name: address });
  await section.getByText("1 left, 1 used").waitFor();
  await section.getByText("+49 170 1").waitFor();
  await section.getByRole("button", { name: "Show the backup codes" }).click();
  await section.getByText("canary-1111").waitFor();
  await picture("overview");
  const waiting = await answer<readonly { accountId: string }[]>("kept.waiting");

  const { imap, smtp } = world.servers.servers(address);
  const pins = [imap, smtp].map(({ host, port }) => ({ host, port, sha256: world.servers.certificate }));
  await answer("accounts.add", {
    ...{ name, address, password, servers: { imap, smtp }, pins },
    providerId: "mailfence",
  });
  const accounts = () => answer<readonly { id: string; state: { kind: string } }[]>("accounts.list");
  await expect.poll(async () => (await accounts())[0]?.state.kind, patient).toBe("ok");
  expect((await accounts()).map(({ id }) => id)).toEqual(waiting.map(({ accountId }) => accountId));
  expect(await answer("kept.waiting")).toEqual([]);
  await section.getByRole("button", { name: `Security of ${address}` }).click(patient);
  await page.getByRole("heading", { name: `Security of ${address}` }).waitFor();
  await page.getByRole("button", { name: "Show backup codes" }).click();
  await page.getByText("canary-1111").waitFor();
  expect(app.pageErrors).toEqual([]);
});

it("removes them if somebody says so", async () => {
  world = await startPracticeWorld("mailfence", { messages: 2 });
  closing.push(() => world.stop());
  app = await startBrowserApp();
  closing.push(() => app.close());
  page = app.page;
  await restore();
  await settings();
  await page.getByRole("button", { name: "Open the security overview" }).click();
  const { address } = world.person;
  const section = page.getByRole("region", { name: address });
  await section.getByRole("button", { name: "Remove what is kept" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove what is kept" }).click();
  await page.getByText(`What was kept for ${address} is removed.`).waitFor();
  expect(await section.count()).toBe(0);
  expect([...app.keychain.items.values()].join()).not.toContain("canary");
});
