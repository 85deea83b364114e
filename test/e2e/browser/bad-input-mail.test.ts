// Messages that are broken, a line that breaks while one is read, and sending and saving what cannot be sent or saved.
import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { words } from "../../../renderer/words/words.ts";
import { maxAttachedBytes } from "../../../shared/ipc/contract.ts";
import { expectCalm, sentences } from "../../support/calm.ts";
import { type CutLine, startCutLine } from "../../support/cut-line.ts";
import { letter, type Reader, startReader, until } from "../../support/reader.ts";

const crlf = (...lines: readonly string[]) => `${lines.join("\r\n")}\r\n`;
const from = "From: Bob Bucket <bob@letters.test>";
const date = "Date: Mon, 05 Jan 2026 09:00:00 +0000";

/** Subject as it stands in the list, the message, what of it is shown, and what is said about it. */
const malformed: readonly (readonly [
  subject: string,
  message: string | Buffer,
  shows: string,
  warnings: readonly (keyof typeof words.mail.warnings)[],
])[] = [
  [
    "Cut off",
    crlf(
      from,
      date,
      "Subject: Cut off",
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain",
      "",
      "The first half",
    ),
    "The first half",
    ["message-truncated"],
  ],
  [
    "Two senders",
    crlf(from, "From: Eve <eve@other.test>", date, "Subject: Two senders", "", "Who wrote this?"),
    "Who wrote this?",
    ["from-repeated"],
  ],
  ["Nobody", crlf(date, "Subject: Nobody", "", "No sender at all"), "No sender at all", ["from-missing"]],
  [
    "Wrong letters",
    Buffer.concat([
      Buffer.from(crlf(from, date, "Subject: Wrong letters", "Content-Type: text/plain; charset=utf-8", "")),
      Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65, 0x0d, 0x0a]),
    ]),
    "Gr",
    ["characters-lost"],
  ],
  [
    "Bad base64",
    crlf(
      from,
      date,
      "Subject: Bad base64",
      "Content-Type: text/plain",
      "Content-Transfer-Encoding: base64",
      "",
      "SGVsbG8h*** this is none ***",
    ),
    "Hello!",
    [],
  ],
  [
    "Unknown kind",
    crlf(
      from,
      "Date: the day before yesterday",
      "Subject: Unknown kind",
      "Content-Type: multi/part; ;;; boundary",
      "Content-Transfer-Encoding: 9bit",
      "",
      "Still legible",
    ),
    "",
    [],
  ],
];

let reader: Reader;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-bad-mail-"));
  reader = await startReader([
    letter({ subject: "Before", text: "A sound one" }),
    letter({
      subject: "The photo",
      text: "Here it is.",
      parts: [
        'Content-Type: text/plain; name="notes.txt"\nContent-Disposition: attachment; filename="notes.txt"\n\nnotes of the day',
      ],
    }),
  ]);
  for (const [, message] of malformed) await reader.servers.deliver(reader.address, message);
  await reader.servers.deliver(reader.address, tooDeep());
  await reader.servers.deliver(reader.address, Buffer.from([0x00, 0xff, 0xfe, 0x0a, 0x0d, 0x80, 0x0a, 0x00]));
  await reader.servers.deliver(reader.address, letter({ subject: "After", text: "Sound again" }));
  await reader.ask("settings.change", { undoSeconds: 0 });
  await option("After").waitFor();
});
afterEach(() => expectCalm(reader, [reader.password]));
afterAll(async () => {
  await reader.close();
  await rm(folder, { recursive: true, force: true });
});

const text = words.mail;
const option = (subject: string) => reader.page.getByRole("option", { name: new RegExp(`, ${subject},`) });
const region = () => reader.page.getByRole("region", { name: text.message });
const body = () => reader.page.frameLocator(`iframe[title="${text.body}"]`).locator("body");
const toast = () => reader.page.getByRole("status");

/** Parts within parts, more than are read. */
function tooDeep(): string {
  const lines = [from, date, "Subject: Too deep"];
  for (let level = 0; level < 100; level++)
    lines.push(`Content-Type: multipart/mixed; boundary="b${level}"`, "", `--b${level}`);
  return crlf(...lines, "Content-Type: text/plain", "", "At the bottom");
}

