// Pictures that are dragged with the mouse out of another program's window into ours: a real browser, a real drag. What
// the drag brings is read; the web is asked for nothing.
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Desktop, type Point, startDesktop } from "../../support/desktop.ts";
import { type App, startApp } from "../../support/electron-app.ts";
import { startOtherBrowser } from "../../support/other-program.ts";
import { qrPng } from "../../support/pictures.ts";

const link = (account: string) =>
  `otpauth://totp/Post:${account}?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Post`;
/** Pixels: our window to the left, the browser to the right. */
const ours = { x: 0, y: 0, width: 1_000, height: 900 };
const theirs = { x: 1_000, y: 0, width: 800, height: 900 };
const releases: (() => Promise<unknown>)[] = [];
const asked: string[] = [];
let desktop: Desktop;
let app: App;
let page: Page;
let address: string;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "gp-scan-dropped-"));
  releases.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const server = await serve();
  releases.push(() => new Promise((resolve) => server.close(resolve)));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  desktop = await startDesktop([{ width: 1_800, height: 900 }]);
  releases.push(() => desktop.stop());
  const browser = await startOtherBrowser({ display: desktop.display, home: folder, place: theirs });
  releases.push(() => browser.close());
  page = browser.page;
  app = await startApp({ display: desktop.display });
  releases.push(() => app.stop());
  await app.electron.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(bounds);
  }, ours);
  await app.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
}, 120_000);

afterAll(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

/** A provider's page with two codes: one whole in the page, one a file of its own; and with a link to that. */
async function serve(): Promise<Server> {
  const inPage = `data:image/png;base64,${qrPng(link("inside")).toString("base64")}`;
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/qr.png") {
      response.writeHead(200, { "content-type": "image/png", "cache-control": "no-store" });
      response.end(qrPng(link("outside")));
      return;
    }
    response.writeHead(200, { "content-type": "text/html" });
    response.end(
      `<title>Provider</title><img alt="outside" width="200" src="/qr.png"><hr><img alt="inside" width="200" src="${inPage}"><hr><a href="/qr.png"><span role="img" aria-label="a link">The code</span></a>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Where the middle of a picture stands on the screen. */
async function middleOf(name: string): Promise<Point> {
  const place = await page.getByRole("img", { name }).evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const top = outerHeight - innerHeight;
    return [screenX + x + width / 2, screenY + top + y + height / 2] as const;
  });
  return [Math.round(place[0]), Math.round(place[1])];
}

const dialog = () => app.page.getByRole("dialog", { name: "Found one code" });

test.each(["inside", "outside"])(
  "a picture is read that a browser gives along, whether it stood %s its page",
  async (name) => {
    await page.goto(address);
    await page.getByAltText("inside").waitFor();
    const before = [...asked];
    await desktop.drag(await middleOf(name), [500, 500]);
    await dialog()
      .getByRole("listitem", { name: `Post, ${name}` })
      .waitFor();
    await app.screenshot(`scan-dropped-${name}`);
    await app.page.keyboard.press("Escape");
    await dialog().waitFor({ state: "hidden" });
    expect(asked).toEqual(before);
  },
);

test("of a link only its address comes along: it is not asked for, and what to do instead is said", async () => {
  const before = [...asked];
  await desktop.drag(await middleOf("a link"), [500, 500]);
  await app.page.getByText("Only the address of the picture was dropped").waitFor();
  expect(asked).toEqual(before);
  expect(app.complaints).toEqual([]);
});
