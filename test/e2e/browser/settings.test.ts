// Settings and accounts: what is changed is kept, what is wrong is said, a second account comes and goes.
import { afterAll, beforeAll, expect, test } from "vitest";
import { addAccount, bob, letter, type Reader, startReader, until } from "../../support/reader.ts";

let reader: Reader;

beforeAll(async () => {
  reader = await startReader([letter({ subject: "Only one", text: "Text" })]);
  await reader.page.getByRole("button", { name: "Settings" }).click();
  await reader.page.getByRole("heading", { name: "Settings" }).waitFor();
});
afterAll(() => reader.close());

async function write(accountId: string, subject: string): Promise<string> {
  const { id } = (await reader.ask("drafts.create", { mode: "new", accountId })) as { id: string };
  const fields = { accountId, to: reader.address, cc: "", bcc: "", subject, text: "Text" };
  await reader.ask("drafts.save", { draftId: id, fields });
  return id;
}

const settings = async () => (await reader.ask("settings.get")) as Record<string, unknown>;

test("the theme changes at once and is kept", async () => {
  const { page } = reader;
  await page.getByRole("combobox", { name: "Appearance" }).selectOption({ label: "Dark" });
  await page.locator("html[data-theme=dark]").waitFor();
  expect((await settings()).theme).toBe("dark");
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(background).toBe("rgb(23, 25, 28)");
  await page.reload();
  await page.locator("html[data-theme=dark]").waitFor();
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("combobox", { name: "Appearance" }).selectOption({ label: "Like the system" });
  await page.locator("html:not([data-theme])").waitFor();
});

test("a number out of range is said and not kept", async () => {
  const { page } = reader;
  const field = page.getByRole("textbox", { name: "Time to take back a sent message (seconds)" });
  await field.fill("12");
  await until(async () => (await settings()).undoSeconds === 12);
  await field.fill("999");
  await page.getByText("Type a whole number from 0 to 60.").waitFor();
  expect((await settings()).undoSeconds).toBe(12);
  expect(await field.inputValue()).toBe("999");
});

test("changed servers are tried before they are kept", async () => {
  const { page } = reader;
  await page.getByRole("button", { name: `Edit ${reader.address}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "IMAP server" }).fill("no-such-host.invalid");
  await dialog.getByRole("button", { name: "Check and save" }).click();
  await dialog.getByRole("alert").filter({ hasText: "no-such-host.invalid" }).waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).last().click();
  const [account] = (await reader.ask("accounts.list")) as readonly { servers: { imap: { host: string } } }[];
  expect(account?.servers.imap.host).toBe(reader.servers.servers(reader.address).imap.host);
});

test("a second account stands beside the first; removing it says what would be lost, and takes its password along", async () => {
  const { page } = reader;
  const accountId = await addAccount(reader.ask, reader.servers, bob, "Bob Bucket");
  const item = page.getByRole("listitem").filter({ hasText: bob.address });
  await item.waitFor();
  const passwords = () => [...reader.keychain.items.keys()].length;
  const before = passwords();
  await item.getByRole("button", { name: `Remove ${bob.address}` }).click();
  const question = page.getByRole("alertdialog", { name: `Remove ${bob.address}?` });
  await question.waitFor();
  expect(await question.textContent()).not.toContain("would be lost");
  await write(accountId, "Kept on the server");
  await question.getByText("1 draft stays in the Drafts folder on the server.").waitFor();
  const draftId = await write(accountId, "On its way");
  await reader.ask("drafts.send", { draftId });
  await question.getByText("1 message that has not been sent").waitFor();
  await question.getByRole("button", { name: "Cancel" }).click();
  await item.getByRole("button", { name: `Remove ${bob.address}` }).click();
  await question.getByRole("button", { name: "Remove account" }).click();
  await item.waitFor({ state: "detached" });
  await until(() => passwords() === before - 1);
  expect(reader.pageErrors).toEqual([]);
});
