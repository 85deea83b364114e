// The frame that shows one HTML message in the running program: what gets in, what gets out, where its links lead.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type App, startApp } from "../../support/electron-app.ts";

let app: App;
let outside: Server;
let local: string;
const address = "http://pictures.test";
const requests: { readonly path: string; readonly headers: NodeJS.Dict<string | string[]> }[] = [];
/** one transparent dot, as PNG */
const dot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

beforeAll(async () => {
  outside = createServer((request, response) => {
    // Through a proxy it is the whole address that is asked for.
    const path = new URL(request.url ?? "", local).pathname;
    requests.push({ path, headers: request.headers });
    if (path === "/to-local.png") {
      response.writeHead(302, { location: `${local}/inside.png` }).end();
      return;
    }
    response.setHeader("content-type", "image/png");
    response.setHeader("set-cookie", "seen=1; SameSite=None; Secure");
    response.end(dot);
  });
  await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
  const { port } = outside.address() as AddressInfo;
  local = `http://127.0.0.1:${port}`;
  app = await startApp();
  // A name that nobody has leads to the server above, which stands for the world outside.
  await app.electron.evaluate(
    ({ session }, proxy) => session.fromPartition("page").setProxy({ proxyRules: proxy }),
    `http=127.0.0.1:${port}`,
  );
  await app.page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
});

afterAll(async () => {
  await app?.stop();
  outside.close();
});

beforeEach(() => {
  requests.length = 0;
});

/** Shows `html` as a message in a frame of the page; answers what can be said of it when it has loaded. */
async function show(html: string, remote: boolean): Promise<void> {
  const { src } = await app.call("messages.frame", { messageId: 1, html, remote });
  await app.page.evaluate(async (source) => {
    document.querySelector("iframe[title='test']")?.remove();
    const frame = document.createElement("iframe");
    frame.title = "test";
    frame.width = "400";
    frame.height = "200";
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
    frame.src = source;
    document.body.prepend(frame);
    await loaded;
  }, src);
}

const inFrame = () => app.page.frameLocator("iframe[title='test']");

test("shows the text, runs nothing, and has no bridge", async () => {
  await show(
    "<p>A letter</p><script>document.body.textContent = 'ran'</script><p onclick='x()'>end</p>",
    true,
  );
  expect(await inFrame().locator("p").allTextContents()).toEqual(["A letter", "end"]);
});

test("loads no picture from outside until it is allowed to, and then without cookies or a referrer", async () => {
  const html = `<img alt="far" src="${address}/far.png"><p style="background:url(${address}/style.png)">x</p>`;
  await show(html, false);
  await inFrame().locator("p").waitFor();
  expect(requests).toEqual([]);

  await show(html, true);
  await expect.poll(() => requests.map(({ path }) => path).sort()).toEqual(["/far.png", "/style.png"]);
  await show(html, true);
  await expect.poll(() => requests.length).toBeGreaterThanOrEqual(4);
  for (const { headers } of requests) {
    expect(headers).not.toHaveProperty("cookie");
    expect(headers).not.toHaveProperty("referer");
  }
});

test("loads no picture from this computer or its network, allowed or not, nor by way of another", async () => {
  await show(
    `<img alt="a" src="${local}/literal.png"><img alt="b" src="http://localhost:${new URL(local).port}/name.png">` +
      `<img alt="c" src="${address}/to-local.png"><img alt="d" src="${address}/last.png">`,
    true,
  );
  await expect.poll(() => requests.map(({ path }) => path).sort()).toEqual(["/last.png", "/to-local.png"]);
});

test("loads nothing but pictures, allowed or not", async () => {
  await show(
    `<link rel="stylesheet" href="${address}/a.css"><link rel="prefetch" href="${address}/b">` +
      `<style>@import url(${address}/c.css); @font-face{font-family:f;src:url(${address}/d.woff)} p{font-family:f}</style>` +
      `<p>x</p><iframe src="${address}/e"></iframe><object data="${address}/f"></object><embed src="${address}/g">` +
      `<video src="${address}/h" autoplay></video><audio src="${address}/i" autoplay></audio>` +
      `<meta http-equiv="refresh" content="0;url=${address}/j"><script src="${address}/k.js"></script>` +
      `<img alt="last" src="${address}/picture.png">`,
    true,
  );
  await expect.poll(() => requests.map(({ path }) => path)).toEqual(["/picture.png"]);
});

/** Links that the page was asked about since the first call of this. */
const asked = () =>
  app.page.evaluate(() => {
    const page = window as unknown as {
      asked?: { linkToken: string; url: string }[];
      gatepost: { on(listener: (event: { name: string; data: never }) => void): void };
    };
    if (!page.asked) {
      const list: { linkToken: string; url: string }[] = [];
      page.asked = list;
      page.gatepost.on((event) => event.name === "links.asked" && list.push(event.data));
    }
    return page.asked;
  });

const linkTo = (target: string, text: string) => `<a href="/link/${encodeURIComponent(target)}">${text}</a> `;

test("a picture with the address of a link asks nothing", async () => {
  expect(await asked()).toEqual([]);
  await show(`<img alt="x" src="/link/${encodeURIComponent("https://example.test/")}">`, true);
  await app.call("app.status", undefined);
  expect(await asked()).toEqual([]);
});

test("a link asks the user first, and opens in the system's browser only then", async () => {
  expect(await app.opened()).toEqual([]);
  const target = "https://example.test/a?b=c";
  await show(linkTo(target, "go"), false);
  await inFrame().getByText("go").click();
  await expect.poll(async () => (await asked()).map(({ url }) => url)).toEqual([target]);
  expect(await app.opened()).toEqual([]);
  expect(await inFrame().getByText("go").isVisible()).toBe(true);

  await app.call("links.open", { linkToken: (await asked())[0]?.linkToken ?? "" });
  expect(await app.opened()).toEqual([target]);
  // The page has asked too; what it asked must not lie over the next test's frame.
  await app.page.keyboard.press("Escape");
  await app.page.getByRole("alertdialog").or(app.page.getByRole("dialog")).waitFor({ state: "hidden" });
});

test("a link to a file or a program leads nowhere", async () => {
  const before = await asked();
  const targets = [
    "file:///etc/passwd",
    "javascript:alert(1)",
    "smb://host/share",
    "gatepost://app/",
    "%",
    "x",
  ];
  await show(targets.map((target, index) => linkTo(target, `go${index}`)).join(""), false);
  for (const index of targets.keys()) await inFrame().getByText(`go${index}`).click();
  await app.call("app.status", undefined);
  expect(await asked()).toEqual(before);
  expect(await app.opened()).toHaveLength(1);
});

test("an address that was not rewritten leads nowhere either", async () => {
  const page = app.page.url();
  for (const target of ["file:///etc/passwd", `${address}/direct`, "gatepost://app/index.html"]) {
    await show(`<a href="${target}">here</a> <a href="${target}" target="_top">top</a>`, false);
    await inFrame().getByText("top").click();
    await inFrame().getByText("here").click();
  }
  await app.call("app.status", undefined);
  expect(app.page.url()).toBe(page);
  expect(requests).toEqual([]);
  expect(await app.opened()).toHaveLength(1);
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
