// The authenticator as a person uses it: real page, real core, real threads; the keychain is one in memory.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { decodeBase32 } from "../../../electron/core/otp/base32.ts";
import { totpCode } from "../../../electron/core/otp/totp.ts";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { canvas, drawQr, qrPng, toPng } from "../../support/pictures.ts";

const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const link = (account: string, more = "") =>
  `otpauth://totp/Post:${account}?secret=${secret}&issuer=Post${more}`;
let app: BrowserApp;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-authenticator-"));
  app = await startBrowserApp();
  await app.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
});
afterEach(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

const button = (name: string) => app.page.getByRole("button", { name, exact: true });
const rows = () => app.page.getByRole("list", { name: "Codes" }).getByRole("listitem");
const row = (name: string) => app.page.getByRole("listitem", { name, exact: true });

async function choose(item: string): Promise<void> {
  await button("Add code").click();
  await app.page.getByRole("menuitem", { name: item }).click();
}

/** Codes that are right now, and a moment ago: the clock may have moved on between two looks. */
function rightCodes(): readonly string[] {
  const at = (time: number) =>
    totpCode(decodeBase32(secret), { algorithm: "SHA1", digits: 6, period: 30 }, time).code;
  return [at(Date.now()), at(Date.now() - 5_000)];
}

async function codeIn(item: Locator): Promise<string> {
  await item
    .getByText(/^\d{3}$/)
    .first()
    .waitFor();
  const groups = await item.getByText(/^\d{3}$/).allTextContents();
  return groups.slice(0, 2).join("");
}

it("takes a code typed by hand, says at the field what is wrong, and keeps what was typed", async () => {
  const { page } = app;
  await page.getByText("No codes yet").waitFor();
  await choose("Enter by hand");
  await page.getByRole("textbox", { name: "Issuer" }).fill("Post");
  await page.getByRole("textbox", { name: "Account name" }).fill("ann@example.org");
  await page.getByRole("textbox", { name: "Secret key" }).fill("GEZD GNBV 1234");
  await button("Save code").click();
  await page.getByText("the digit 1 at place 11").waitFor();
  expect(await page.getByRole("textbox", { name: "Secret key" }).inputValue()).toBe("GEZD GNBV 1234");
  expect(await page.getByRole("textbox", { name: "Issuer" }).inputValue()).toBe("Post");
  await page.getByRole("textbox", { name: "Secret key" }).fill(secret.toLowerCase());
  await page.getByRole("textbox", { name: "Period in seconds" }).fill("half a minute");
  await button("Save code").click();
  await page.getByText("Type a whole number from 1 to 86,400.").waitFor();
  await page.getByRole("textbox", { name: "Period in seconds" }).fill("30");
  await button("Save code").click();

  const entry = row("Post, ann@example.org");
  await expect.poll(async () => rightCodes().includes(await codeIn(entry))).toBe(true);
  await entry.getByRole("img", { name: /seconds? left$/ }).waitFor();
  expect([...app.keychain.items.values()]).toContain(secret);
  expect(await page.content()).not.toContain(secret);

  await entry.getByRole("button", { name: "Copy code" }).click();
  await page.getByText(/The clipboard is cleared in (29|30) seconds/).waitFor();
  expect(rightCodes()).toContain(app.platform.clipboard.text);
  expect(app.pageErrors).toEqual([]);
});

it("finds codes on the screen, in a picture, and in the clipboard", async () => {
  const { page, platform } = app;
  const screen = canvas(1_280, 720, [60, 64, 70]);
  drawQr(screen, link("ann"), { x: 700, y: 200, size: 5 });
  platform.screens = [{ bytes: toPng(screen) }];
  await choose("Scan the screen");
  await page.getByRole("dialog", { name: "Found one code" }).waitFor();
  await button("Save code").click();
  await page.getByText("Saved", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(async () => rightCodes().includes(await codeIn(row("Post, ann")))).toBe(true);

  const path = join(folder, "code.png");
  await writeFile(path, qrPng(link("bob", "&period=60&algorithm=SHA256")));
  platform.files.push([path]);
  await choose("Choose a picture");
  await page.getByText("Its secret is already in Gatepost, as Post, ann.").waitFor();
  await button("Save code").click();
  await row("Post, bob").waitFor({ state: "attached" });
  await page.keyboard.press("Escape");

  platform.clipboard = { text: link("ann"), picture: undefined };
  await choose("Paste from clipboard");
  await button("Save code").click();
  await page.getByText("This code is already in Gatepost").waitFor();
  await page.keyboard.press("Escape");
  await row("Post, bob").waitFor();
  expect(await rows().count()).toBe(2);
  expect(await page.content()).not.toContain(secret);
});

it("says what is wrong with a picture, and how to go on", async () => {
  const { page, platform } = app;
  platform.screens = [{ bytes: toPng(canvas(500, 300)) }];
  await choose("Scan the screen");
  await page.getByRole("dialog", { name: "No QR code found" }).waitFor();
  await page.getByText("Nothing in the picture looks like a QR code.").waitFor();
  await page.getByRole("img", { name: /^What was looked at/ }).waitFor();
  const path = join(folder, "notes.png");
  await writeFile(path, "these are only notes");
  platform.files.push([path]);
  await button("Choose a picture").click();
  await page.getByText("This file is not a picture that Gatepost can read.").waitFor();
  const refusals = [
    [Buffer.alloc(0), "The picture is empty."],
    [Buffer.alloc(20 * 1024 * 1024 + 1), "The picture is too large."],
  ] as const;
  for (const [bytes, message] of refusals) {
    await writeFile(path, bytes);
    platform.files.push([path]);
    await button("Try again").click();
    await page.getByText(message).waitFor();
  }
  const picture = canvas(900, 400);
  drawQr(picture, "WIFI:S:attic;T:WPA;P:x;;", { x: 80, y: 80, size: 6 });
  drawQr(picture, link("ann", "&digits=0"), { x: 500, y: 80, size: 5 });
  await writeFile(path, toPng(picture));
  platform.files.push([path]);
  await button("Try again").click();
  await page
    .getByText(
      "The access to a wireless network, not a code for an authenticator. Gatepost does not open it.",
    )
    .waitFor();
  await page.getByText("The code has a problem with the number of digits").waitFor();
  await page.keyboard.press("Escape");
  await choose("Choose a picture");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await choose("Paste from clipboard");
  await page.getByText("There is no picture, no file and no code in the clipboard.").waitFor();
});

it("takes a link for a secret, says which of its fields is wrong, and keeps it while the keychain is locked", async () => {
  const { page, keychain } = app;
  await choose("Enter by hand");
  const field = page.getByRole("textbox", { name: "Secret key" });
  await field.fill(link("ann", "&period=0"));
  await button("Save code").click();
  await page.getByText("The code has a problem with the period: it is out of range (0).").waitFor();
  await field.fill("otpauth://totp/Post:ann?issuer=Post");
  await button("Save code").click();
  await page.getByText("The code has a problem with the secret key: it is missing.").waitFor();
  keychain.setState("locked");
  await field.fill(link("ann"));
  await button("Save code").click();
  await page.getByText("Your system’s keychain is locked").waitFor();
  expect(await field.inputValue()).toBe(link("ann"));
  expect(keychain.items.has("code/ann")).toBe(false);
  keychain.setState("ok");
  await button("Save code").click();
  await expect.poll(async () => rightCodes().includes(await codeIn(row("Post, ann")))).toBe(true);
});

it("takes a picture that is dropped on it", async () => {
  const { page } = app;
  const base64 = qrPng(link("ann")).toString("base64");
  const files = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], "code.png", { type: "image/png" }));
    return transfer;
  }, base64);
  await page.getByRole("main").dispatchEvent("dragover", { dataTransfer: files });
  await page.getByText("Drop the pictures with QR codes here").waitFor();
  await page.getByRole("main").dispatchEvent("drop", { dataTransfer: files });
  await page.getByRole("listitem", { name: "Post, ann" }).getByRole("button", { name: "Save code" }).click();
  await row("Post, ann").first().waitFor();
});

