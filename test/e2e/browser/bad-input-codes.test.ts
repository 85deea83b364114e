// Pictures, QR codes and links that are no codes for an authenticator, or broken ones: what each is, what to do, and
// that nothing is stored.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { words } from "../../../renderer/words/words.ts";
import type { CodePurpose, FoundCode } from "../../../shared/models/code.ts";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { expectCalm, sentences } from "../../support/calm.ts";
import { canvas, qrPng, toPng } from "../../support/pictures.ts";

const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const limit = 20 * 1024 * 1024;
const text = words.authenticator;
let app: BrowserApp;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-bad-codes-"));
  app = await startBrowserApp();
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await app.page.getByRole("navigation").getByRole("button", { name: words.app.authenticator }).click();
});
afterEach(async () => {
  expect(await app.core.answer("codes.list", undefined)).toEqual({ ok: true, value: [] });
  expect([...app.keychain.items.keys()].filter((name) => name.startsWith("code/"))).toEqual([]);
  await expectCalm(app, [secret, "canary"]);
  await app.page.keyboard.press("Escape");
  await app.page.getByRole("dialog").waitFor({ state: "detached" });
});

const dialog = () => app.page.getByRole("dialog");
const button = (name: string) => app.page.getByRole("button", { name, exact: true });

async function choosePicture(bytes: Uint8Array | string): Promise<void> {
  const path = join(folder, "picture.png");
  await writeFile(path, bytes);
  app.platform.files.push([path]);
  await button(text.add).click();
  await app.page.getByRole("menuitem", { name: text.addPicture }).click();
}

const pngHeader = (width: number, height: number): Buffer => {
  const bytes = toPng(canvas(1, 1));
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
};

/** Bytes without any meaning, the same each time. */
function garbage(length: number): Buffer {
  const bytes = Buffer.alloc(length, 7);
  let state = 7;
  for (let at = 0; at + 4 <= length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    bytes.writeInt32LE(state, at);
  }
  return bytes;
}

test.each([
  ["an empty picture", () => "", sentences("picture-empty")],
  ["notes that are called a picture", () => "only some notes", sentences("picture-unreadable")],
  [
    "a picture that was cut off",
    () => qrPng("https://x.test/").subarray(0, 60),
    sentences("picture-unreadable", { format: "png" }),
  ],
  ["20 MB of garbage", () => garbage(limit), sentences("picture-unreadable")],
  [
    "20 MB of garbage behind the beginning of a PNG",
    () => {
      const bytes = garbage(limit);
      pngHeader(800, 600).copy(bytes, 0, 0, 33);
      return bytes;
    },
    sentences("picture-unreadable", { format: "png" }),
  ],
  ["a byte more than the limit", () => garbage(limit + 1), sentences("picture-too-large")],
  [
    "a small file that claims 30,000 × 30,000 pixels",
    () => pngHeader(30_000, 30_000),
    sentences("picture-too-large", { width: 30_000, height: 30_000 }),
  ],
])("%s", async (_name, picture, told) => {
  await choosePicture(picture());
  await expect.poll(() => dialog().getByRole("alert").textContent(), { timeout: 30_000 }).toContain(told);
  expect(await dialog().getByRole("button", { name: words.common.tryAgain }).isEnabled()).toBe(true);
});

test("a file that is gone before it was read", async () => {
  app.platform.files.push([join(folder, "gone.png")]);
  await button(text.add).click();
  await app.page.getByRole("menuitem", { name: text.addPicture }).click();
  await expect.poll(() => dialog().getByRole("alert").textContent()).toContain(sentences("file-unreadable"));
});

test("a dropped picture over the limit is told with the same sentence", async () => {
  const files = await app.page.evaluateHandle((length) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(length)], "huge.png", { type: "image/png" }));
    return transfer;
  }, limit + 1);
  await app.page.getByRole("main").dispatchEvent("drop", { dataTransfer: files });
  const { says, todo } = words.errors["picture-too-large"]({});
  await app.page
    .getByRole("status")
    .filter({ hasText: `${says} ${todo}` })
    .waitFor({ timeout: 60_000 });
});

test.each<[FoundCode["kind"], string]>([
  ["web", "https://example.org/login"],
  ["wifi", "WIFI:S:attic;T:WPA;P:canary;;"],
  ["proprietary-2fa", "phonefactor://activate_account?code=canary"],
  ["text", "just words, canary"],
])("a QR code of the kind %s is explained, and its text is not shown", async (kind, content) => {
  await choosePicture(qrPng(content));
  const list = dialog().getByRole("list", { name: words.scanning.foundList });
  await expect.poll(() => list.textContent()).toContain(text.kinds[kind]);
  const shown = (await dialog().textContent()) ?? "";
  expect(shown).not.toContain(content);
  // What to do next stands there too.
  expect(shown).toContain(words.errors["qr-not-otpauth"]({}).todo);
  expect(await dialog().getByRole("button", { name: words.scanning.save }).count()).toBe(0);
});

