// Pages with a code, printed to a PDF by Chromium as people print them: the code is read from the PDF, however the page
// draws it. Those that a reader of pictures and filled squares alone would miss.
import type { Browser, Page } from "playwright-core";
import { create, toDataURL, toString as toSvg } from "qrcode";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findInPicture } from "../../../electron/core/qr/find-in-picture.ts";
import { launchChromium } from "../../support/browser-app.ts";

const text = "otpauth://totp/Post:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Post";
const { modules } = create(text, { errorCorrectionLevel: "M" });
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage();
});
afterAll(() => browser.close());

/** In an SVG as large as the code; `draw` is asked for each dark module. */
function svg(draw: (x: number, y: number) => string, around: (all: string) => string = (all) => all): string {
  const { size } = modules;
  const all = Array.from({ length: size ** 2 }, (_, at) => {
    const [y, x] = [Math.floor(at / size), at % size];
    return modules.get(y, x) ? draw(x, y) : "";
  });
  return `<svg width="180" viewBox="0 0 ${size} ${size}">${around(all.join(""))}</svg>`;
}

const square = (x: number, y: number) => `<rect x="${x}" y="${y}" width="1" height="1"/>`;
const dot = (x: number, y: number) => `<circle cx="${x + 0.5}" cy="${y + 0.5}" r="0.5"/>`;
const base64 = (content: string) => Buffer.from(content).toString("base64");

const ways: Readonly<Record<string, () => string | Promise<string>>> = {
  "lines as thick as a module": () => toSvg(text, { type: "svg", width: 180 }),
  dots: () => svg(dot),
  "a clip of squares": () =>
    svg(
      square,
      (all) => `<clipPath id="c">${all}</clipPath><rect width="99" height="99" clip-path="url(#c)"/>`,
    ),
  "a clip of dots over a gradient": () =>
    svg(
      dot,
      (all) =>
        `<linearGradient id="g"><stop stop-color="#225"/><stop offset="1" stop-color="#511"/></linearGradient>` +
        `<clipPath id="c">${all}</clipPath><rect width="99" height="99" fill="url(#g)" clip-path="url(#c)"/>`,
    ),
  "a pattern": () =>
    svg(
      square,
      (all) =>
        `<pattern id="p" width="99" height="99" patternUnits="userSpaceOnUse">${all}</pattern>` +
        `<rect width="99" height="99" fill="url(#p)"/>`,
    ),
  "a background": async () => {
    const address = `data:image/svg+xml;base64,${base64(await toSvg(text, { type: "svg" }))}`;
    return `<div style="width:200px;height:200px;background:url(${address}) 0 0/200px 200px"></div>`;
  },
  "a mask": async () => {
    const address = await toDataURL(text, { color: { light: "#0000" }, scale: 6 });
    return `<div style="width:200px;height:200px;background:#224;mask:url(${address}) 0 0/100% 100%"></div>`;
  },
};

test.each(Object.keys(ways))("a code that a page draws with %s is read from its print", async (way) => {
  const code = await ways[way]?.();
  await page.setContent(`<h1>Two-factor authentication</h1><p>Scan this code.</p>${code}<p>Then go on.</p>`);
  const pdf = await page.pdf({ format: "A4", printBackground: true });
  const { codes } = await findInPicture(pdf, 10_000);
  expect(codes.map((found) => found.text)).toEqual([text]);
});
