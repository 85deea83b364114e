// A provider's page that wants to do harm, inside Gatepost: it reaches nothing, and the address bar shows the truth.
// docs/security.md names what stands behind each (P23).
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import type { Page } from "playwright-core";
import { toDataURL } from "qrcode";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type HostileSite, hostileHost, startHostileSite } from "../../support/hostile-site.ts";
import { type PageWorld, pageInView, pageView, startPageWorld } from "../../support/page-world.ts";

let site: HostileSite;
let world: PageWorld;
let page: Page;
const place = { x: 300, y: 120, width: 800, height: 600 };
const partition = "provider-page";

beforeAll(async () => {
  site = await startHostileSite();
  world = await startPageWorld("mail-com", site);
}, 120_000);

afterAll(async () => {
  await world?.stop();
  await site?.stop();
});

async function open(): Promise<void> {
  const { app, accountId } = world;
  await app.call("page.close", undefined);
  if (page) await expect.poll(() => page.isClosed()).toBe(true);
  await app.call("page.open", { accountId, link: "security" });
  await app.call("page.place", place);
  await pageView(world, ({ loading, address }) => !loading && address?.path === "/security");
  page = await pageInView(world);
  await page.waitForURL(`${site.web}/security`);
}

beforeEach(open);

const goTo = (path: string) =>
  page.evaluate((address) => {
    location.href = address;
  }, path);
const blocked = async (why: string) => {
  const view = await pageView(world, (seen) => seen.blocked?.why === why);
  return view.blocked;
};
const alive = async () => expect((await world.app.call("app.status", undefined)).store).toBe("ready");

