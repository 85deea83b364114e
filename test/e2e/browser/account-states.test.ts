// What stands in the window when an account is not well, and that reading and writing go on meanwhile.
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startBrowserApp } from "../../support/browser-app.ts";
import { memoryKeychain } from "../../support/memory-keychain.ts";
import { letter, type Reader, startReader, until } from "../../support/reader.ts";

let reader: Reader;
beforeAll(async () => {
  reader = await startReader([
    letter({ subject: "First", text: "One" }),
    letter({ subject: "Second", text: "Two" }),
  ]);
  await reader.page.getByRole("option", { name: /Second/ }).waitFor();
  reader.page.setDefaultTimeout(9_000);
  // Its text is stored before the servers go away.
  await reader.page.getByRole("option", { name: /First/ }).click();
  await reader.page.frameLocator('iframe[title="Message body"]').getByText("One").waitFor();
});
afterAll(() => reader.close());

const banner = () => reader.page.getByRole("region", { name: reader.address });

test("without a server the mail is read and archived, and the change reaches the server afterwards", async () => {
  const { page, servers } = reader;
  await servers.pause();
  await banner().filter({ hasText: "cannot reach its server" }).waitFor();
  await page.getByRole("region", { name: "Message" }).getByRole("button", { name: "Star" }).click();
  const starred = page.getByRole("option", { name: /^Starred, .*First/ });
  await starred.waitFor();
  expect(await starred.getAttribute("aria-description")).toBe("Waits for the server");
  await page.getByRole("region", { name: "Message" }).getByRole("button", { name: "Archive" }).click();
  await page.getByRole("option", { name: /First/ }).waitFor({ state: "detached" });
  await page.getByRole("treeitem", { name: /changes? waits?/ }).waitFor();
  await servers.start();
  await banner().getByRole("button", { name: "Try now" }).click();
  await banner().waitFor({ state: "detached" });
  await until(
    async () => (await servers.doveadm(["search", "-u", reader.address, "mailbox", "Archive", "all"])) !== "",
  );
});

test("a refused login says so with the server's own words and leads to signing in again", async () => {
  const { page, servers } = reader;
  servers.refuse(reader.address, "Log in with your web browser first");
  await servers.kick(reader.address);
  await banner().getByRole("button", { name: "Sign in again" }).waitFor();
  await banner().getByText("The server’s own words").click();
  await banner().getByText("Log in with your web browser first").waitFor();
  await page.getByRole("treeitem", { name: /Sign-in needed/ }).waitFor();
  await page.getByRole("option", { name: /Second/ }).click();
  await page.getByRole("heading", { name: "Second" }).waitFor();
  await banner().getByRole("button", { name: "Sign in again" }).click();
  await page.getByRole("region", { name: "Sign in again" }).waitFor();
});

test("a store that does not open with its key is named, and nothing in it is changed", async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), "gatepost-damaged-"));
  const keychain = memoryKeychain();
  try {
    const first = await startBrowserApp({ dataFolder, keychain });
    await first.page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
    await first.close();
    const name = (await readdir(dataFolder)).find((file) => /\.(db|sqlite3?)$/.test(file)) ?? "none";
    await writeFile(join(dataFolder, name), "this is no database ".repeat(500));
    const second = await startBrowserApp({ dataFolder, keychain });
    await second.page
      .getByRole("heading", { name: "The mail stored on this computer cannot be read" })
      .waitFor();
    await second.page.getByRole("button", { name: "Try again" }).click();
    await second.page.getByText("Gatepost has removed nothing from it.").waitFor();
    await second.close();
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
});

test("without any keychain the program says what to install", async () => {
  const app = await startBrowserApp({ keychain: memoryKeychain("missing") });
  await app.page.getByRole("heading", { name: "No keychain was found" }).waitFor();
  expect(await app.page.getByRole("main").textContent()).toContain("gnome-keyring");
  await app.close();
});
