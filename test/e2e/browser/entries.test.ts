// What belongs to an entry besides its code, and how hundreds of them are kept in order: real page, real core.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { CallInput, CallName, CallOutput } from "../../../shared/ipc/contract.ts";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { canvas, qrPng, toPng } from "../../support/pictures.ts";

const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const link = (issuer: string, account = "ann", more = "") =>
  `otpauth://totp/${encodeURIComponent(issuer)}:${account}?secret=${secret}${more}`;
let app: BrowserApp;

beforeEach(async () => {
  app = await startBrowserApp();
  await app.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
});
afterEach(async () => {
  expect(app.pageErrors).toEqual([]);
  await app.close();
});

const button = (name: string) => app.page.getByRole("button", { name, exact: true });
const rows = () => app.page.getByRole("list", { name: "Codes" }).getByRole("listitem");
const row = (name: string) => app.page.getByRole("listitem", { name, exact: true });
const order = async () =>
  (await rows().evaluateAll((all) => all.map((item) => item.getAttribute("aria-label")))).join(" · ");
const field = (name: string) => app.page.getByRole("dialog").getByRole("textbox", { name, exact: true });

async function ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const reply = await app.core.answer(name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as CallOutput<Name>;
}

async function addAll(...issuers: readonly string[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const issuer of issuers) ids.push((await ask("codes.addLink", { link: link(issuer) })).id);
  await rows()
    .nth(issuers.length - 1)
    .waitFor();
  return ids;
}

const focused = (name: string) => row(name).evaluate((item) => item === document.activeElement);

async function again(): Promise<void> {
  await app.page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
  await app.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
  await rows().first().waitFor();
}

it("takes a note, groups, a pin and a mail account, and finds an entry by them", async () => {
  const { page } = app;
  const [, second = ""] = await addAll("Post", "Bank");
  await row("Bank, ann").getByRole("button", { name: "Edit" }).click();
  await field("Note").fill("The blue key\nis in the drawer");
  await field("New group").fill("Money");
  await button("Add group").click();
  await field("New group").fill("Home");
  await page.getByRole("checkbox", { name: "Pinned: it stands above the others" }).check();
  await button("Save").click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await order()).toBe("Bank, ann · Post, ann");
  const [entry] = (await ask("codes.list", undefined)).filter(({ id }) => id === second);
  expect(entry).toMatchObject({
    note: "The blue key\nis in the drawer",
    groups: ["Money", "Home"],
    pinned: true,
  });
  await row("Bank, ann").getByText("The blue key").waitFor();

  await page.getByRole("group", { name: "Groups" }).getByRole("button", { name: "Money" }).click();
  await expect.poll(order).toBe("Bank, ann");
  await page.getByRole("group", { name: "Groups" }).getByRole("button", { name: "All" }).click();
  await page.getByRole("searchbox", { name: "Search codes" }).fill("drawer");
  await expect.poll(order).toBe("Bank, ann");
  await page.getByRole("searchbox", { name: "Search codes" }).fill("");

  await button("Manage groups").click();
  await page.getByRole("textbox", { name: "Name of the group Money" }).fill("Savings");
  await button("Rename").click();
  await page.getByRole("textbox", { name: "Name of the group Savings" }).waitFor();
  await page
    .getByRole("dialog")
    .getByRole("listitem", { name: "Home" })
    .getByRole("button", { name: "Remove group" })
    .click();
  await page.getByRole("dialog").getByRole("listitem", { name: "Home" }).waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await page.getByRole("group", { name: "Groups" }).getByRole("button", { name: "Savings" }).waitFor();
  await row("Bank, ann").getByRole("button", { name: "Unpin" }).click();
  await expect.poll(order).toBe("Post, ann · Bank, ann");
});

it("asks before a secret is replaced, makes codes from the new one, and brings the old one back from the bin", async () => {
  const { page, keychain } = app;
  await addAll("Post");
  await row("Post, ann").getByRole("button", { name: "Edit" }).click();
  await button("Change the secret key or the kind of code").click();
  await field("Secret key").fill("GEZDGNBVGY3TQOJ0");
  await button("Save").click();
  await page.getByRole("alertdialog", { name: "Replace the secret key?" }).waitFor();
  await button("Replace").click();
  await page.getByText("the digit 0 at place 16").waitFor();
  await field("Secret key").fill("GEZD GNBV GY3T QOJA");
  await page.getByRole("combobox", { name: "Digits" }).selectOption("8");
  await field("Period in seconds").fill("0");
  await button("Save").click();
  await button("Replace").click();
  await page.getByText("Type a whole number from 1 to 86,400.").waitFor();
  await field("Period in seconds").fill("60");
  await button("Save").click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
  expect([...keychain.items.values()]).not.toContain("GEZDGNBVGY3TQOJA");
  await button("Save").click();
  await button("Replace").click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await row("Post, ann")
    .getByText(/^\d{4}$/)
    .first()
    .waitFor();
  expect((await ask("codes.list", undefined))[0]).toMatchObject({ digits: 8, period: 60 });
  expect([...keychain.items.values()].filter((item) => item.startsWith("GEZD")).sort()).toEqual([
    "GEZDGNBVGY3TQOJA",
    secret,
  ]);

  await button("Bin: 1 code").click();
  await page.getByRole("list", { name: "Removed codes" }).getByRole("button", { name: "Bring back" }).click();
  await page.getByText("The bin is empty.").waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => rows().count()).toBe(2);
});

