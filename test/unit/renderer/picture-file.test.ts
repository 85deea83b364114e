import { expect, it } from "vitest";
import { isPictureFile } from "../../../renderer/screens/mail/picture-file.ts";

it("knows a picture by its type, or by its name where the sender did not know the type", () => {
  expect(isPictureFile("photo", "image/heic")).toBe(true);
  expect(isPictureFile("IMG_0042.HEIC", "application/octet-stream")).toBe(true);
  expect(isPictureFile("scan.jpeg", "application/octet-stream")).toBe(true);
  expect(isPictureFile("heic.zip", "application/octet-stream")).toBe(false);
  expect(isPictureFile("IMG_0042.HEIC", "application/zip")).toBe(false);
});