test.each<[CodePurpose, string]>([
  ["passkey", "FIDO:/093654321098765432109876543210"],
  ["steam-sign-in", "https://s.team/q/1/1234567890"],
  ["payment", "BCD\n002\n1\nSCT\n\nCanary\nDE02120300000000202051\nEUR1"],
  ["app-link", "sgnl://linkdevice?uuid=canary"],
])("a QR code for something else, %s, is explained and not opened", async (purpose, content) => {
  await choosePicture(qrPng(content));
  const list = dialog().getByRole("list", { name: words.scanning.foundList });
  await expect.poll(() => list.textContent()).toContain(words.scanning.purposes[purpose].says);
  const shown = (await dialog().textContent()) ?? "";
  expect(shown).toContain(words.scanning.notOpened);
  expect(shown).not.toMatch(/canary|0936543210|1234567890/i);
  expect(app.platform.openedAddresses).toEqual([]);
});

test("a part of an export that is cut off says so", async () => {
  await choosePicture(qrPng("otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU"));
  await expect
    .poll(() => dialog().getByRole("alert").textContent())
    .toContain(sentences("bad-file", { format: "google-migration" }));
  expect(await dialog().textContent()).not.toContain("CjEKCkhlbGxv");
});

const broken: readonly (readonly [string, Parameters<typeof sentences>[1]])[] = [
  [`totp/Post:ann?secret=${secret}&algorithm=MD5`, { field: "algorithm", reason: "unknown", value: "MD5" }],
  [`totp/Post:ann?secret=${secret}&digits=12`, { field: "digits", reason: "out-of-range", value: "12" }],
  [`totp/Post:ann?secret=${secret}&digits=six`, { field: "digits", reason: "not-a-number", value: "six" }],
  [`totp/Post:ann?secret=${secret}&period=0`, { field: "period", reason: "out-of-range", value: "0" }],
  ["totp/Post:ann?issuer=Post", { field: "secret", reason: "missing" }],
  ["totp/Post:ann?secret=canary!&issuer=Post", { field: "secret", reason: "secret-not-base32" }],
  [`hotp/Post:ann?secret=${secret}`, { field: "counter", reason: "missing" }],
  [`xotp/Post:ann?secret=${secret}`, { field: "type", reason: "unknown", value: "xotp" }],
];

test.each(broken)("otpauth://%s, scanned: the field is named", async (rest, detail) => {
  await choosePicture(qrPng(`otpauth://${rest}`));
  await expect
    .poll(() => dialog().getByRole("alert").textContent())
    .toContain(sentences("otpauth-field", detail));
  expect(await dialog().getByRole("button", { name: words.scanning.save }).count()).toBe(0);
});

test("broken links, pasted: the field is named where the link stands, and the link stays", async () => {
  await button(text.add).click();
  await app.page.getByRole("menuitem", { name: text.addByHand }).click();
  const field = dialog().getByRole("textbox", { name: text.secret });
  for (const [rest, detail] of broken) {
    await field.fill(`otpauth://${rest}`);
    await button(text.save).click();
    const { says } = words.errors["otpauth-field"](detail ?? {});
    await dialog().getByText(says).waitFor();
    expect(await field.inputValue()).toBe(`otpauth://${rest}`);
  }
  await field.fill("otpauth:nothing");
  await button(text.save).click();
  await dialog().getByText(words.errors["otpauth-not-a-code"]({}).says).waitFor();
  // So that the last thing typed is no secret that the page rightly shows.
  await field.fill("");
  await button(text.save).click();
  await dialog().getByText(words.errors["secret-missing"]({}).says).waitFor();
});

test("a clipboard that holds a web address, and one that holds a broken link", async () => {
  app.platform.clipboard = { text: "https://example.org/", picture: undefined };
  await button(text.add).click();
  await app.page.getByRole("menuitem", { name: text.addClipboard }).click();
  await expect.poll(() => dialog().getByRole("alert").textContent()).toContain(sentences("clipboard-empty"));
  app.platform.clipboard = { text: `otpauth://totp/x?secret=${secret}&digits=99`, picture: undefined };
  await dialog().getByRole("button", { name: words.common.tryAgain }).click();
  const detail = { field: "digits", reason: "out-of-range", value: "99" };
  await expect
    .poll(() => dialog().getByRole("alert").textContent())
    .toContain(sentences("otpauth-field", detail));
});
