// The screens of scanning: what can be looked at, what was found and is explained, what helps when nothing was.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "vitest";
import { migrationLink } from "../support/made-exports.ts";
import { type Canvas, canvas, drawQr, qrPng, toPng } from "../support/pictures.ts";
import { patient, setStage } from "./stage.ts";

const stage = setStage();
const link = (account: string) =>
  `otpauth://totp/Post:${account}?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Post`;

async function choose(item: string): Promise<void> {
  await stage.button("Add code").first().click();
  await stage.app.page.getByRole("menuitem", { name: item, exact: true }).click();
}

const close = () => stage.app.page.keyboard.press("Escape");
const heading = (name: string | RegExp) =>
  stage.app.page.getByRole("dialog").getByRole("heading", { name }).waitFor(patient);

async function scanScreen(name: string, picture: Canvas | Buffer, title: string | RegExp): Promise<void> {
  const bytes = new Uint8Array(Buffer.isBuffer(picture) ? picture : toPng(picture));
  stage.app.platform.screens = [{ bytes }];
  await choose("Scan the screen");
  await heading(title);
  await stage.app.page.getByRole("img", { name: /^What was looked at/ }).waitFor(patient);
  await stage.shoot(name);
  await close();
}

it("shows what is found beside codes to be kept", async () => {
  await stage.open();
  await stage.room("Authenticator");
  const others = canvas(1_600, 900, [236, 238, 241]);
  const texts = [
    "phonefactor://activate_account?code=123456789",
    "FIDO:/093654321098765432109876543210",
    "BCD\n002\n1\nSCT\n\nAnn\nDE02120300000000202051\nEUR1",
    "WIFI:S:attic;T:WPA;P:ladder;;",
    "https://s.team/q/1/1234567890",
    "otpauth://totp/Post:ann?secret=1&issuer=Post",
  ];
  for (const [index, text] of texts.entries())
    drawQr(others, text, { x: 80 + (index % 3) * 520, y: 80 + Math.floor(index / 3) * 430, size: 6 });
  await scanScreen("scan-others", others, /^Found/);
  await scanScreen(
    "scan-parts",
    qrPng(migrationLink([{ issuer: "Shop", secret: "GEZDGNBVGY3TQOJQ" }], { size: 3, index: 1, id: 9 })),
    /^Found/,
  );
});

it("shows what helps when nothing is found", async () => {
  await stage.open();
  await stage.room("Authenticator");
  const cut = canvas(1_600, 900);
  drawQr(cut, link("ann"), { x: 500, y: 760, size: 6 });
  await scanScreen("scan-nothing-whole", cut, /^No QR/);
  const names = ["first.png", "notes.png", "third.png"].map((name) => join(stage.folder, name));
  for (const [index, path] of names.entries())
    await writeFile(path, index === 1 ? "words" : toPng(canvas(600, 400)));
  stage.app.platform.files.push(names);
  await choose("Choose a picture");
  await heading(/^No QR/);
  await stage.shoot("scan-nothing-files");
  await stage.button("Next picture").click();
  await stage.shoot("scan-nothing-unreadable");
  await close();
  stage.app.platform.screens = [];
  await choose("Scan the screen");
  await stage.app.page.getByRole("dialog").getByRole("alert").waitFor(patient);
  await stage.shoot("scan-refused");
  await close();
  await choose("Use the camera");
  await stage.app.page.getByRole("dialog").getByRole("alert").waitFor(patient);
  await stage.shoot("scan-no-camera");
});

it("shows what can be looked at", async () => {
  await stage.open();
  await stage.room("Authenticator");
  const picture = { bytes: new Uint8Array(qrPng(link("ann"))) };
  stage.app.platform.sources = [
    { id: "screen:1", kind: "screen", name: "DELL U2720Q", width: 3_840, height: 2_160, picture },
    { id: "screen:2", kind: "screen", name: "", width: 1_920, height: 1_200, picture },
    ...[
      "Set up two-factor authentication for your account at a provider with a long name - Browser",
      "",
      "Notes",
    ].map((name, index) => ({ id: `window:${index}`, kind: "window" as const, name, picture })),
  ];
  await choose("Choose a screen or window");
  await stage.app.page
    .getByRole("list", { name: "Choose a screen or window" })
    .getByRole("button")
    .first()
    .waitFor();
  await stage.shoot("scan-sources");
});
