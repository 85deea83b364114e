import { expect, it } from "vitest";
import { type CameraRequest, mayUseCamera } from "../../../electron/shell/camera-rules.ts";

const asked: CameraRequest = {
  ...{ open: true, ours: true, permission: "media", media: ["video"], mainFrame: true },
};

it("lets our own page have the picture of the camera while it is being scanned with", () => {
  expect(mayUseCamera(asked)).toBe(true);
});

it.each([
  { open: false },
  { ours: false },
  { mainFrame: false },
  { media: ["video", "audio"] },
  { media: ["audio"] },
  { media: [] },
  { permission: "display-capture" },
  { permission: "geolocation" },
])("gives nothing else: %j", (other) => {
  expect(mayUseCamera({ ...asked, ...other })).toBe(false);
});