it("searches, edits, and removes with undo", async () => {
  const { page, core } = app;
  for (const account of ["ann", "bob"]) await core.answer("codes.addLink", { link: link(account) });
  await page.getByRole("searchbox", { name: "Search codes" }).fill("post bo");
  await row("Post, ann").waitFor({ state: "detached" });
  expect(await rows().count()).toBe(1);
  await page.getByRole("searchbox", { name: "Search codes" }).fill("nobody");
  await page.getByText("No code matches “nobody”.").waitFor();
  await page.getByRole("searchbox", { name: "Search codes" }).fill("");

  await row("Post, bob").getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Issuer" }).fill("Post <b>Office</b>");
  await button("Save").click();
  const renamed = row("Post <b>Office</b>, bob");
  await renamed.waitFor();

  await renamed.getByRole("button", { name: "Remove" }).click();
  await renamed.waitFor({ state: "detached" });
  await button("Undo").click();
  await expect.poll(async () => rightCodes().includes(await codeIn(renamed))).toBe(true);
  expect(await rows().count()).toBe(2);
});

it("shows a counter's code only when it is asked for, and the next code of a timed one", async () => {
  const { page, core } = app;
  const counter = `otpauth://hotp/Vault:ann?secret=${secret}&issuer=Vault&counter=0`;
  await core.answer("codes.addLink", { link: counter });
  const entry = row("Vault, ann");
  expect(await entry.getByRole("button", { name: "Copy code" }).isDisabled()).toBe(true);
  await entry.getByRole("button", { name: "Show next code" }).click();
  expect(await codeIn(entry)).toBe("755224");
  await entry.getByRole("button", { name: "Show next code" }).click();
  await entry.getByText("287").waitFor();
  await entry.getByRole("button", { name: "Copy code" }).click();
  await page.getByText("Code copied.").waitFor();
  expect(app.platform.clipboard.text).toBe("287082");

  await core.answer("codes.addLink", { link: link("ann") });
  await row("Post, ann").getByRole("button", { name: "Show next code" }).click();
  await row("Post, ann").getByText("Next:").waitFor();
});

