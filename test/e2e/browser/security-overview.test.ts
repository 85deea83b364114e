// The security overview and what stands behind it, at three accounts: backup codes that run out, a secret key with app
// passwords, and one of which nothing is known. The accounts stand in the store from the beginning; no server is asked.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../../electron/core/store/store.ts";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { memoryKeychain } from "../../support/memory-keychain.ts";
import { until } from "../../support/reader.ts";

const storeKey = "5a".repeat(32);
const switchedOn = Date.UTC(2026, 9, 3, 9);
const secretKey = "AAAAA-BBBBB-CCCCC-DDDDD";
const oldCodes = ["1111-aaaa", "2222-bbbb", "3333-cccc", "4444-dddd"];

let folder: string;
let app: BrowserApp;

function account(id: string, address: string, providerId?: string) {
  // Nobody listens there.
  const server = { host: "127.0.0.1", port: 9, security: "tls", userName: address } as const;
  return { id, name: id, address, providerId, servers: { imap: server, smtp: server }, pins: [], addedAt: 1 };
}

function fillStore(): void {
  const store = openStore(join(folder, "mail.db"), storeKey);
  store.accounts.save(account("finn", "finn@mailfence.com", "mailfence"));
  store.accounts.save(account("ada", "ada@mail.com", "mail-com"));
  store.accounts.save(account("olga", "olga@own.test"));
  const on = { twoFactor: "on", since: switchedOn, signedInSince: true } as const;
  store.records.put("security", "finn", {
    ...on,
    accountId: "finn",
    secretKeyKept: false,
    backupCodes: { left: 3, used: 1 },
  });
  store.records.put("security", "ada", { ...on, accountId: "ada", secretKeyKept: true });
  store.records.put("kept", "ada", {
    accountId: "ada",
    appPasswords: [
      { id: "old", name: "Old laptop", addedAt: Date.UTC(2025, 4, 2), inUse: false },
      { id: "new", name: "", addedAt: Date.UTC(2026, 9, 3), inUse: true },
    ],
  });
  store.db.close();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-overview-"));
  fillStore();
  const keychain = memoryKeychain();
  keychain.items.set("database-key", storeKey);
  for (const id of ["finn", "ada", "olga"]) keychain.items.set(`account/${id}`, "a password");
  keychain.items.set("secret-key/ada", secretKey);
  keychain.items.set(
    "backup-codes/finn",
    JSON.stringify(oldCodes.map((code, index) => ({ c: code, u: index === 0 }))),
  );
  app = await startBrowserApp({ dataFolder: folder, keychain, viewport: { width: 1180, height: 900 } });
  await app.page.getByRole("button", { name: "Settings" }).click();
  await app.page.getByRole("button", { name: "Open the security overview" }).click();
  await app.page.getByRole("heading", { name: "Security overview" }).waitFor();
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const section = (name: string) => app.page.getByRole("region", { name, exact: true });
const overview = async () => {
  await app.page.getByRole("button", { name: "Back", exact: true }).click();
  await app.page.getByRole("button", { name: "Open the security overview" }).click();
  await app.page.getByRole("heading", { name: "Security overview" }).waitFor();
};
const fact = (address: string, name: string) =>
  section(address).locator(`dt:text-is("${name}") + dd`).innerText();
const lost = (address: string) =>
  section(address).getByRole("region", { name: "If this computer were lost today" });

test("it says of each account what guards it, what is kept, and what the loss of this computer would mean", async () => {
  const { page } = app;
  await section("Backup of the authenticator").getByText("It has never been backed up.").waitFor();
  expect(await fact("finn@mailfence.com", "Backup codes")).toBe("3 left, 1 used");
  expect(await fact("finn@mailfence.com", "Authenticator code")).toBe("not kept");
  expect(await lost("finn@mailfence.com").innerText()).toContain("only the provider’s support could help");
  expect(await fact("ada@mail.com", "App passwords")).toBe("2 not revoked");
  expect(await fact("ada@mail.com", "Recovery phone")).toBe("not noted");
  const ada = await lost("ada@mail.com").innerText();
  expect(ada).toContain("The secret key for emergencies gets you back in");
  expect(ada).toContain("Also revoke the 2 app passwords");
  expect(ada).toContain("Next: make an encrypted backup");
  await section("olga@own.test")
    .getByText("Gatepost does not know whether two-factor authentication is on.")
    .waitFor();
  expect(await lost("olga@own.test").innerText()).toContain("Next: look at the provider’s security page");
  expect(await page.content()).not.toContain(secretKey);
  expect(await page.content()).not.toContain(oldCodes[1]);
});

test("a code that is linked with an account counts as its own", async () => {
  const ask = async (name: string, input?: unknown) => {
    const reply = await app.core.answer(name, input);
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value as { readonly id: string };
  };
  const { id } = await ask("codes.addLink", {
    link: "otpauth://totp/Mailfence:finn?secret=JBSWY3DPEHPK3PXP&issuer=Mailfence",
  });
  await ask("codes.edit", { codeId: id, issuer: "Mailfence", account: "finn", accountId: "finn" });
  await until(async () => (await fact("finn@mailfence.com", "Authenticator code")) === "kept");
  expect(await lost("finn@mailfence.com").innerText()).toContain("Next: make an encrypted backup");
});

test("at two left it offers new codes; what is no list changes nothing, and a list replaces all at once", async () => {
  const { page, keychain } = app;
  await page.getByRole("button", { name: "Security of finn@mailfence.com" }).click();
  await page.getByRole("button", { name: "Show backup codes" }).click();
  const list = page.getByRole("list", { name: "Backup codes" });
  await list.getByRole("button", { name: "Mark as used" }).first().click();
  await page.getByText("Only 2 backup codes are left. It is time to make new ones.").waitFor();
  await page.getByRole("button", { name: "Replace backup codes" }).click();
  const screen = page.getByRole("main");
  await screen.getByRole("heading", { name: "New backup codes" }).waitFor();
  // mailfence.com may be shown inside: its own page stands beside the field.
  await until(async () => app.platform.providerPage?.loaded.length === 1);
  await screen.getByText("all old ones stop working at once").waitFor();
  const field = screen.getByRole("textbox", { name: "New backup codes, as the provider shows them" });
  await field.fill("nothing that looks like one");
  await screen.getByRole("button", { name: "Replace the old codes" }).click();
  await screen.getByText("No list of backup codes was found in this text. The old ones are kept.").waitFor();
  expect(keychain.items.get("backup-codes/finn")).toContain(oldCodes[3]);
  const writes = keychain.requests.length;
  await field.fill("1. 5555-eeee\n2. 6666-ffff\n3. 7777-gggg\n4. 8888-hhhh");
  await screen.getByRole("button", { name: "Replace the old codes" }).click();
  await page.getByText("4 new backup codes are kept. The old ones are gone.").waitFor();
  await page.getByRole("button", { name: "Show backup codes" }).click();
  expect(
    keychain.requests.slice(writes).filter((request) => request === "write backup-codes/finn"),
  ).toHaveLength(1);
  for (const code of oldCodes) expect(keychain.items.get("backup-codes/finn")).not.toContain(code);
  await list.getByText("8888-hhhh").waitFor();
  await list.getByText(oldCodes[1] ?? "").waitFor({ state: "detached" });
  await page.getByText("4 left", { exact: true }).waitFor();
});

test("app passwords are named and marked, the phone is noted, the secret key is shown on demand", async () => {
  const { page } = app;
  await overview();
  await page.getByRole("button", { name: "Security of ada@mail.com" }).click();
  const passwords = page.getByRole("list", { name: "App passwords" });
  await passwords.getByText("Gatepost signs in with this one").waitFor();
  const [newest, old] = [passwords.getByRole("listitem").first(), passwords.getByRole("listitem").last()];
  await newest.getByRole("button", { name: /^Rename/ }).click();
  await newest.getByRole("textbox", { name: "Name of the app password" }).fill("Gatepost at home");
  await newest.getByRole("button", { name: "Save" }).click();
  await newest.getByText("Gatepost at home").waitFor();
  await old.getByRole("button", { name: "Mark as revoked" }).click();
  await old.getByRole("button", { name: "Mark as not revoked" }).waitFor();
  expect(await newest.getByRole("button", { name: /^Remove the note/ }).count()).toBe(0);
  await page.getByRole("textbox", { name: "Recovery phone" }).fill("+49 151 00000042");
  await page.getByRole("button", { name: "Save the number" }).click();
  await page.getByRole("button", { name: "Show the secret key" }).click();
  await page.getByText(secretKey).waitFor();
  await page.getByRole("button", { name: "Hide the secret key" }).click();
  await page.getByText(secretKey).waitFor({ state: "detached" });
  await overview();
  expect(await fact("ada@mail.com", "App passwords")).toBe("1 not revoked, 1 revoked");
  expect(await fact("ada@mail.com", "Recovery phone")).toBe("+49 151 00000042");
  expect(await lost("ada@mail.com").innerText()).toContain(
    "Also revoke the app password at the provider then",
  );
  expect(app.pageErrors).toEqual([]);
});

test("a note of an app password that is not in use can be removed", async () => {
  const { page } = app;
  await page.getByRole("button", { name: "Security of ada@mail.com" }).click();
  const passwords = page.getByRole("list", { name: "App passwords" });
  await passwords.getByRole("button", { name: "Remove the note: Old laptop" }).click();
  await passwords.getByText("Old laptop").waitFor({ state: "detached" });
  expect(await passwords.getByRole("listitem").count()).toBe(1);
});
