// Writing: a message that is really sent and received, taking it back, answering, drafts, files, and what went wrong.
import { afterAll, beforeAll, expect, test } from "vitest";
import { bob, letter, type Reader, startReader, until } from "../../support/reader.ts";

let reader: Reader;

beforeAll(async () => {
  reader = await startReader([
    letter({ subject: "A question", text: "When do we meet?", headers: ["Cc: Cid <cid@letters.test>"] }),
  ]);
  await reader.page.getByRole("option", { name: /A question/ }).waitFor();
});
afterAll(() => reader.close());

const form = () => reader.page.getByRole("form", { name: "New message" });
const field = (name: string) => form().getByRole("textbox", { name, exact: true });
const button = (name: string) => form().getByRole("button", { name });
const sending = () => reader.page.getByRole("status").filter({ hasText: "The message is being sent." });

/** the messages of one mailbox on the server, headers and text */
async function mailOf(address: string, mailbox: string): Promise<string> {
  return reader.servers.doveadm(["fetch", "-u", address, "hdr body", "mailbox", mailbox, "all"]);
}

test("a message is saved while it is written, sent after the time for taking it back, and filed once in Sent", async () => {
  const { page } = reader;
  await reader.ask("settings.change", { undoSeconds: 2 });
  await page.getByRole("button", { name: "Compose" }).click();
  await field("To").fill(bob.address);
  await field("Bcc").fill("hidden@letters.test");
  await field("Bcc").fill("");
  await field("Subject").fill("Grüße aus dem Garten");
  await field("Message").fill("The pears are ripe.\n\nAnn");
  await form()
    .getByRole("status")
    .filter({ hasText: /^Saved$/ })
    .waitFor();
  const drafts = (await reader.ask("drafts.list")) as readonly { fields: { text: string } }[];
  expect(drafts.map((draft) => draft.fields.text)).toEqual(["The pears are ripe.\n\nAnn"]);
  await button("Send").click();
  await sending().getByRole("button", { name: "Undo" }).waitFor();
  await until(async () => (await mailOf(bob.address, "INBOX")).includes("The pears are ripe."));
  await until(async () => (await mailOf(reader.address, "Sent")).includes("The pears are ripe."));
  const sent = await mailOf(reader.address, "Sent");
  expect(sent.match(/^message-id:/gim)).toHaveLength(1);
});

test("a message that is taken back is a draft again, as it was", async () => {
  const { page } = reader;
  await reader.ask("settings.change", { undoSeconds: 20 });
  await page.keyboard.press("c");
  await field("To").fill(bob.address);
  await field("Subject").fill("Too early");
  await field("Message").fill("Not finished");
  await page.keyboard.press("Control+Enter");
  await sending().getByRole("button", { name: "Undo" }).click();
  await field("Subject").waitFor();
  expect(await field("Subject").inputValue()).toBe("Too early");
  expect(await field("Message").inputValue()).toBe("Not finished");
  await button("Discard").click();
  const question = page.getByRole("alertdialog", { name: "Discard this draft?" });
  if (await question.isVisible()) await question.getByRole("button", { name: "Discard" }).click();
  await form().waitFor({ state: "detached" });
  expect(await mailOf(bob.address, "INBOX")).not.toContain("Not finished");
});

test("an answer quotes, goes to the sender, and reply all to the others, too", async () => {
  const { page } = reader;
  await page.getByRole("option", { name: /A question/ }).click();
  const region = page.getByRole("region", { name: "Message" });
  await region.getByRole("button", { name: "Reply all" }).click();
  await field("Subject").waitFor();
  expect(await field("Subject").inputValue()).toBe("Re: A question");
  expect(await field("To").inputValue()).toContain(bob.address);
  expect(await field("Cc").inputValue()).toContain("cid@letters.test");
  expect(await field("Message").inputValue()).toContain("> When do we meet?");
  await field("Cc").fill("cid@letters.test, dan@letters.test");
  await button("Close and keep the draft").click();
  await form().waitFor({ state: "detached" });
  await region.getByRole("button", { name: "Reply", exact: true }).click();
  await field("Subject").waitFor();
  expect(await field("Cc").inputValue()).toBe("");
  await button("Discard").click();
  await form().waitFor({ state: "detached" });
});

test("a kept draft stands under Unsent and is written on with its file", async () => {
  const { page } = reader;
  await page.getByRole("treeitem", { name: /^Unsent/ }).click();
  const drafts = page.getByRole("list", { name: "Drafts" });
  await drafts.getByRole("listitem").filter({ hasText: "Re: A question" }).waitFor();
  await drafts.getByRole("button", { name: "Continue writing" }).first().click();
  await field("Message").fill("On Monday.");
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["dates of the year"], "dates.txt", { type: "text/plain" }));
    return data;
  });
  await form().dispatchEvent("drop", { dataTransfer: transfer });
  await form().getByRole("list", { name: "Attachments" }).getByText("dates.txt").waitFor();
  await reader.ask("settings.change", { undoSeconds: 0 });
  await button("Send").click();
  await until(async () => (await mailOf(bob.address, "INBOX")).includes("dates.txt"));
  expect(await mailOf(bob.address, "INBOX")).toContain("In-Reply-To:");
});

test("a recipient that is no address, and none at all, are said in the form, which keeps everything", async () => {
  const { page } = reader;
  await page.getByRole("button", { name: "Compose" }).click();
  await field("Subject").fill("To nobody");
  await field("Message").fill("Kept");
  await button("Send").click();
  await form().getByRole("alert").filter({ hasText: "The message has no recipient." }).waitFor();
  await field("To").fill("not an address");
  await button("Send").click();
  await form().getByRole("alert").filter({ hasText: "is not an email address" }).waitFor();
  expect(await field("Message").inputValue()).toBe("Kept");
  await button("Discard").click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Discard" }).click();
  await form().waitFor({ state: "detached" });
  expect(reader.pageErrors).toEqual([]);
});