test.each(malformed)(
  "a malformed message (%s) is listed, shown as far as it goes, and explained",
  async (subject, _message, shows, warnings) => {
    await option(subject).click();
    await region().getByRole("heading", { name: subject }).waitFor();
    if (shows !== "") await body().getByText(shows).waitFor();
    const notes = region().getByRole("note");
    for (const warning of warnings) await notes.filter({ hasText: text.warnings[warning] }).waitFor();
  },
);

test("a message that cannot be taken apart says so, and one without anything legible is there too", async () => {
  await option("Too deep").click();
  await region().getByText(text.bodyBroken).waitFor();
  await region().getByText(text.bodyBrokenText).waitFor();
  await option(text.noSubject.replace(/[()]/g, "\\$&")).click();
  await region().getByText(text.warnings["from-missing"]).waitFor();
  for (const [subject, shows] of [
    ["After", "Sound again"],
    ["Before", "A sound one"],
  ] as const) {
    await option(subject).click();
    await body().getByText(shows).waitFor();
  }
});

test("an attachment that cannot be written: told with its name, and it can be saved elsewhere", async () => {
  await option("The photo").click();
  const save = region()
    .getByRole("list", { name: text.attachments })
    .getByRole("button", { name: text.attachmentSave });
  const good = join(folder, "notes.txt");
  for (const [path, told] of [
    [join(folder, "no such folder", "notes.txt"), words.errors["file-unwritable"]({ name: "notes.txt" })],
    [folder, words.errors["file-unwritable"]({ name: folder.split("/").at(-1) ?? "" })],
    ["/dev/full", words.errors["disk-full"]({})],
  ] as const) {
    reader.platform.savePaths.push(path);
    await save.click();
    await toast()
      .filter({ hasText: `${told.says} ${told.todo}` })
      .waitFor();
  }
  reader.platform.savePaths.push(good);
  await save.click();
  await toast()
    .filter({ hasText: text.attachmentSaved("notes.txt") })
    .waitFor();
  expect((await readFile(good, "utf8")).trim()).toBe("notes of the day");
});

const form = () => reader.page.getByRole("form", { name: words.compose.title });

async function write(to: string, subject: string): Promise<void> {
  await reader.page.getByRole("button", { name: text.compose }).click();
  await form().getByRole("textbox", { name: words.compose.to, exact: true }).fill(to);
  await form().getByRole("textbox", { name: words.compose.subject }).fill(subject);
  await form().getByRole("textbox", { name: words.compose.message }).fill("Long and dear words.");
}

const written = async () => [
  await form().getByRole("textbox", { name: words.compose.to, exact: true }).inputValue(),
  await form().getByRole("textbox", { name: words.compose.subject }).inputValue(),
  await form().getByRole("textbox", { name: words.compose.message }).inputValue(),
];

test("addresses that are none are named, and the message stays as it was written", async () => {
  await write("bob@letters.test, not an address", "Invalid");
  for (const [to, wrong] of [
    ["bob@letters.test, not an address", "not an address"],
    ["bob@", "bob@"],
    ["Bob <bob@letters.test", "Bob <bob@letters.test"],
  ] as const) {
    await form().getByRole("textbox", { name: words.compose.to, exact: true }).fill(to);
    await form().getByRole("button", { name: words.compose.send }).click();
    await expect
      .poll(() => form().getByRole("alert").textContent())
      .toContain(sentences("recipient-invalid", { recipient: wrong }));
    expect(await written()).toEqual([to, "Invalid", "Long and dear words."]);
  }
  await form().getByRole("textbox", { name: words.compose.to, exact: true }).fill("");
  await form().getByRole("button", { name: words.compose.send }).click();
  await expect.poll(() => form().getByRole("alert").textContent()).toContain(sentences("recipients-missing"));
  expect(await reader.ask("outbox.list")).toEqual([]);
  await discard();
});