it("keeps what was removed in the bin, and deletes it for good only when told so twice", async () => {
  const { page, keychain } = app;
  const [, gone = "", third = ""] = await addAll("Post", "Bank", "Shop");
  await row("Bank, ann").getByRole("button", { name: "Remove" }).click();
  await row("Bank, ann").waitFor({ state: "detached" });
  await row("Shop, ann").getByRole("button", { name: "Remove" }).click();
  await button("Bin: 2 codes").click();
  const bin = page.getByRole("list", { name: "Removed codes" });
  await bin
    .getByText(/^Removed for good on /)
    .first()
    .waitFor();
  await bin
    .getByRole("listitem", { name: "Bank, ann" })
    .getByRole("button", { name: "Delete for good" })
    .click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
  expect(keychain.items.has(`code/${gone}`)).toBe(true);
  await bin
    .getByRole("listitem", { name: "Bank, ann" })
    .getByRole("button", { name: "Delete for good" })
    .click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete for good" }).click();
  await bin.getByRole("listitem", { name: "Bank, ann" }).waitFor({ state: "detached" });
  expect(keychain.items.has(`code/${gone}`)).toBe(false);
  expect(keychain.items.has(`code/${third}`)).toBe(true);
  await bin.getByRole("button", { name: "Bring back" }).click();
  await page.keyboard.press("Escape");
  await row("Shop, ann").waitFor();
});

it("sorts by name and by use, counts a copy, and is put in order by dragging and by the keyboard", async () => {
  const { page } = app;
  await addAll("Zebra", "Apple", "Moss");
  await row("Moss, ann").getByRole("button", { name: "Copy code" }).click();
  await row("Moss, ann").getByRole("button", { name: "Copy code" }).click();
  await row("Apple, ann").getByRole("button", { name: "Copy code" }).click();
  const sort = page.getByRole("combobox", { name: "Order" });
  await sort.selectOption({ label: "By name" });
  await expect.poll(order).toBe("Apple, ann · Moss, ann · Zebra, ann");
  await again();
  await sort.selectOption({ label: "Most used" });
  await expect.poll(order).toBe("Moss, ann · Apple, ann · Zebra, ann");
  await sort.selectOption({ label: "Last used" });
  await expect.poll(order).toBe("Apple, ann · Moss, ann · Zebra, ann");
  await row("Moss, ann").getByRole("button", { name: "Edit" }).click();
  await page.getByText(/^Copied 2 times, last on /).waitFor();
  await page.keyboard.press("Escape");

  await sort.selectOption({ label: "Own order" });
  await expect.poll(order).toBe("Zebra, ann · Apple, ann · Moss, ann");
  await row("Moss, ann").dragTo(row("Zebra, ann"), { targetPosition: { x: 60, y: 6 } });
  await expect.poll(order).toBe("Moss, ann · Zebra, ann · Apple, ann");
  const said = page.getByRole("status").filter({ hasText: "Moss" });
  await expect.poll(() => said.textContent()).toBe("Moss, ann, now 1 of 3.");
  await row("Moss, ann").focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(order).toBe("Zebra, ann · Moss, ann · Apple, ann");
  await expect.poll(() => said.textContent()).toBe("Moss, ann, now 2 of 3.");
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(order).toBe("Zebra, ann · Apple, ann · Moss, ann");
  await expect.poll(() => focused("Moss, ann")).toBe(true);
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => said.textContent()).toBe("Moss, ann stays 3 of 3.");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("move up: moss");
  await page.keyboard.press("Enter");
  await expect.poll(order).toBe("Zebra, ann · Moss, ann · Apple, ann");
  await again();
  expect(await order()).toBe("Zebra, ann · Moss, ann · Apple, ann");
});

