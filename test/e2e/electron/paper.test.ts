// The emergency sheet on paper and as a file, and our window as a narrow strip on top of the user's own browser, in the
// real program: what is printed is what Chromium draws, where the strip lies is what the window system says.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { readPdfText } from "../../../electron/core/enrolment/pdf-text.ts";
import type { EnrolmentAction } from "../../../shared/models/enrolment.ts";
import { secretKeyPdf } from "../../provider/artefacts.ts";
import { type PageWorld, startPageWorld } from "../../support/page-world.ts";

const key = "XXX33-44YYY-88ZZ8-5AAA5";
const phone = "+49 151 00000042";
const patient = { timeout: 30_000 };

let world: PageWorld;
let enrolmentId: string;
const act = (action: EnrolmentAction) => world.app.call("enrolment.act", { enrolmentId, action });

beforeAll(async () => {
  world = await startPageWorld("mail-com");
  const { app, accountId, practice } = world;
  const begun = await app.call("enrolment.start", { accountId, how: "own-browser" });
  enrolmentId = begun.id;
  await app.call("kept.savePhone", { accountId, phone });
  await act({ kind: "begin" });
  await act({ kind: "use-typed", text: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" });
  const bytes = await secretKeyPdf(practice.address, key, Date.now());
  const { jobId } = await app.call("recovery.takePdf", { name: "key.pdf", bytes });
  const job = await vi.waitFor(async () => {
    const known = await app.call("jobs.get", { jobId });
    if (known.state === "running") throw new Error("the PDF is still being read");
    return known;
  }, patient);
  if (job.result?.kind !== "pdf") throw new Error(`no PDF: ${job.error?.code}`);
  const kept = await act({ kind: "keep-pdf-key", pdfId: job.result.pdf.pdfId });
  expect(kept).toMatchObject({ keyKept: true });
});
afterAll(() => world?.stop());

const toTheSheet = async () => {
  const { page } = world.app;
  await page.getByRole("navigation").getByRole("button", { name: "Settings", exact: true }).click(patient);
  await page.getByRole("button", { name: `Security of ${world.practice.address}` }).click(patient);
};

/** What the printer would get, and what the window that prints may do. */
interface Printed {
  readonly pdf: string;
  readonly visible: boolean;
  readonly script: boolean;
  readonly silent: boolean;
}

/** From now on paper is a PDF in this list: no machine of the tests has a printer. */
async function playPrinter(): Promise<() => Promise<readonly Printed[]>> {
  const { electron } = world.app;
  await electron.evaluate(({ app, BrowserWindow }) => {
    const kept = globalThis as typeof globalThis & { printed?: unknown[] };
    const printed: unknown[] = [];
    kept.printed = printed;
    app.on("web-contents-created", (_event, contents) => {
      contents.print = (options, done) => {
        const window = BrowserWindow.fromWebContents(contents);
        const visible = window?.isVisible() ?? true;
        const script = (contents as unknown as Prefs).getLastWebPreferences().javascript !== false;
        void contents.printToPDF({ preferCSSPageSize: true }).then((pdf) => {
          printed.push({ pdf: pdf.toString("base64"), visible, script, silent: options?.silent === true });
          done?.(true, "");
        });
      };
    });
    interface Prefs {
      getLastWebPreferences(): { readonly javascript?: boolean };
    }
  });
  return () =>
    electron.evaluate(
      () => (globalThis as typeof globalThis & { printed?: unknown[] }).printed as unknown as Printed[],
    );
}

function expectSheet(text: string): void {
  const flat = text.replaceAll(/\s+/g, " ");
  for (const part of [
    "Emergency sheet",
    world.practice.address,
    key,
    "Recovery phone",
    phone,
    "Made by Gatepost on",
  ])
    expect(flat).toContain(part);
  expect(flat).not.toContain("JBSWY3DP");
}

it("prints the emergency sheet from a window that nobody sees and that runs nothing", async () => {
  await toTheSheet();
  const printed = await playPrinter();
  await world.app.page.getByRole("button", { name: "Print my emergency sheet" }).click(patient);
  await expect.poll(async () => (await printed()).length, patient).toBe(1);
  const [sheet] = await printed();
  expect(sheet).toMatchObject({ visible: false, script: false, silent: false });
  const { text, pages } = await readPdfText(new Uint8Array(Buffer.from(sheet?.pdf ?? "", "base64")));
  expect(pages).toBe(1);
  expectSheet(text);
  const windows = () =>
    world.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  await expect.poll(windows, patient).toBe(1);
});

it("saves it as a PDF of one page, where the user says, for this user alone", async () => {
  await toTheSheet();
  const path = join(world.app.dataFolder, "..", "sheet.pdf");
  await world.app.answerSaveDialogs(path);
  await world.app.page.getByRole("button", { name: "Save it as a PDF" }).click(patient);
  await world.app.page.getByText("The emergency sheet is saved").waitFor(patient);
  const { text, pages } = await readPdfText(new Uint8Array(await readFile(path)));
  expect(pages).toBe(1);
  expectSheet(text);
});

it("lies as a narrow strip at the edge, on top, beside the browser; and is as before afterwards", async () => {
  const { app, accountId } = world;
  const look = () =>
    app.electron.evaluate(({ BrowserWindow, screen }) => {
      const [window] = BrowserWindow.getAllWindows();
      const bounds = window?.getBounds();
      return {
        bounds,
        onTop: window?.isAlwaysOnTop(),
        minimum: window?.getMinimumSize(),
        area: bounds && screen.getDisplayMatching(bounds).workArea,
      };
    });
  const before = await look();
  expect(before.onTop).toBe(false);
  await toTheSheet();
  await app.page.getByRole("button", { name: "Go on with setting up" }).click(patient);
  const setUp = app.page.getByRole("region", { name: "Set up two-factor authentication" });
  await setUp.getByRole("button", { name: "Keep this window narrow and on top" }).click(patient);
  await expect.poll(async () => (await look()).onTop, patient).toBe(true);
  await expect.poll(async () => (await look()).bounds?.width, patient).toBe(400);
  const { bounds, area } = await look();
  expect((bounds?.x ?? 0) + (bounds?.width ?? 0)).toBe((area?.x ?? 0) + (area?.width ?? 0));
  expect(bounds).toMatchObject({ y: area?.y, height: area?.height });
  // Everything that a step needs fits into it: nothing has to be scrolled sideways.
  await expect
    .poll(() => app.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), patient)
    .toBe(true);
  await app.screenshot("float-narrow");
  await setUp.getByRole("button", { name: "Make this window large again" }).click(patient);
  await expect.poll(look, patient).toEqual(before);

  // Whoever leaves the steps has their window back.
  await setUp.getByRole("button", { name: "Keep this window narrow and on top" }).click(patient);
  await expect.poll(async () => (await look()).onTop, patient).toBe(true);
  await setUp.getByRole("button", { name: "Back to security" }).click(patient);
  await expect.poll(look, patient).toEqual(before);
  expect(accountId).not.toBe("");
});
