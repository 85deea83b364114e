import { toString as drawCode } from "qrcode";
import { describe, expect, it } from "vitest";
import { findInPicture } from "../../../../electron/core/qr/find-in-picture.ts";
import { loadPicture } from "../../../../electron/core/qr/load-picture.ts";
import { isSvg } from "../../../../electron/core/qr/picture-header.ts";
import { processorTime } from "../../../support/processor-time.ts";

const link = "otpauth://totp/Post:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Post";
const code = (options: object = {}) => drawCode(link, { type: "svg", ...options });
const textsOf = async (svg: string) =>
  (await findInPicture(Buffer.from(svg), 5_000)).codes.map(({ text }) => text);
const drawing = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">${content}</svg>`;

describe("a code that is drawn as SVG", () => {
  it("is read whatever its size, without a margin, and in white on nothing", async () => {
    const plain = await code();
    const bare = await code({ margin: 0, color: { dark: "#000", light: "#0000" } });
    const white = await code({ margin: 0, color: { dark: "#fff", light: "#0000" } });
    for (const svg of [
      plain,
      `<?xml version="1.0"?>\n<!-- made <by> a page -->\n<!DOCTYPE svg PUBLIC "x" "y">\n${plain}`,
      plain.replace("<svg ", '<svg width="20" height="20" '),
      bare,
      white,
    ]) {
      expect(await textsOf(svg), svg.slice(0, 120)).toEqual([link]);
    }
  });

  it("is told from other XML and from pages", () => {
    expect(isSvg(Buffer.from('\ufeff <svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>'))).toBe(true);
    for (const other of [
      "<?xml version='1.0'?><backup/>",
      "<!doctype html><svg></svg>",
      "<svgs>",
      "svg",
      "",
    ]) {
      expect(isSvg(Buffer.from(other)), other).toBe(false);
    }
  });

  it("is refused with a known error when it is broken, empty, too large, or made to do harm", async () => {
    const uses = Array.from({ length: 29 }, (_, at) => {
      const twice = `<use xlink:href="#a${at}"/>`.repeat(2);
      return `<g id="a${at + 1}">${twice}</g>`;
    });
    for (const svg of [
      "<svg",
      drawing(""),
      drawing(`<defs><rect id="a0" width="9" height="9"/>${uses.join("")}</defs><use xlink:href="#a29"/>`),
      drawing('<image href="file:///etc/passwd" width="9" height="9"/>'),
      drawing('<image href="https://example.org/a.png" width="9" height="9"/>'),
    ]) {
      const spent = processorTime();
      await expect(loadPicture(Buffer.from(svg)), svg.slice(0, 200)).rejects.toMatchObject({
        code: "picture-unreadable",
        detail: { format: "svg" },
      });
      expect(spent()).toBeLessThan(5_000);
    }
    await expect(loadPicture(Buffer.from(drawing(" ".repeat(2 * 1024 * 1024))))).rejects.toMatchObject({
      code: "picture-too-large",
      detail: { limit: 2_097_152, unit: "bytes" },
    });
  });
});
