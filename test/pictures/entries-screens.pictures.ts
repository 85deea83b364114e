// The screens of the authenticator that hold many things at once: groups and notes, hidden codes, what an import and an
// export say, the lock, backups, the small window. Real page, real core.
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, it } from "vitest";
import { toBase32 } from "../provider/totp.ts";
import { type BrowserApp, startBrowserApp } from "../support/browser-app.ts";
import { madeExports, migrationLink, passphrase } from "../support/made-exports.ts";
import { qrPng } from "../support/pictures.ts";
import { type Gallery, openGallery } from "./gallery.ts";

let gallery: Gallery;
let folder: string;
let app: BrowserApp;
let page: Page;

beforeAll(async () => {
  gallery = await openGallery();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-entries-"));
  app = await startBrowserApp();
  page = app.page;
  page.setDefaultTimeout(30_000);
});
afterEach(async (context) => {
  if (context.task.result?.state === "fail") await shoot(`failed-${context.task.name.slice(0, 12)}`);
  await app.close();
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => console.log(gallery.findings.join("\n") || "nothing found by the machine"));

const shoot = (name: string) => gallery.shoot(app, name);
/** As large as that window is. */
const shootSmall = (name: string) => gallery.shoot(app, name, [{ width: 420, height: 440 }]);
const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
const field = (name: string) => page.getByRole("textbox", { name, exact: true });
const room = (name: string) =>
  page.getByRole("navigation").getByRole("button", { name, exact: true }).click();
const secret = () => toBase32(randomBytes(20));

async function ask<Value>(name: string, input?: unknown): Promise<Value> {
  const reply = await app.core.answer(name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code}`);
  return reply.value as Value;
}

const people = [
  ["GitHub", "ada-sommer", { groups: ["Work", "Code"], pinned: true }],
  ["Savings Bank of the Northern and the Southern Counties", "a.rather.long.name@a-long-domain.example", {}],
  [
    "Town Library",
    "reader 20418",
    { groups: ["Home"], note: "The card is in the blue drawer\nbeside the keys" },
  ],
  ["Discord", "ada", { groups: ["Home"] }],
  ["", "ada@mailcom.test", {}],
  ["بنك المدينة", "حساب ١", {}],
  ["GitLab", "ada", { groups: ["Work", "Code", "A group with a rather long name"] }],
  ["Photographs", "ada.sommer", { note: "Only for the old albums" }],
] as const;

async function addPeople(): Promise<void> {
  for (const [issuer, account, change] of people) {
    const link = `otpauth://totp/${encodeURIComponent(issuer === "" ? account : `${issuer}:${account}`)}?secret=${secret()}`;
    const { id } = await ask<{ id: string }>("codes.addLink", { link });
    await ask("codes.edit", { codeId: id, ...change });
  }
}

async function openImport(...contents: readonly Uint8Array[]): Promise<void> {
  const paths = contents.map((_, index) => join(folder, `export-${index}`));
  for (const [index, path] of paths.entries()) await writeFile(path, contents[index] ?? "");
  app.platform.files.push([...paths]);
  await button("Add code").first().click();
  await page.getByRole("menuitem", { name: "Import from another app" }).click();
  await page.getByRole("dialog", { name: "Import from another app" }).waitFor();
}

it("shows codes in groups, hidden ones, and what is done with them", async () => {
  await addPeople();
  await room("Authenticator");
  await page.getByRole("listitem", { name: "Photographs" }).waitFor();
  await shoot("entries-groups");
  await page.getByRole("button", { name: /^Work/ }).click();
  await shoot("entries-one-group");
  await page.getByRole("button", { name: /^All/ }).click();
  await ask("settings.change", { hideCodes: true });
  await button("Show code").nth(1).click();
  await shoot("entries-hidden");
  await ask("settings.change", { hideCodes: false });
  await page.getByRole("listitem", { name: "Town Library" }).getByRole("button", { name: "Edit" }).click();
  await button("Change the secret key or the kind of code").click();
  await field("Secret key").fill("GEZD 1");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await button("Replace").click();
  await page.getByText("the digit 1 at place").waitFor();
  await shoot("entries-edit-secret");
  await page.keyboard.press("Escape");
  await button("Manage groups").click();
  await page.getByRole("dialog").waitFor();
  await shoot("entries-groups-dialog");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Command palette" }).waitFor();
  await page.keyboard.type("move");
  await shoot("entries-palette");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("listitem", { name: "Discord" }).getByRole("button", { name: "Remove" }).click();
  await page.getByRole("listitem", { name: "GitLab" }).getByRole("button", { name: "Remove" }).click();
  await button("Bin: 2 codes").click();
  await button("Empty the bin").click();
  await page.getByRole("alertdialog").waitFor();
  await shoot("entries-bin-question");
});

