// Scanning as a person sees it: frames over the picture, several pictures at once, an export collected over several
// scans, and help when nothing was found. Real page, core and pictures thread.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { migrationLink } from "../../support/made-exports.ts";
import { type Canvas, canvas, drawQr, qrPng, toPng } from "../../support/pictures.ts";

const link = (account: string, secret = "GEZDGNBVGY3TQOJQ") =>
  `otpauth://totp/Post:${account}?secret=${secret}&issuer=Post`;
let app: BrowserApp;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-scanning-"));
  app = await startBrowserApp();
  await app.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
});
afterEach(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

const dialog = () => app.page.getByRole("dialog");
const button = (name: string) => dialog().getByRole("button", { name, exact: true });
const shot = (name: string) => app.page.screenshot({ path: `test-results/${name}.png` });

async function choose(item: string): Promise<void> {
  await app.page.getByRole("button", { name: "Add code", exact: true }).click();
  await app.page.getByRole("menuitem", { name: item, exact: true }).click();
}

function showOnScreens(...screens: readonly Canvas[]): void {
  app.platform.screens = screens.map((screen) => ({ bytes: new Uint8Array(toPng(screen)) }));
}

it("frames every code on the picture; a frame leads to its button, by mouse and by keyboard", async () => {
  const screen = canvas(1_600, 900, [225, 228, 232]);
  drawQr(screen, link("ann"), { x: 160, y: 200, size: 6 });
  drawQr(screen, link("bob", "GEZDGNBVGY3TQOJR"), { x: 900, y: 400, size: 5 });
  drawQr(screen, "https://example.org/", { x: 640, y: 120, size: 5 });
  showOnScreens(screen);
  await choose("Scan the screen");
  await app.page.getByRole("dialog", { name: "Found 3 codes" }).waitFor();
  const picture = dialog().getByRole("img", { name: /3 codes were found in it, and are covered/ });
  await picture.waitFor();
  await shot("scan-frames");

  const frame = dialog().getByRole("button", { name: /^Code \d: Post, bob$/ });
  const [frameBox, box] = [await frame.boundingBox(), await picture.boundingBox()];
  const place = (at: number, size: number) => (at / size) * (box?.width ?? 0) + (box?.x ?? 0);
  expect(frameBox?.x).toBeCloseTo(place(900, 1_600), -1);
  await frame.click();
  const row = dialog().getByRole("listitem", { name: "Post, bob" });
  const save = row.getByRole("button", { name: "Save code" });
  await expect.poll(() => save.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await frame.getAttribute("aria-current")).toBe("true");
  await app.page.keyboard.press("Enter");
  await row.getByText("Saved", { exact: true }).waitFor();
  // From there the next one is a step away, not behind all the frames again.
  await app.page.keyboard.press("Shift+Tab");
  const before = dialog()
    .getByRole("listitem", { name: "Post, ann" })
    .getByRole("button", { name: "Save code" });
  await expect.poll(() => before.evaluate((element) => element === document.activeElement)).toBe(true);

  // The same by keyboard alone, and a code that is none is explained where the frame leads.
  await dialog().getByRole("button", { name: "Code 3: a web address" }).focus();
  await app.page.keyboard.press("Enter");
  const other = dialog().getByRole("listitem", { name: "a web address" });
  await expect.poll(() => other.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await other.textContent()).toContain("Gatepost does not open it.");
  expect(app.platform.openedAddresses).toEqual([]);
  expect(app.pageErrors).toEqual([]);
});

it("says what helps when something like a code is there, and shows where", async () => {
  const screen = canvas(1_000, 600);
  drawQr(screen, link("ann"), { x: 300, y: 440, size: 6 });
  showOnScreens(screen);
  await choose("Scan the screen");
  await app.page.getByRole("dialog", { name: "No QR code found" }).waitFor();
  await dialog().getByText("Only a part of a QR code is in the picture").waitFor();
  await dialog().getByTitle("Looks like a QR code, but cannot be read").waitFor();
  await shot("scan-nothing");
  await button("Type the key").click();
  await app.page.getByRole("textbox", { name: "Secret key" }).waitFor();
});

it("ends with the Escape key wherever the focus is, and gives the focus back", async () => {
  const add = app.page.getByRole("button", { name: "Add code", exact: true });
  for (const name of ["Try again", "Close"]) {
    showOnScreens(canvas(600, 400));
    await choose("Scan the screen");
    await app.page.getByRole("dialog", { name: "No QR code found" }).waitFor();
    await button(name).first().focus();
    // The one in the corner shows its name, which is no reason to stay.
    if (name === "Close") await app.page.getByRole("tooltip").waitFor();
    await app.page.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });
    await expect.poll(() => add.evaluate((element) => element === document.activeElement)).toBe(true);
  }
});

