// A photo as an iPhone saves it, chosen in the real program: its decoder is loaded in the pictures thread, and the code in the
// photo becomes an entry.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { startApp } from "../../support/electron-app.ts";
import { heifText, tiledHeic } from "../../support/heif.ts";
import { rightDigits } from "../../support/right-digits.ts";

const releases: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

test("the code in a HEIC photo is found, shown and saved", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gp-photo-"));
  releases.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const photo = join(folder, "IMG_0042.HEIC");
  // Held sideways, so that it has to be turned.
  await writeFile(photo, tiledHeic({ turns: 3 }));
  const app = await startApp();
  releases.push(() => app.stop());
  const { page } = app;

  await app.answerOpenDialogs([photo]);
  await page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
  await page.getByRole("button", { name: "Add code" }).click();
  await page.getByRole("menuitem", { name: "Choose a picture" }).click();
  await page.getByRole("button", { name: "Code 1: Post, ann@example.org" }).waitFor();
  await app.screenshot("photo");
  await page.getByRole("button", { name: "Save code" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("listitem", { name: "Post, ann@example.org", exact: true }).waitFor();

  const secret = new URL(heifText).searchParams.get("secret") ?? "";
  const [entry] = await app.call("codes.current", undefined);
  expect(rightDigits(secret)).toContain(entry?.code);
  expect(app.complaints).toEqual([]);
});
