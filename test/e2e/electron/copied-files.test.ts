// Files that were copied in a file manager, on the real clipboard of a real display: another program owns the selection,
// as a file manager does, and "Paste from clipboard" takes what it names.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../../support/electron-app.ts";
import { canvas, qrPng, toPng } from "../../support/pictures.ts";

const releases: (() => Promise<unknown>)[] = [];
let app: App;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp copied ü-"));
  releases.push(() => rm(folder, { recursive: true, force: true }));
  app = await startApp();
  releases.push(() => app.stop());
  await app.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
}, 120_000);

afterAll(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

/** Owns the clipboard until it is told to end, or another program takes it. */
async function copy(target: string, content: string | Buffer): Promise<() => Promise<void>> {
  const owner = spawn("xclip", ["-quiet", "-selection", "clipboard", "-t", target, "-i"], {
    env: { ...process.env, DISPLAY: app.display },
    stdio: ["pipe", "ignore", "pipe"],
  });
  const ended = new Promise<void>((resolve, reject) => {
    owner.once("error", reject);
    owner.once("exit", () => resolve());
  });
  // It says so once it has the selection.
  const owns = new Promise<void>((resolve) => owner.stderr.once("data", () => resolve()));
  owner.stdin.end(content);
  await Promise.race([owns, ended]);
  return async () => {
    owner.kill();
    await ended;
  };
}

async function paste(): Promise<void> {
  await app.page.getByRole("button", { name: "Add code" }).first().click();
  await app.page.getByRole("menuitem", { name: "Paste from clipboard" }).click();
}

async function file(name: string, content: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return pathToFileURL(path).href;
}

const link = (account: string, secret: string) =>
  `otpauth://totp/Post:${account}?secret=${secret}&issuer=Post`;
const dialog = (name: string | RegExp) => app.page.getByRole("dialog", { name });

test("pictures that were copied as files are looked through", async () => {
  const one = await file("one code.png", qrPng(link("ann", "GEZDGNBVGY3TQOJQ")));
  const two = await file("zwei#2.png", qrPng(link("bob", "MFRGGZDFMZTWQ2LK")));
  for (const [target, content, title] of [
    ["text/uri-list", `${one}\r\n`, "Found one code"],
    ["x-special/gnome-copied-files", `copy\n${one}\n${two}`, "Found 2 codes"],
  ] as const) {
    const stop = await copy(target, content);
    await paste();
    await dialog(title).getByRole("listitem", { name: "Post, ann" }).waitFor();
    await app.page.keyboard.press("Escape");
    await stop();
  }
});

test("an export that was copied as a file is imported, with its drawn icon", async () => {
  const icon =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>';
  const entry = {
    ...{ type: "totp", name: "ann", issuer: "Drawn", note: "", favorite: false, groups: [] },
    ...{ icon: Buffer.from(icon).toString("base64"), icon_mime: "image/svg+xml" },
    info: { secret: "GEZDGNBVGY3TQOJQ", algo: "SHA1", digits: 6, period: 30 },
  };
  const header = { slots: null, params: null };
  const vault = { version: 1, header, db: { version: 3, entries: [entry], groups: [] } };
  const stop = await copy("text/uri-list", await file("vault.json", Buffer.from(JSON.stringify(vault))));
  await paste();
  await dialog("Import from Aegis").getByRole("button", { name: "Import one code" }).click();
  const row = app.page.getByRole("list", { name: "Codes" }).getByRole("listitem", { name: "Drawn, ann" });
  const picture = row.locator("img[src^='data:image/png']");
  await picture.waitFor();
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(64);
  await stop();
});

test("a folder, a picture without a code and a picture that was copied as such are told apart", async () => {
  const cases = [
    ["text/uri-list", pathToFileURL(folder).href, "could not be read"],
    [
      "text/uri-list",
      await file("empty.png", toPng(canvas(300, 200))),
      "Nothing in the picture looks like a QR code",
    ],
    [
      "text/uri-list",
      "https://example.org/qr.png",
      "There is no picture, no file and no code in the clipboard.",
    ],
    ["image/png", qrPng(link("eve", "GEZDGNBVGY3TQOJQ")), "Post, eve"],
  ] as const;
  for (const [target, content, says] of cases) {
    const stop = await copy(target, content);
    await paste();
    const shown = app.page.getByRole("dialog");
    await shown
      .getByText(says)
      .or(shown.getByRole("listitem", { name: says }))
      .first()
      .waitFor();
    await app.page.keyboard.press("Escape");
    await stop();
  }
  expect(app.complaints).toEqual([]);
});
