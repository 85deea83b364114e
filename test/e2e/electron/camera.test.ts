// Scanning with the camera in the real program: Chromium's own stand-in plays a film of a QR code, and Gatepost's rules
// decide whether the page may see it.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../../support/electron-app.ts";
import { canvas, drawQr, toJpeg } from "../../support/pictures.ts";

const secret = "JB7KQ2MXW5TNR4VZKE6YC3HD";
const link = `otpauth://totp/Post:ann%40example.org?secret=${secret}&issuer=Post`;
let app: App;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-camera-"));
  const picture = canvas(640, 480, [190, 185, 180]);
  drawQr(picture, link, { x: 200, y: 120, size: 6 });
  const film = join(folder, "film.mjpeg");
  await writeFile(film, toJpeg(picture));
  app = await startApp({
    switches: ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`],
  });
}, 120_000);

afterAll(async () => {
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

const asked = (what: MediaStreamConstraints) =>
  app.page.evaluate(
    (wish) =>
      navigator.mediaDevices.getUserMedia(wish).then(
        (stream) => {
          for (const track of stream.getTracks()) track.stop();
          return "given";
        },
        (failure: unknown) => (failure instanceof DOMException ? failure.name : String(failure)),
      ),
    what,
  );

test("the page has no camera by itself, and no microphone even while it scans", async () => {
  expect(await asked({ video: true })).toBe("NotAllowedError");
  await app.call("scan.openCamera", undefined);
  expect(await asked({ video: true, audio: true })).toBe("NotAllowedError");
  expect(await asked({ audio: true })).toBe("NotAllowedError");
  expect(await asked({ video: true })).toBe("given");
  await app.call("scan.closeCamera", undefined);
  expect(await asked({ video: true })).toBe("NotAllowedError");
});

test("a code before the camera is found, framed and kept, and the camera is off afterwards", async () => {
  const { page } = app;
  await page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
  await page.getByRole("button", { name: "Add code" }).click();
  await page.getByRole("menuitem", { name: "Use the camera" }).click();
  const dialog = page.getByRole("dialog", { name: "Found one code" });
  await dialog.waitFor();
  await dialog.locator("polygon").waitFor({ state: "attached" });
  await app.screenshot("camera");
  await dialog.getByRole("button", { name: "Save code" }).click();
  await dialog.getByText("Saved", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("listitem", { name: "Post, ann@example.org", exact: true }).waitFor();
  await expect.poll(() => asked({ video: true })).toBe("NotAllowedError");
  expect(await page.content()).not.toContain(secret);
  expect(app.complaints).toEqual([]);
});