it("begins with the code that can be saved, however many broken ones are beside it", async () => {
  const screen = canvas(1_800, 1_000);
  for (let index = 0; index < 10; index += 1) {
    const text = index === 7 ? link("ann") : `otpauth://totp/Post:ann?secret=${index}&issuer=Post`;
    drawQr(screen, text, { x: 60 + (index % 5) * 340, y: 60 + Math.floor(index / 5) * 460, size: 6 });
  }
  showOnScreens(screen);
  await choose("Scan the screen");
  await app.page.getByRole("dialog", { name: "Found 10 codes" }).waitFor();
  expect(await dialog().getByText("The code has a problem with the secret key").count()).toBe(9);
  await dialog()
    .getByRole("listitem", { name: "Post, ann" })
    .getByRole("button", { name: "Save code" })
    .waitFor();
  const heading = await dialog().getByRole("heading", { name: "Found 10 codes" }).boundingBox();
  const frames = await dialog().getByRole("region", { name: "What was looked at" }).boundingBox();
  // What is wrong with the others neither scrolls all this out of sight nor is called out nine times.
  expect(frames?.y).toBeGreaterThan(heading?.y ?? 0);
  expect(await dialog().getByRole("alert").count()).toBe(0);
});

it("looks through several pictures, and turns from one to the other", async () => {
  const names = ["first.png", "notes.png", "third.png"];
  const contents = [qrPng(link("ann")), "no picture", qrPng(link("bob", "GEZDGNBVGY3TQOJR"))];
  const paths = names.map((name) => join(folder, name));
  await Promise.all(paths.map((path, index) => writeFile(path, contents[index] ?? "")));
  app.platform.files.push(paths);
  await choose("Choose a picture");
  await app.page.getByRole("dialog", { name: "Found 2 codes" }).waitFor();
  await dialog().getByText("“first.png”").waitFor();
  await button("Next picture").click();
  await dialog().getByText("“notes.png”").waitFor();
  await dialog().getByText("This file is not a picture that Gatepost can read.").waitFor();
  await button("Next picture").click();
  await dialog().getByRole("button", { name: "Code 2: Post, bob" }).waitFor();
});

it("collects a Google export over several scans, names the missing parts, and takes it over", async () => {
  const part = (index: number) => {
    const secret = `GEZDGNBVGY3TQOJ${"QRS"[index]}`;
    return qrPng(migrationLink([{ issuer: `Shop ${index}`, secret }], { size: 3, index, id: 77 }));
  };
  const show = (index: number) => {
    app.platform.screens = [{ bytes: new Uint8Array(part(index)) }];
  };
  show(2);
  await choose("Scan the screen");
  await dialog().getByText("Part 3 is here. Missing: parts 1 and 2 of 3.").waitFor();
  await shot("scan-parts");
  show(0);
  await button("Scan the next part").click();
  await dialog().getByText("Parts 1 and 3 are here. Missing: part 2 of 3.").waitFor();
  show(1);
  await button("Scan the next part").click();
  await dialog().getByText("All 3 parts of the export are here.").waitFor();
  await button("Show its codes").click();
  await app.page.getByRole("listitem", { name: "Shop 2, ann" }).waitFor();
  await dialog().getByRole("button", { name: "Import 3 codes" }).click();
  await app.page
    .getByRole("list", { name: "Codes" })
    .getByRole("listitem", { name: "Shop 0, ann" })
    .waitFor();
  expect(app.pageErrors).toEqual([]);
});

it("takes what a browser drags: several files, and a picture that stands in its address", async () => {
  const { page } = app;
  const drop = async (files: readonly Buffer[], data: Readonly<Record<string, string>>) => {
    const transfer = await page.evaluateHandle(
      ({ contents, texts }) => {
        const made = new DataTransfer();
        for (const [index, content] of contents.entries()) {
          const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
          made.items.add(new File([bytes], `dropped-${index}.png`, { type: "image/png" }));
        }
        for (const [type, text] of Object.entries(texts)) made.setData(type, text);
        return made;
      },
      { contents: files.map((file) => file.toString("base64")), texts: data },
    );
    await page.dispatchEvent("main", "dragover", { dataTransfer: transfer });
    await page.dispatchEvent("main", "drop", { dataTransfer: transfer });
  };
  await drop([qrPng(link("ann")), qrPng(link("bob", "GEZDGNBVGY3TQOJR"))], {});
  await page.getByRole("dialog", { name: "Found 2 codes" }).waitFor();
  await page.keyboard.press("Escape");
  const address = `data:image/png;base64,${qrPng(link("eve")).toString("base64")}`;
  await drop([], { "text/html": `<img src="${address}">`, "text/uri-list": address });
  await dialog().getByRole("listitem", { name: "Post, eve" }).waitFor();
  await page.keyboard.press("Escape");
  await drop([], { "text/uri-list": "https://example.org/qr.png" });
  await page.getByText("Only the address of the picture was dropped").waitFor();
  expect(app.pageErrors).toEqual([]);
});
