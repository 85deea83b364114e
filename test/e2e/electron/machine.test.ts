// What the shell gives the core of the machine: the screen, the clipboard, the file dialogs. With a real QR code each.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toBuffer, toDataURL } from "qrcode";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JobView } from "../../../shared/models/job.ts";
import { type App, startApp } from "../../support/electron-app.ts";

const link = (account: string) =>
  `otpauth://totp/Example:${account}?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Example`;

let app: App;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-machine-"));
  app = await startApp();
  await app.page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
});

afterAll(async () => {
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function ended(jobId: string): Promise<JobView> {
  let job: JobView | undefined;
  await expect
    .poll(
      async () => {
        job = await app.call("jobs.get", { jobId });
        return job.state;
      },
      { timeout: 30_000 },
    )
    .not.toBe("running");
  if (!job) throw new Error("no job");
  return job;
}

const accountsIn = (job: JobView) =>
  job.result?.kind === "scan" ? job.result.found.map(({ entry }) => entry?.account) : job.error;

test("a code on the screen is read, with our own window in sight", async () => {
  const picture = await toDataURL(link("screen@example.test"), { width: 320 });
  await app.page.evaluate(async (source) => {
    const image = document.createElement("img");
    image.id = "shown";
    Object.assign(image.style, { position: "fixed", top: "40px", left: "40px" });
    image.style.zIndex = "10";
    image.src = source;
    document.body.append(image);
    await image.decode();
  }, picture);
  // The display shows what the page has painted a moment later; until then there is no code on it.
  let job: JobView | undefined;
  await expect
    .poll(
      async () => {
        job = await ended((await app.call("scan.screen", { ownWindow: "shown" })).jobId);
        return accountsIn(job);
      },
      { timeout: 60_000 },
    )
    .toEqual(["screen@example.test"]);
  // In the screen's own pixels: nothing was scaled down.
  expect(job?.result).toMatchObject({ pictures: [{ width: 1280, height: 900 }] });
  await app.page.evaluate(() => document.getElementById("shown")?.remove());
});

test("a picture on the clipboard is read, and an empty clipboard is said to be empty", async () => {
  await app.electron.evaluate(({ clipboard }) => clipboard.clear());
  const nothing = await ended((await app.call("scan.clipboard", undefined)).jobId);
  expect(nothing.error?.code).toBe("clipboard-empty");

  const picture = await toDataURL(link("clipboard@example.test"), { width: 300 });
  await app.electron.evaluate(({ clipboard, nativeImage }, source) => {
    const image = nativeImage.createFromDataURL(source);
    // Electron 33 writes pictures so; its successor in the types of 45 is another call.
    (clipboard as unknown as { writeImage(image: unknown): void }).writeImage(image);
  }, picture);
  const job = await ended((await app.call("scan.clipboard", undefined)).jobId);
  expect(accountsIn(job)).toEqual(["clipboard@example.test"]);
});

test("a chosen file is read, and a changed mind is no failure", async () => {
  const file = join(folder, "code.png");
  await writeFile(file, await toBuffer(link("file@example.test"), { width: 300 }));
  await app.answerOpenDialogs([file]);
  const job = await ended((await app.call("scan.chooseFile", undefined)).jobId);
  expect(accountsIn(job)).toEqual(["file@example.test"]);

  await app.answerOpenDialogs([]);
  const none = await ended((await app.call("scan.chooseFile", undefined)).jobId);
  expect(none.error?.code ?? "cancelled").toBe("cancelled");
});