describe("a hostile page", () => {
  test("finds nothing of Gatepost, of Node or of Electron", async () => {
    const seen = await page.evaluate(() => {
      const names = ["gatepost", "require", "process", "module", "Buffer", "electron", "ipcRenderer"];
      parent.postMessage({ name: "app.status" }, "*");
      top?.postMessage({ name: "app.status" }, "*");
      return {
        found: names.filter((name) => name in window),
        alone: opener === null && parent === window && top === window && frames.length === 0,
        agent: navigator.userAgent,
      };
    });
    expect(seen).toMatchObject({ found: [], alone: true });
    expect(seen.agent).toMatch(/ Chrome\/\S+ Safari\/\S+$/);
    expect(seen.agent).not.toMatch(/electron|gatepost/i);
  });

  test("is no sender at the door, and is made with every protection", async () => {
    const seen = await world.app.electron.evaluate(async ({ ipcMain, session, webContents }, name) => {
      type Handler = (event: object, name: string, input: unknown) => Promise<unknown>;
      const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers;
      const used = session.fromPartition(name);
      const sender = webContents.getAllWebContents().find((contents) => contents.session === used);
      if (!sender) throw new Error("no view");
      const preferences = (
        sender as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences();
      return {
        answer: await handlers.get("call")?.(
          { sender, senderFrame: sender.mainFrame },
          "app.status",
          undefined,
        ),
        preferences,
        stored: [used.isPersistent(), used.getStoragePath()],
      };
    }, partition);
    expect(seen.answer).toEqual({ ok: false, error: { code: "forbidden", detail: {} } });
    expect(seen.stored).toEqual([false, null]);
    expect(seen.preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      disableDialogs: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      allowRunningInsecureContent: false,
    });
    expect(seen.preferences.preload ?? "").toBe("");
  });

  test("gets no permission, no device, no passkey, no clipboard, no full screen", async () => {
    const seen = await page.evaluate(async () => {
      const refused = (work: () => unknown) =>
        Promise.race([
          Promise.resolve()
            .then(work)
            .then(
              () => "granted",
              () => "refused",
            ),
          new Promise((resolve) => setTimeout(resolve, 4_000, "hangs")),
        ]);
      const own = navigator as unknown as Record<
        string,
        { requestDevice?(o: object): unknown; requestPort?(): unknown }
      >;
      const challenge = new Uint8Array(16);
      return {
        camera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
        microphone: await refused(() => navigator.mediaDevices.getUserMedia({ audio: true })),
        screen: await refused(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
        place: await refused(
          () => new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no)),
        ),
        clipboard: await refused(() => navigator.clipboard.readText()),
        copying: await refused(() => navigator.clipboard.writeText("what nobody wanted to copy")),
        usb: await refused(() => own.usb?.requestDevice?.({ filters: [] }) ?? Promise.reject()),
        hid: await refused(async () => {
          const list = (await own.hid?.requestDevice?.({ filters: [] })) as unknown[] | undefined;
          if (!list?.length) throw new Error("none");
        }),
        serial: await refused(() => own.serial?.requestPort?.() ?? Promise.reject()),
        passkey: await refused(() => navigator.credentials.get({ publicKey: { challenge } })),
        fullScreen: await refused(() => document.documentElement.requestFullscreen()),
        files: await refused(() =>
          (window as unknown as { showOpenFilePicker(): unknown }).showOpenFilePicker(),
        ),
        notification: await Notification.requestPermission(),
      };
    });
    const { notification, ...others } = seen;
    expect(notification).toBe("denied");
    expect(Object.entries(others).filter(([, how]) => how !== "refused")).toEqual([]);
  });

  test("opens no window: a page of its own comes in its place, others are only named", async () => {
    const opened = await page.evaluate((outer) => window.open(`${outer}/popup`) !== null, site.elsewhere.tls);
    expect(opened).toBe(false);
    expect(await blocked("other-site")).toMatchObject({ asciiHost: expect.stringContaining(hostileHost) });
    await page.evaluate((outer) => {
      const link = document.createElement("a");
      link.href = `${outer}/blank`;
      link.target = "_blank";
      document.body.append(link);
      link.click();
      for (let count = 0; count < 20; count++) window.open(`${outer}/${count}`, `w${count}`, "popup");
    }, site.elsewhere.plain);
    await page.evaluate(() => void window.open("/members-list", "_blank"));
    await pageView(world, ({ address }) => address?.path === "/members-list");
    expect(
      await world.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
    ).toBe(1);
    expect(site.reached).toEqual([]);
  });

  test("cannot lead to a look-alike, by a link, a redirect or another kind of address", async () => {
    const before = (await world.app.call("page.get", undefined)).address;
    await goTo("/redirect");
    expect(await blocked("other-site")).toMatchObject({ canOpenOutside: true });
    await goTo(site.elsewhere.plain);
    await blocked("other-site");
    for (const address of ["gatepost://app/index.html", "steam://run/1", "mailto:somebody@example.org"]) {
      await world.app.call("page.dismissBlocked", undefined);
      await goTo(address);
      expect(await blocked("other-kind"), address).toMatchObject({ canOpenOutside: false });
    }
    await page.evaluate(() => {
      location.href = URL.createObjectURL(new Blob(["<h1>mail.com</h1>"], { type: "text/html" }));
    });
    await blocked("other-kind");
    // Chromium itself keeps a page of the web from these, and says nothing of it.
    for (const address of ["file:///etc/passwd", "data:text/html,x", "chrome://version"]) await goTo(address);
    expect((await world.app.call("page.get", undefined)).address).toEqual(before);
    expect(page.url()).toBe(`${site.web}/security`);
    expect(site.reached).toEqual([]);
    // An empty page has no address, and none is made up for it.
    await goTo("about:blank");
    const empty = await pageView(world, ({ address, loading }) => address === undefined && !loading);
    expect(empty).toMatchObject({ open: true, secure: false });
  });

  test("reaches nothing in this computer's network, and nothing without encryption", async () => {
    const answers = await page.evaluate(async ({ tls, plain }) => {
      const picture = (source: string) =>
        new Promise((resolve) => {
          const image = new Image();
          image.onerror = () => resolve("refused");
          image.onload = () => resolve("loaded");
          image.src = source;
        });
      const socket = (address: string) =>
        new Promise((resolve) => {
          try {
            const made = new WebSocket(address);
            made.onopen = () => resolve("open");
            made.onerror = () => resolve("refused");
          } catch {
            resolve("refused");
          }
        });
      const asked = (address: string) =>
        fetch(address, { mode: "no-cors" }).then(
          () => "answered",
          () => "refused",
        );
      navigator.sendBeacon(`${tls}/beacon`);
      return [
        await asked(`${tls}/fetch`),
        await asked(`${plain}/fetch`),
        await asked("https://127.0.0.1:1/"),
        await picture(`${tls}/picture`),
        await picture(`${plain}/picture`),
        await socket(tls.replace("https", "wss")),
        await socket(plain.replace("http", "ws")),
      ];
    }, site.elsewhere);
    expect(answers.filter((answer) => answer !== "refused")).toEqual([]);
    // A frame that is refused takes the contexts of scripts with it, so it is made last and not waited for inside.
    const failed = world.app.electron.evaluate(
      ({ session, webContents }, name) =>
        new Promise<{ code: number; main: boolean }>((resolve) => {
          const used = session.fromPartition(name);
          webContents
            .getAllWebContents()
            .find((contents) => contents.session === used)
            ?.once("did-fail-load", (_event, code, _text, _url, main) => resolve({ code, main }));
        }),
      partition,
    );
    await page.evaluate((address) => {
      setTimeout(() => {
        const frame = document.createElement("iframe");
        frame.src = `${address}/frame`;
        document.body.append(frame);
      });
    }, site.elsewhere.tls);
    expect(await failed).toEqual({ code: -20, main: false });
    expect(site.reached).toEqual([]);
  });

  test("hands over no file but a PDF that is one, and that one only when it is wanted", async () => {
    const before = readdirSync(tmpdir());
    for (const path of ["/tool.exe", "/huge.pdf", "/no.pdf"]) {
      await world.app.call("page.dismissBlocked", undefined);
      await goTo(path);
      await blocked("download");
    }
    await world.app.call("page.dismissBlocked", undefined);
    const makeFile = (content: string, type: string) =>
      page.evaluate(
        ([text, kind]) => {
          const link = document.createElement("a");
          link.href = URL.createObjectURL(new Blob([text], { type: kind }));
          link.download = "../made\u202e.pdf";
          link.click();
        },
        [content, type] as const,
      );
    for (const [content, type] of [
      ["<script>alert(1)</script>", "application/pdf"],
      ["<script>alert(1)</script>", "text/html"],
      ["%PDF-1.7", "application/octet-stream"],
      [`%PDF-1.7${"x".repeat(5 * 1024 * 1024)}`, "application/pdf"],
    ] as const) {
      await makeFile(content, type);
      await blocked("download");
      expect((await world.app.call("page.get", undefined)).download).toBeUndefined();
      await world.app.call("page.dismissBlocked", undefined);
    }
    await makeFile("%PDF-1.7 made by the page", "application/pdf");
    const { download: made } = await pageView(world, (view) => view.download !== undefined);
    expect(made).toMatchObject({ name: expect.stringMatching(/made.*\.pdf$/), size: 25 });
    expect(made?.name).not.toMatch(/[\u202a-\u202e\u2066-\u2069/\\]/);
    const views = () =>
      world.app.electron.evaluate(
        ({ session, webContents }, name) =>
          webContents.getAllWebContents().filter((one) => one.session === session.fromPartition(name)).length,
        partition,
      );
    // The view in which it was read has gone.
    await expect.poll(views).toBe(1);
    await world.app.call("page.refuseDownload", { downloadId: made?.id ?? "" });
    await pageView(world, (view) => view.download === undefined);
    await goTo("/key.pdf");
    const { download } = await pageView(world, (view) => view.download !== undefined);
    expect(download).toMatchObject({ name: expect.stringMatching(/^_Secret key.*\.pdf$/), size: 16 });
    expect(download?.name).not.toMatch(/[\u202a-\u202e\u2066-\u2069/\\]/);
    await world.app.call("page.refuseDownload", { downloadId: download?.id ?? "" });
    expect(
      readdirSync(tmpdir()).filter((name) => !before.includes(name) && /pdf|exe|download/.test(name)),
    ).toEqual([]);
    expect(page.url()).toBe(`${site.web}/security`);
  });

  test("neither covers the window's head nor holds it up with dialogs", async () => {
    await world.app.call("page.place", { x: 0, y: 0, width: 20_000, height: 20_000 });
    const seen = await page.evaluate(() => {
      alert("x");
      confirm("x");
      moveTo(0, 0);
      resizeTo(5_000, 5_000);
      return { width: innerWidth, height: innerHeight };
    });
    const window = await world.app.page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    expect(seen).toEqual({ width: window.width, height: window.height - 40 });
    await page.goto(`${site.web}/stay`);
    await page.mouse.click(100, 100);
    await world.app.call("page.close", undefined);
    await expect.poll(() => page.isClosed()).toBe(true);
    await alive();
  });

  test("that calls up itself without end is stopped", async () => {
    const before = site.asked.length;
    await goTo("/loop");
    await blocked("loop");
    expect(site.asked.length - before).toBeLessThan(40);
    await world.app.call("page.go", { to: "start" });
    await pageView(world, ({ address }) => address?.path === "/security");
  });

  test("is shown by its true name, on the wire too, and its title is one harmless line", async () => {
    await page.evaluate(() => history.pushState({}, "", "/mail.com/\u202emoc.liam?token=secret#x"));
    const view = await pageView(world, ({ address }) => address?.path.startsWith("/mail.com") === true);
    expect(view).toMatchObject({
      secure: true,
      title: "Log in at mail.com now",
      address: { domain: "bücher.localhost", host: "bücher.localhost", asciiHost: hostileHost },
    });
    expect(view.address?.path).toBe("/mail.com/%E2%80%AEmoc.liam");
  });

  test("with a QR code of endless text or with turned labels gives nothing but names", async () => {
    const huge = await toDataURL("x".repeat(2_000), { errorCorrectionLevel: "L", scale: 3 });
    const turned = await toDataURL(
      "otpauth://totp/%E2%80%AEmoc.liam:you?secret=GEZDGNBVGY3TQOJQ&issuer=a%E2%81%A6b%00c",
    );
    await page.evaluate(
      async (sources) => {
        document.body.innerHTML = "";
        for (const source of sources) {
          const image = document.createElement("img");
          image.src = source;
          image.style.margin = "20px";
          document.body.append(image);
          await image.decode();
        }
        // On screen, not only in the document.
        for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      },
      [turned, huge],
    );
    const { jobId } = await world.app.call("page.scan", undefined);
    const job = () => world.app.call("jobs.get", { jobId });
    await expect.poll(async () => (await job()).state, { timeout: 20_000 }).not.toBe("running");
    const told = JSON.stringify(await job());
    expect((await job()).state).toBe("done");
    expect(told).not.toMatch(/x{50}|GEZDGNBV/);
    // Marks of direction stay in a name; shared/isolated.ts keeps them from turning the text around it.
    expect(told).not.toMatch(/\p{Cc}/u);
  });

  test("gets no question for a name and password on our screen", async () => {
    await page.goto(`${site.web}/members`);
    expect(await page.evaluate(() => document.body.innerText)).toContain("Members only");
  });

  test("leaves nothing behind: no cookie, no storage, no worker", async () => {
    await page.evaluate(async () => {
      localStorage.setItem("kept", "yes");
      indexedDB.open("kept");
      await caches.open("kept");
      await navigator.serviceWorker.register("/worker.js");
      await navigator.serviceWorker.ready;
    });
    const cookies = () =>
      world.app.electron.evaluate(
        async ({ session }, name) => (await session.fromPartition(name).cookies.get({})).length,
        partition,
      );
    expect(await cookies()).toBeGreaterThan(0);
    await world.app.call("page.close", undefined);
    expect(await cookies()).toBe(0);
    await open();
    expect(
      await page.evaluate(async () => ({
        local: localStorage.length,
        databases: (await indexedDB.databases()).length,
        caches: (await caches.keys()).length,
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        heading: document.querySelector("h1")?.textContent,
      })),
    ).toEqual({ local: 0, databases: 0, caches: 0, workers: 0, heading: "Security" });
  });

  test("goes with our page when that is loaded anew", async () => {
    await world.app.page.reload();
    await expect.poll(() => page.isClosed()).toBe(true);
    await pageView(world, (view) => !view.open);
  });

  test("is in no log", async () => {
    expect(site.reached).toEqual([]);
    const log = await world.app.log();
    expect(log).not.toMatch(/localhost:|bcher|moc\.liam|secret/i);
    expect(log).not.toContain(" fault ");
  });

  test("with another's certificate is not shown, and is told so", async () => {
    await world.app.call("page.close", undefined);
    site.changeCertificate();
    const before = site.asked.length;
    await world.app.call("page.open", { accountId: world.accountId, link: "security" });
    const view = await pageView(world, ({ problem }) => problem !== undefined);
    expect(view).toMatchObject({ secure: false, problem: { code: "page-certificate-untrusted" } });
    expect(site.asked.length).toBe(before);
  });
});