it("shows the next code by itself when the time is over", async () => {
  await app.core.answer("codes.addLink", { link: link("quick", "&period=3") });
  const entry = row("Post, quick");
  const seen = new Set<string>();
  const end = Date.now() + 20_000;
  while (seen.size < 3 && Date.now() < end) seen.add(await codeIn(entry));
  expect(seen.size).toBe(3);
  // The ring and the digits never disagree: what is shown is the code of this moment or of the one just over.
  const at = (time: number) =>
    totpCode(decodeBase32(secret), { algorithm: "SHA1", digits: 6, period: 3 }, time).code;
  const shown = await codeIn(entry);
  expect([at(Date.now()), at(Date.now() - 3_000)]).toContain(shown);
});

it("shows an entry whose secret is gone, and says so", async () => {
  const { core, keychain, page } = app;
  await core.answer("codes.addLink", { link: link("ann") });
  await row("Post, ann").waitFor();
  const item = [...keychain.items.keys()].find((name) => name.startsWith("code/")) ?? "";
  keychain.items.delete(item);
  const codes = await core.answer("codes.list", undefined);
  expect(JSON.stringify(codes)).not.toContain(secret);
  // The core asks the keychain again after some minutes; a restarted program asks at once.
  const dataFolder = app.platform.dataFolder;
  await app.core.close();
  const again = await startBrowserApp({ dataFolder, keychain });
  try {
    await again.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
    await again.page.getByText("Its secret is no longer in your system’s keychain.").waitFor();
  } finally {
    await again.close();
  }
  expect(page.isClosed()).toBe(false);
});
