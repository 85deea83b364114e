// Reading: folders, list, the frame of a message, what is blocked in it, and what can be done with messages.
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { letter, type Reader, startReader, until } from "../../support/reader.ts";

let reader: Reader;
let outside: Server;
/** the smallest picture: GIF, base64 */
const dot = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
/** paths that were asked of the server that stands for the world */
const asked: string[] = [];

beforeAll(async () => {
  outside = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(200, { "content-type": "image/gif" });
    response.end(Buffer.from(dot, "base64"));
  });
  await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
  const world = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  reader = await startReader([
    letter({
      subject: "Garden plan",
      text: "See www.garden.test/plan.\n\n> first thought\n>> older thought\nGreetings",
    }),
    letter({
      from: "News <news@letters.test>",
      subject: "Our newsletter",
      html: `<style>h1{color:rgb(200, 0, 0)} @import url(${world}/import.css);</style><h1>Spring</h1>
        <script>document.title="ran"</script><p style="background:url(${world}/style.gif)">Hello</p>
        <img src="${world}/tracker.gif" alt="Logo"><a href="https://shop.test/spring?a=1&b=2">shop.test</a>`,
    }),
    letter({
      subject: "The photo",
      text: "Here it is.",
      parts: [
        'Content-Type: text/plain; name="notes.txt"\nContent-Disposition: attachment; filename="notes.txt"\n\nnotes of the day',
      ],
    }),
    letter({
      from: '"bob@bank.test" <eve@letters.test>',
      subject: "A strange letter",
      headers: ["From: Carol <carol@letters.test>"],
      html: '<p>Look:</p><img src="cid:shown@letters.test" alt="A dot">',
      parts: ["shown", "left-out"].map(
        (name) =>
          `Content-Type: image/gif; name="${name}.gif"\nContent-Disposition: inline; filename="${name}.gif"\n` +
          `Content-ID: <${name}@letters.test>\nContent-Transfer-Encoding: base64\n\n${dot}`,
      ),
    }),
    ...Array.from({ length: 12 }, (_, index) => letter({ subject: `Letter ${index + 1}`, text: "Line" })),
  ]);
});
afterAll(async () => {
  await reader.close();
  outside.close();
});

const option = (subject: string) => reader.page.getByRole("option", { name: new RegExp(`, ${subject},`) });
const body = () => reader.page.frameLocator('iframe[title="Message body"]').locator("body");

test("the newest message stands first, and the tree counts what is unread", async () => {
  const { page } = reader;
  await option("Letter 12").waitFor();
  const first = await page.getByRole("listbox", { name: "Messages" }).getByRole("option").first();
  expect(await first.getAttribute("aria-label")).toMatch(/^Unread, Bob Bucket, Letter 12, /);
  await page
    .getByRole("treeitem", { name: /^Inbox, 16 unread/ })
    .first()
    .waitFor();
  for (const name of ["Drafts", "Sent", "Archive", "Junk", "Trash"])
    expect(await page.getByRole("treeitem", { name }).count()).toBe(1);
});

test("a plain message is shown with its links and its quotes, and is read from then on", async () => {
  const { page } = reader;
  await option("Garden plan").click();
  await page.getByRole("region", { name: "Message" }).getByRole("heading", { name: "Garden plan" }).waitFor();
  await body().getByText("Greetings").waitFor();
  expect(await body().locator("details").innerText()).toContain("older thought");
  expect(await body().getByRole("link", { name: "www.garden.test/plan" }).getAttribute("title")).toBe(
    "https://www.garden.test/plan",
  );
  await page
    .getByRole("treeitem", { name: /^Inbox, 15 unread/ })
    .first()
    .waitFor();
  expect(await option("Garden plan").getAttribute("aria-label")).toMatch(/^Bob Bucket, /);
});

test("HTML is shown without script, and nothing is fetched until the user says so", async () => {
  const { page } = reader;
  await option("Our newsletter").click();
  const heading = body().getByRole("heading", { name: "Spring" });
  await heading.waitFor();
  expect(await heading.evaluate((element) => getComputedStyle(element).color)).toBe("rgb(200, 0, 0)");
  expect(await page.title()).toMatch(/^Gatepost/);
  const blocked = page
    .getByRole("status")
    .filter({ has: page.getByRole("button", { name: "Load remote images" }) });
  await blocked.waitFor();
  expect(await blocked.textContent()).toContain("2 pictures");
  expect(asked).toEqual([]);
  await page.getByRole("button", { name: "Load remote images" }).click();
  await until(() => asked.length === 2);
  expect(asked.sort()).toEqual(["/style.gif", "/tracker.gif"]);
  expect(await blocked.count()).toBe(0);
});

test("a link asks first, shows where it really leads, and the message stays in its frame", async () => {
  const { page, platform } = reader;
  await body().getByRole("link", { name: "shop.test" }).click();
  const question = page.getByRole("alertdialog", { name: "Open this link?" });
  await question.waitFor();
  expect(await question.textContent()).toContain("https://shop.test/spring?a=1&b=2");
  await question.getByRole("button", { name: "Cancel" }).click();
  expect(platform.openedAddresses).toEqual([]);
  await body().getByRole("heading", { name: "Spring" }).waitFor();
  await body().getByRole("link", { name: "shop.test" }).click();
  await question.getByRole("button", { name: "Open link" }).click();
  await until(() => platform.openedAddresses.length === 1);
  expect(platform.openedAddresses).toEqual(["https://shop.test/spring?a=1&b=2"]);
});