it("shows imports", async () => {
  await addPeople();
  await room("Authenticator");
  await openImport(Buffer.from("just some notes"));
  await shoot("import-choose");
  await page.getByText("Which programs").click();
  await shoot("import-formats");
  await button("Choose a file").click();
  await page.getByText("does not know this kind of file").waitFor();
  await shoot("import-unknown");
  await page.keyboard.press("Escape");
  const sealed = (await madeExports()).find(({ name }) => name === "Aegis, sealed");
  await openImport(sealed?.bytes ?? new Uint8Array());
  await button("Choose a file").click();
  await field("Passphrase of the file").fill("wrong");
  await button("Open").click();
  await page.getByText("The passphrase does not fit").waitFor();
  await shoot("import-passphrase-wrong");
  await field("Passphrase of the file").fill(passphrase);
  await button("Open").click();
  await page.getByRole("dialog", { name: "Import from Aegis" }).waitFor();
  await shoot("import-preview");
  await page.keyboard.press("Escape");
  const row = (issuer: string, more: object) => ({
    ...{
      type: "totp",
      name: "ada.sommer@a-long-domain.example",
      issuer,
      note: "",
      favorite: false,
      groups: [],
    },
    info: { secret: secret(), algo: "SHA1", digits: 6, period: 30 },
    ...more,
  });
  const odd = {
    version: 1,
    header: { slots: null, params: null },
    db: {
      version: 3,
      groups: [],
      entries: [
        row("Post", {}),
        row("Savings Bank of the Northern and the Southern Counties", {
          icon: "bm8=",
          icon_mime: "image/png",
        }),
        row("Forum", { info: { secret: secret(), algo: "SHA3", digits: 6, period: 30 } }),
        row("Shop", { info: { secret: "0189", algo: "SHA1", digits: 6, period: 30 } }),
        row("Door", { type: "motp", info: { secret: secret(), algo: "MD5", digits: 6, period: 10 } }),
        ...Array.from({ length: 12 }, (_, index) => row(`Club ${index + 1}`, {})),
      ],
    },
  };
  await openImport(Buffer.from(JSON.stringify(odd)));
  await button("Choose a file").click();
  await page.getByText("cannot be taken over").waitFor();
  await shoot("import-troubles");
  await page.keyboard.press("Escape");
  await openImport(
    ...[2, 0].map((index) =>
      qrPng(migrationLink([{ issuer: `Club ${index}`, secret: secret() }], { size: 3, index, id: 9 })),
    ),
  );
  await button("Choose a file").click();
  await page.getByText("of the export is missing").waitFor();
  await shoot("import-part-missing");
});

it("shows exports", async () => {
  await addPeople();
  await ask("codes.addLink", { link: `otpauth://totp/Rare:ada?secret=${secret()}&algorithm=SHA384` });
  await room("Authenticator");
  await button("Export").click();
  await button("Save…").click();
  await page.getByText("Use at least 8 characters.").waitFor();
  await shoot("export-backup");
  const what = page.getByRole("combobox", { name: "What to make" });
  await what.selectOption("otpauth");
  await shoot("export-warning");
  await what.selectOption("google-migration");
  await page.getByRole("checkbox", { name: "I understand that it is not protected" }).check();
  await button("Show the QR codes").click();
  await page.getByRole("img", { name: /^QR code 1/ }).waitFor();
  await shoot("export-google");
  await page.keyboard.press("Escape");
  await button("Export").click();
  await what.selectOption("aegis");
  await field("Passphrase").fill("correct horse");
  await field("Repeat the passphrase").fill("correct horse");
  app.platform.savePaths.push(join(folder, "aegis.json"));
  await button("Save…").click();
  await page.getByText("read back and compared").waitFor();
  await shoot("export-report");
  await page.keyboard.press("Escape");
  await page.getByRole("listitem", { name: "GitHub" }).getByRole("button", { name: "Edit" }).click();
  await button("Show as QR code").click();
  await page.getByRole("dialog", { name: "Link a phone" }).getByRole("img").waitFor();
  await shoot("export-phone");
});

it("shows the lock, backups, the settings and the small window", async () => {
  await addPeople();
  await room("Settings");
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  for (const [index, name] of ["lock", "codes", "shortcuts"].entries()) {
    await page
      .getByRole("region")
      .nth(index * 2 + 1)
      .evaluate((part) => part.scrollIntoView());
    await shoot(`settings-${name}`);
  }
  await page
    .getByRole("button", { name: /OAuth|client/i })
    .first()
    .click();
  await page
    .getByRole("button", { name: /^Enter/ })
    .first()
    .click();
  await page.getByRole("textbox").first().waitFor();
  await shoot("oauth-client");
  await room("Settings");
  await button("Turn on the lock").click();
  const dialog = page.getByRole("dialog", { name: "Turn on the lock" });
  await dialog.waitFor();
  await shoot("lock-turn-on");
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("textbox", { name: "New passphrase" }).fill(passphrase);
  await dialog.getByRole("textbox", { name: "Repeat the passphrase" }).fill(passphrase);
  await dialog.getByRole("button", { name: "Turn on the lock" }).click();
  await page.getByText("The lock is on. From now on").waitFor();
  await dialog.waitFor({ state: "hidden" });
  await room("Authenticator");
  await button("Set up backups").click();
  await field("Passphrase for backups").waitFor();
  await shoot("backup-set-up");
  app.platform.folders.push(folder);
  await field("Passphrase for backups").fill(passphrase);
  await field("Repeat the passphrase").fill(passphrase);
  await button("Choose a folder and begin").click();
  await page.getByText("Automatic backups are on.").waitFor();
  await page.getByRole("list", { name: "Backups in the folder" }).getByRole("listitem").first().waitFor();
  await shoot("backup-on");
  await room("Authenticator");
  await page.getByRole("listitem", { name: "Photographs" }).waitFor();
  const main = page.url();
  await page.goto(new URL("quick-code.html", main).href);
  await page.getByRole("option").first().waitFor();
  await shootSmall("quick-code");
  await page.getByRole("combobox").fill("nobody");
  await shootSmall("quick-code-nothing");
  await ask("lock.lock");
  await page.getByRole("textbox", { name: "Passphrase" }).waitFor();
  await shootSmall("quick-code-locked");
  await page.goto(main);
  await room("Authenticator");
  await field("Passphrase").fill("wrong");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").or(page.getByText("does not fit")).first().waitFor();
  await shoot("locked-wrong");
});
