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
  await writeFile(join(folder, "photo.jpg"), toJpeg(picture));
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

type Watched = typeof globalThis & { tracks?: MediaStreamTrack[] };

/** What the page is given from now on, to see whether it lets go of it. */
const keepTracks = () =>
  app.page.evaluate(() => {
    const kept: MediaStreamTrack[] = [];
    (globalThis as Watched).tracks = kept;
    const media = navigator.mediaDevices;
    const given = media.getUserMedia.bind(media);
    media.getUserMedia = async (wish) => {
      const stream = await given(wish);
      kept.push(...stream.getTracks());
      return stream;
    };
  });
const trackStates = () =>
  app.page.evaluate(() => (globalThis as Watched).tracks?.map(({ readyState }) => readyState));

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
  await keepTracks();
  await page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
  await page.getByRole("button", { name: "Add code" }).click();
  await page.getByRole("menuitem", { name: "Use the camera" }).click();
  const dialog = page.getByRole("dialog", { name: "Found one code" });
  await dialog.waitFor();
  await dialog.locator("polygon").waitFor({ state: "attached" });
  await app.screenshot("camera");
  expect(await trackStates()).toEqual(["live"]);
  await dialog.getByRole("button", { name: "Save code" }).click();
  await dialog.getByText("Saved", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(trackStates).toEqual(["ended"]);
  await page.getByRole("listitem", { name: "Post, ann@example.org", exact: true }).waitFor();
  await expect.poll(() => asked({ video: true })).toBe("NotAllowedError");
  expect(await page.content()).not.toContain(secret);
  expect(app.complaints).toEqual([]);
});

test("a camera that another program has says so, and is there at the next try", async () => {
  const { page } = app;
  await page.evaluate(() => {
    const media = navigator.mediaDevices;
    const given = media.getUserMedia.bind(media);
    media.getUserMedia = async () => {
      media.getUserMedia = given;
      throw new DOMException("Could not start video source", "NotReadableError");
    };
  });
  await page.getByRole("button", { name: "Add code" }).first().click();
  await page.getByRole("menuitem", { name: "Use the camera" }).click();
  const dialog = page.getByRole("dialog", { name: "Scan with the camera" });
  await dialog.getByRole("alert").getByText("The camera does not start.").waitFor();
  await dialog.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("dialog", { name: "Found one code" }).waitFor();
  await page.keyboard.press("Escape");
});

test("a computer without a camera says so, and offers a picture instead", async () => {
  const bare = await startApp();
  try {
    const { page } = bare;
    await page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
    await page.getByRole("button", { name: "Add code" }).first().click();
    await page.getByRole("menuitem", { name: "Use the camera" }).click();
    const dialog = page.getByRole("dialog", { name: "Scan with the camera" });
    await dialog.getByRole("alert").getByText("No camera was found.").waitFor();
    await bare.screenshot("camera-none");
    await bare.answerOpenDialogs([join(folder, "photo.jpg")]);
    await dialog.getByRole("button", { name: "Choose a picture" }).click();
    await page.getByRole("dialog", { name: "Found one code" }).waitFor();
    expect(bare.complaints).toEqual([]);
  } finally {
    await bare.stop();
  }
});