test("an attachment over the limit, a folder and a file that is gone are refused; the rest stays", async () => {
  await write("bob@letters.test", "With files");
  const huge = join(folder, "huge.iso");
  await writeFile(huge, "");
  await truncate(huge, maxAttachedBytes + 1);
  const small = join(folder, "small.txt");
  await writeFile(small, "small");
  const attach = async (path: string) => {
    reader.platform.files.push([path]);
    await form().getByRole("button", { name: words.compose.attach }).click();
  };
  await attach(small);
  const list = form().getByRole("list", { name: words.compose.attachments });
  await list.getByText("small.txt").waitFor();
  for (const [path, told] of [
    [huge, sentences("too-large", { limit: maxAttachedBytes, name: "huge.iso" })],
    [folder, sentences("file-unreadable", { name: folder.split("/").at(-1) ?? "" })],
    [join(folder, "gone.txt"), sentences("file-unreadable", { name: "gone.txt" })],
  ] as const) {
    await attach(path);
    await expect.poll(() => form().getByRole("alert").textContent()).toContain(told);
    expect(await list.getByRole("listitem").count()).toBe(1);
  }
  const dropped = await reader.page.evaluateHandle((length) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(length)], "dropped.iso"));
    return transfer;
  }, maxAttachedBytes + 1);
  await form().dispatchEvent("drop", { dataTransfer: dropped });
  await expect
    .poll(() => form().getByRole("alert").textContent(), { timeout: 60_000 })
    .toContain(sentences("too-large", { limit: maxAttachedBytes, name: "dropped.iso" }));
  expect(await written()).toEqual(["bob@letters.test", "With files", "Long and dear words."]);
  await discard();
});

test("a recipient whom the server does not know: told at once, kept under Unsent, and writable again", async () => {
  await write("nobody@letters.test", "To nobody");
  await form().getByRole("button", { name: words.compose.send }).click();
  const says = words.errors["recipients-refused"]({ recipients: "nobody@letters.test" }).says;
  await toast().filter({ hasText: says }).waitFor();
  await reader.page.getByRole("treeitem", { name: new RegExp(`^${words.compose.unsent}`) }).click();
  const unsent = reader.page.getByRole("region", { name: words.compose.unsent });
  const note = await unsent.getByRole("alert").textContent();
  expect(note).toContain(says);
  expect(note).toMatch(/It said: “[^”]*nobody@letters\.test[^”]*”/);
  expect(note).toContain(words.errors["recipients-refused"]({}).todo);
  await unsent.getByRole("button", { name: words.compose.backToDraft }).click();
  await expect.poll(written).toEqual(["nobody@letters.test", "To nobody", "Long and dear words."]);
  await form().getByRole("textbox", { name: words.compose.to, exact: true }).fill("bob@letters.test");
  await form().getByRole("button", { name: words.compose.send }).click();
  await until(async () => (await reader.servers.doveadm(["search", "-u", "bob@letters.test", "all"])) !== "");
  await until(async () => ((await reader.ask("outbox.list")) as readonly unknown[]).length === 0);
});

test("a server that stops in the middle of a message: told, and the message comes when the line is back", async () => {
  const { page, servers } = reader;
  const { imap, smtp } = servers.servers("bob@letters.test");
  const line: CutLine = await startCutLine(imap);
  try {
    const long = Array.from(
      { length: 24_000 },
      (_, index) => `Line ${index} of a long story that goes on and on and on.`,
    );
    await servers.deliver(
      "bob@letters.test",
      letter({ to: "bob@letters.test", subject: "The saga", text: long.join("\n") }),
    );
    const places = { imap: { ...imap, port: line.port }, smtp };
    const pins = [places.imap, smtp].map(({ host, port }) => ({ host, port, sha256: servers.certificate }));
    const person = { address: "bob@letters.test", password: "small blue bucket" };
    const { jobId } = (await reader.ask("accounts.add", {
      ...person,
      name: "Bob",
      servers: places,
      pins,
    })) as { jobId: string };
    await until(
      async () => ((await reader.ask("jobs.get", { jobId })) as { state: string }).state === "done",
    );
    await page
      .getByRole("treeitem", { name: /^Inbox/ })
      .first()
      .click();
    await option("The saga").waitFor();
    line.cutAfter(200_000);
    await option("The saga").click();
    await until(() => line.cuts === 1);
    await region().getByRole("heading", { name: "The saga" }).waitFor();
    await body().getByText("Line 23999 of a long story").waitFor({ timeout: 40_000 });
    expect(line.cuts).toBe(1);
  } finally {
    await line.stop();
  }
  await expect
    .poll(() => page.getByRole("region", { name: "bob@letters.test" }).textContent(), { timeout: 20_000 })
    .toContain(
      words.errors["connection-refused"]({ protocol: "imap", host: "127.0.0.1", port: line.port }).says,
    );
  await body().getByText("Line 0 of a long story").waitFor();
});

async function discard(): Promise<void> {
  await form().getByRole("button", { name: words.compose.discard }).click();
  await reader.page.getByRole("alertdialog").getByRole("button", { name: words.compose.discard }).click();
  await form().waitFor({ state: "detached" });
}