test("an attachment is saved where the user says, and opened only after a question", async () => {
  const { page, platform } = reader;
  await option("The photo").click();
  const files = page.getByRole("list", { name: "Attachments" });
  await files.getByText("notes.txt").waitFor();
  const path = join(tmpdir(), `gatepost-notes-${process.pid}.txt`);
  platform.savePaths.push(path);
  await files.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").filter({ hasText: "“notes.txt” was saved." }).waitFor();
  expect((await readFile(path, "utf8")).trim()).toBe("notes of the day");
  await files.getByRole("button", { name: "Open" }).click();
  const question = page.getByRole("alertdialog", { name: "Open “notes.txt”?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  expect(platform.openedPaths).toEqual([]);
  await files.getByRole("button", { name: "Open" }).click();
  await question.getByRole("button", { name: "Open", exact: true }).click();
  await until(() => platform.openedPaths.length === 1);
});

test("what is odd about a message stands above it, and a part is only left out of the list where it is seen", async () => {
  const { page } = reader;
  await option("A strange letter").click();
  const region = page.getByRole("region", { name: "Message" });
  const note = region.getByRole("note");
  await note.waitFor();
  expect(await note.textContent()).toContain("names its sender twice");
  expect(await note.textContent()).toContain("shows another address");
  const files = region.getByRole("list", { name: "Attachments" }).getByRole("listitem");
  await body().getByRole("img", { name: "A dot" }).waitFor();
  expect(await files.evaluateAll((items) => items.map((item) => item.ariaLabel))).toEqual(["left-out.gif"]);
  await region.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Show as plain text" }).click();
  await files.filter({ hasText: "shown.gif" }).waitFor();
  expect(await files.count()).toBe(2);
});

test("archive and delete take a message away, go on to the next, and can be undone", async () => {
  const { page } = reader;
  const region = page.getByRole("region", { name: "Message" });
  await option("Letter 5").click();
  await region.getByRole("button", { name: "Archive" }).click();
  await region.getByRole("heading", { name: "Letter 4" }).waitFor();
  await option("Letter 5").waitFor({ state: "detached" });
  await page
    .getByRole("status")
    .filter({ hasText: "Message archived" })
    .getByRole("button", { name: "Undo" })
    .click();
  await option("Letter 5").waitFor();
  await option("Letter 6").click();
  await region.getByRole("button", { name: "Delete" }).click();
  await option("Letter 6").waitFor({ state: "detached" });
  await until(
    async () =>
      (await reader.servers.doveadm(["search", "-u", reader.address, "mailbox", "Trash", "all"])) !== "",
  );
  await page.getByRole("treeitem", { name: "Trash" }).click();
  await option("Letter 6").waitFor();
  await page
    .getByRole("treeitem", { name: /^Inbox/ })
    .first()
    .click();
});

test("a star and the unread mark are set on the server, too", async () => {
  const { page } = reader;
  const region = page.getByRole("region", { name: "Message" });
  await option("Letter 8").click();
  await region.getByRole("button", { name: "Star" }).click();
  await page.getByRole("option", { name: /^Starred, Bob Bucket, Letter 8,/ }).waitFor();
  await region.getByRole("button", { name: "Mark as unread" }).click();
  await page.getByRole("option", { name: /^Unread, Starred, Bob Bucket, Letter 8,/ }).waitFor();
  const flagged = ["search", "-u", reader.address, "mailbox", "INBOX", "flagged", "unseen"];
  await until(async () => (await reader.servers.doveadm(flagged)) !== "");
});

test("the keys walk, choose several and act on all of them", async () => {
  const { page } = reader;
  await option("Letter 12").click();
  await page.keyboard.press("j");
  await page.getByRole("heading", { name: "Letter 11" }).waitFor();
  await page.getByRole("listbox", { name: "Messages" }).focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.getByText("2 messages chosen").waitFor();
  await page.keyboard.press("e");
  await option("Letter 10").waitFor({ state: "detached" });
  await option("Letter 11").waitFor({ state: "detached" });
  await page.keyboard.press("z");
  await option("Letter 10").waitFor();
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Command palette" });
  await palette.waitFor();
  await page.keyboard.type("settings");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  await page.getByRole("navigation").getByRole("button", { name: "Mail" }).click();
});

test("the search finds words of the body and goes back to the folder", async () => {
  const { page } = reader;
  await page.getByRole("searchbox", { name: "Search mail" }).fill("older thought");
  await page.getByRole("status").filter({ hasText: "1 message with “older thought”" }).waitFor();
  await option("Garden plan").waitFor();
  await page.getByRole("searchbox", { name: "Search mail" }).fill("");
  await option("Letter 12").waitFor();
});

test("new mail appears by itself", async () => {
  await reader.servers.deliver(reader.address, letter({ subject: "Just now", text: "New" }));
  await option("Just now").waitFor();
  // The test itself looks into the frame, which lets no script run, not even to be looked at.
  expect(reader.pageErrors.filter((text) => !text.startsWith("Blocked script execution"))).toEqual([]);
});