it("is used by the keyboard alone: letters search, arrows choose, Enter copies, keys edit, pin and remove", async () => {
  const { page, platform } = app;
  await addAll("Post", "Bank", "Shop");
  await row("Post, ann").focus();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => row("Bank, ann").evaluate((item) => item === document.activeElement)).toBe(true);
  await page.keyboard.press("Enter");
  await page.getByText("Code copied.").waitFor();
  expect(platform.clipboard.text).toMatch(/^\d{6}$/);
  await page.keyboard.press(" ");
  await row("Bank, ann").getByText("Next:").waitFor();
  await page.keyboard.press("Control+d");
  await expect.poll(order).toBe("Bank, ann · Post, ann · Shop, ann");
  await page.keyboard.press("F2");
  await field("Issuer").waitFor();
  expect(await field("Issuer").inputValue()).toBe("Bank");
  await page.keyboard.press("Escape");
  await expect.poll(() => row("Bank, ann").evaluate((item) => item === document.activeElement)).toBe(true);
  await page.keyboard.press("Delete");
  await row("Bank, ann").waitFor({ state: "detached" });
  await expect.poll(() => row("Post, ann").evaluate((item) => item === document.activeElement)).toBe(true);
  await page.keyboard.type("sho");
  expect(await page.getByRole("searchbox", { name: "Search codes" }).inputValue()).toBe("sho");
  await expect.poll(order).toBe("Shop, ann");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => row("Shop, ann").evaluate((item) => item === document.activeElement)).toBe(true);
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Command palette" }).waitFor();
  await page.keyboard.type("pin: shop");
  await page.keyboard.press("Enter");
  await row("Shop, ann").getByRole("button", { name: "Unpin" }).waitFor();
});

it("keeps the keyboard where it was: after removing, undoing, a new secret key, and bringing the last one back", async () => {
  const { page } = app;
  await addAll("Post", "Bank");
  await row("Post, ann").focus();
  await page.keyboard.press("Delete");
  await expect.poll(() => focused("Bank, ann")).toBe(true);
  await page.keyboard.press("Control+z");
  await page.getByText("Post, ann is back.").waitFor();
  await expect.poll(() => focused("Post, ann")).toBe(true);
  await page.keyboard.press("F2");
  await button("Change the secret key or the kind of code").click();
  await field("Secret key").fill("MFRGGZDFMZTWQ2LK");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Replace" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const inList = () =>
    page.evaluate(() => document.activeElement?.closest("ul")?.getAttribute("aria-label") ?? "nowhere");
  await expect.poll(inList).toBe("Codes");
  await page.keyboard.press("Home");
  for (let left = await rows().count(); left > 0; left -= 1) {
    await page.keyboard.press("Delete");
    await expect.poll(() => rows().count()).toBe(left - 1);
  }
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Authenticator");
  await page.keyboard.press("Control+z");
  await rows().first().waitFor();
  await expect.poll(inList).toBe("Codes");
});

it("keeps the keyboard in the bin when something goes from it, and in the page when its button has gone", async () => {
  const { page } = app;
  await addAll("Post", "Bank");
  await row("Bank, ann").focus();
  await page.keyboard.press("Delete");
  await button("Bin: 1 code").focus();
  await page.keyboard.press("Enter");
  await button("Bring back").focus();
  await page.keyboard.press("Enter");
  await button("Bring back").waitFor({ state: "detached" });
  const at = (place: string) =>
    page.evaluate((selector) => document.activeElement?.closest(selector) !== null, place);
  await expect.poll(() => at("[role=dialog]")).toBe(true);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await expect.poll(() => at("main")).toBe(true);
});

it("lets a toast be used while a dialog is open, and covers nothing of it in a small window", async () => {
  const { page } = app;
  await page.setViewportSize({ width: 900, height: 600 });
  await addAll("Post", "Bank");
  await row("Post, ann").getByRole("button", { name: "Remove" }).click();
  const undo = button("Undo");
  await undo.waitFor();
  await row("Bank, ann").getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog");
  const save = dialog.getByRole("button", { name: "Save" });
  const [toast, last] = [await undo.boundingBox(), await save.boundingBox()];
  expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThan(toast?.y ?? 0);
  await undo.click();
  await page.getByText("Post, ann is back.").waitFor();
  expect(await dialog.count()).toBe(1);
});

it("hides codes until they are asked for, and puts digits together as the settings say", async () => {
  const { page } = app;
  await addAll("Post");
  await row("Post, ann")
    .getByText(/^\d{3}$/)
    .first()
    .waitFor();
  await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
  await page.getByRole("checkbox", { name: "Hide codes in the authenticator until I ask for one" }).click();
  await page
    .getByRole("combobox", { name: "Digits of codes" })
    .selectOption({ label: "In pairs (12 34 56)" });
  await page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
  const entry = row("Post, ann");
  await entry.getByRole("img", { name: "Hidden code" }).waitFor();
  expect(await entry.getByText(/\d\d/).count()).toBe(0);
  await entry.getByRole("button", { name: "Copy code" }).click();
  await page.getByText("Code copied.").waitFor();
  await entry.getByRole("button", { name: "Show code" }).click();
  await entry
    .getByText(/^\d{2}$/)
    .first()
    .waitFor();
  expect(await entry.getByText(/^\d{2}$/).count()).toBeGreaterThanOrEqual(3);
  await entry.getByRole("button", { name: "Show next code" }).waitFor();
});

