// Pictures and PDFs that came with a message, looked through for a code: what is found is kept, and while the authenticator
// is locked its passphrase is asked for first. Real page, real core, real servers.
import { PDFDocument } from "pdf-lib";
import { afterEach, expect, it } from "vitest";
import { qrPng } from "../../support/pictures.ts";
import { letter, type Reader, startReader, until } from "../../support/reader.ts";

const link = (account: string, end: string) =>
  `otpauth://totp/Post:${account}?secret=GEZDGNBVGY3TQOJ${end}&issuer=Post`;
const passphrase = "correct horse battery staple";
const patient = { timeout: 30_000 };
let app: Reader;

afterEach(async () => {
  await app?.close();
});

function part(name: string, type: string, content: Uint8Array): string {
  const lines = Buffer.from(content).toString("base64").replaceAll(/.{76}/g, "$&\n");
  return `Content-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${lines}`;
}

async function pageWith(picture: Buffer): Promise<Uint8Array> {
  const paper = await PDFDocument.create();
  const page = paper.addPage([595, 842]);
  page.drawImage(await paper.embedPng(picture), { x: 150, y: 400, width: 200, height: 200 });
  return paper.save();
}

async function openMessage(): Promise<void> {
  const parts = [
    part("code.png", "image/png", qrPng(link("ann", "Q"))),
    part("sheet.pdf", "application/pdf", await pageWith(qrPng(link("bob", "R")))),
  ];
  app = await startReader([letter({ subject: "Your new account", text: "Scan it.", parts })]);
  await app.page.getByRole("option", { name: /Your new account/ }).click(patient);
}

const attachment = (name: string) =>
  app.page.getByRole("list", { name: "Attachments" }).getByRole("listitem", { name });
const scan = (name: string) => attachment(name).getByRole("button", { name: "Scan for a QR code" }).click();
const accounts = async () => {
  const codes = (await app.ask("codes.list")) as readonly { readonly account: string }[];
  return codes.map(({ account }) => account).sort();
};

it("finds the code in a picture and on the page of a PDF, and keeps them", async () => {
  await openMessage();
  const dialog = app.page.getByRole("dialog", { name: "Found one code" });
  for (const [file, account] of [
    ["code.png", "ann"],
    ["sheet.pdf", "bob"],
  ] as const) {
    await scan(file);
    await dialog.getByRole("listitem", { name: `Post, ${account}` }).waitFor(patient);
    await dialog.getByRole("button", { name: "Save code" }).click();
    await dialog.getByText("Saved", { exact: true }).waitFor();
    await app.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  }
  expect(await accounts()).toEqual(["ann", "bob"]);
  expect(app.pageErrors).toEqual([]);
});

it("finds the code that stands in the text of a message", async () => {
  const picture = Buffer.from(qrPng(link("eve", "S"))).toString("base64");
  const inline = `Content-Type: image/png\nContent-ID: <code@letters.test>\nContent-Disposition: inline\nContent-Transfer-Encoding: base64\n\n${picture.replaceAll(/.{76}/g, "$&\n")}`;
  const html = '<p>Scan this:</p><img src="cid:code@letters.test" width="200">';
  app = await startReader([letter({ subject: "Your code", html, parts: [inline] })]);
  await app.page.getByRole("option", { name: /Your code/ }).click(patient);
  await attachment("Pictures in the text").waitFor(patient);
  await app.page.screenshot({ path: "test-results/scan-in-text.png" });
  await scan("Pictures in the text");
  const dialog = app.page.getByRole("dialog", { name: "Found one code" });
  await dialog.getByRole("button", { name: "Save code" }).click(patient);
  await dialog.getByText("Saved", { exact: true }).waitFor();
  expect(await accounts()).toEqual(["eve"]);
});

it("asks for the passphrase while the authenticator is locked, then goes on by itself", async () => {
  await openMessage();
  const { page } = app;
  const { jobId } = (await app.ask("lock.turnOn", { passphrase })) as { readonly jobId: string };
  await until(async () => ((await app.ask("jobs.get", { jobId })) as { state: string }).state === "done");
  await app.ask("lock.lock");
  await scan("code.png");
  const locked = page.getByRole("dialog", { name: "The authenticator is locked" });
  await locked.getByText("the search begins by itself").waitFor();
  const field = locked.getByRole("textbox", { name: "Passphrase", exact: true });
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.screenshot({ path: "test-results/scan-locked.png" });
  await field.fill("not this one");
  await page.keyboard.press("Enter");
  await locked.getByRole("alert").waitFor(patient);
  await field.fill(passphrase);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Found one code" });
  await dialog.getByRole("button", { name: "Save code" }).click(patient);
  await dialog.getByText("Saved", { exact: true }).waitFor();
  expect(await accounts()).toEqual(["ann"]);
  expect(app.pageErrors).toEqual([]);
});