it("shows the next code by itself near the end of the time", async () => {
  await ask("codes.addLink", { link: link("Post", "ann", "&period=6") });
  const entry = row("Post, ann");
  await entry.getByText("Next:").waitFor();
  await entry.getByText("Next:").waitFor({ state: "detached" });
});

it("draws the brand of an issuer, another one, a picture of one's own, or a letter", async () => {
  const { page, platform } = app;
  const folder = await mkdtemp(join(tmpdir(), "gp-icons-"));
  try {
    await addAll("github.com", "Corner Shop");
    await row("github.com, ann").locator("[data-brand=github] path").waitFor();
    await row("Corner Shop, ann").getByText("C", { exact: true }).waitFor();

    await row("Corner Shop, ann").getByRole("button", { name: "Edit" }).click();
    const kind = page.getByRole("combobox", { name: "Icon" });
    await kind.selectOption({ label: "Of a brand" });
    await field("Search brands").fill("no such brand at all");
    await page.getByText("No brand has this name.").waitFor();
    await field("Search brands").fill("mastod");
    await page
      .getByRole("list", { name: "Brands" })
      .getByRole("button", { name: "Mastodon", exact: true })
      .click();
    await button("Save").click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const icons = async () => (await ask("codes.list", undefined)).map(({ icon }) => icon);
    expect((await icons())[1]).toEqual({ kind: "brand", name: "mastodon" });
    await row("Corner Shop, ann").locator("[data-brand=mastodon] path").waitFor();

    const path = join(folder, "shop");
    await writeFile(path, "no picture");
    platform.files.push([path]);
    await row("Corner Shop, ann").getByRole("button", { name: "Edit" }).click();
    await kind.selectOption({ label: "My own picture" });
    await page.getByText("This file is not a picture that Gatepost can read.").waitFor();
    await writeFile(path, toPng(canvas(300, 200, [200, 30, 30])));
    platform.files.push([path]);
    await button("Choose a picture").click();
    await page.getByRole("dialog").locator("img").waitFor();
    await button("Save").click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const size = await row("Corner Shop, ann")
      .locator("img")
      .evaluate(async (image) => {
        await (image as HTMLImageElement).decode();
        return (image as HTMLImageElement).naturalWidth;
      });
    expect(size).toBe(64);

    await writeFile(
      path,
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>',
    );
    platform.files.push([path]);
    await row("Corner Shop, ann").getByRole("button", { name: "Edit" }).click();
    const before = (await icons())[1];
    const drawn = page.getByRole("dialog").locator("img");
    const address = await drawn.getAttribute("src");
    await button("Choose a picture").click();
    await expect.poll(() => drawn.getAttribute("src")).not.toBe(address);
    await button("Save").click();
    await expect.poll(async () => (await icons())[1]).not.toEqual(before);

    await row("github.com, ann").getByRole("button", { name: "Edit" }).click();
    await kind.selectOption({ label: "First letter" });
    await button("Save").click();
    await row("github.com, ann").getByText("G", { exact: true }).waitFor();
    expect((await icons())[0]).toEqual({ kind: "letter" });
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("asks for the PIN that a link or a picture does not hold", async () => {
  const { page, platform } = app;
  await button("Add code").click();
  await page.getByRole("menuitem", { name: "Enter by hand" }).click();
  await field("Secret key").fill("motp://Post:ann?secret=e3152afee62599c8");
  await button("Save code").click();
  await field("PIN").fill("1234");
  await button("Save code").click();
  await row("Post, ann").waitFor();

  platform.screens = [{ bytes: qrPng(`otpauth://yaotp/ben?secret=${secret}`) }];
  await button("Add code").click();
  await page.getByRole("menuitem", { name: "Scan the screen" }).click();
  const dialog = page.getByRole("dialog", { name: "Found one code" });
  await dialog.getByRole("button", { name: "Save code" }).click();
  await dialog.getByText("The code has a problem with the PIN: it is missing.").waitFor();
  await dialog.getByRole("textbox", { name: "PIN" }).fill("73914");
  await dialog.getByRole("button", { name: "Save code" }).click();
  await dialog.getByText("Saved", { exact: true }).waitFor();
  expect((await ask("codes.list", undefined)).map(({ type }) => type)).toEqual(["motp", "yandex"]);
});

it("holds a name that turns the direction of text", async () => {
  const [override, first, end] = [0x202e, 0x2068, 0x2069].map((code) => String.fromCodePoint(code));
  await ask("codes.addLink", { link: link(`${override}gnp.x`) });
  expect((await ask("codes.list", undefined))[0]?.issuer).toBe(`${override}gnp.x`);
  await row(`${first}${override}gnp.x${end}, ann`).waitFor();
});
