// The protections of the running program, tried from inside its page and from its main process. docs/security.md names
// what stands behind each.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Reply } from "../../../shared/ipc/contract.ts";
import { type App, startApp } from "../../support/electron-app.ts";

interface PageWindow {
  readonly gatepost: {
    call(name: unknown, input: unknown): Promise<Reply<unknown>>;
    on(listener: (event: unknown) => void): () => void;
  };
}

let app: App;
let outside: Server;
let address: string;
const requests: string[] = [];

beforeAll(async () => {
  outside = createServer((request, response) => {
    requests.push(request.url ?? "");
    response.setHeader("access-control-allow-origin", "*");
    response.end("outside");
  });
  await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  app = await startApp();
});

afterAll(async () => {
  await app?.stop();
  outside.close();
});

const ask = (name: unknown, input: unknown) =>
  app.page.evaluate((call) => (window as unknown as PageWindow).gatepost.call(call.name, call.input), {
    name,
    input,
  });

describe("the page", () => {
  test("has nothing of Node and only two functions of ours", async () => {
    const seen = await app.page.evaluate(() => {
      const own = (window as unknown as PageWindow).gatepost;
      return {
        node: ["require", "process", "module", "Buffer", "global", "electron", "ipcRenderer"].filter(
          (name) => name in window,
        ),
        bridge: Object.getOwnPropertyNames(own).sort(),
        kinds: Object.values(own).map((value) => typeof value),
        replaced: Reflect.set(window, "gatepost", undefined),
        origin: location.origin,
      };
    });
    expect(seen).toEqual({
      node: [],
      bridge: ["call", "on"],
      kinds: ["function", "function"],
      replaced: false,
      origin: "gatepost://app",
    });
  });

  test("does not share objects with the preload, so that it cannot change what the bridge does", async () => {
    const reply = await app.page.evaluate(async () => {
      const kept = { push: Array.prototype.push, parse: JSON.parse };
      Array.prototype.push = () => 0;
      JSON.parse = () => ({ forged: true });
      try {
        return await (window as unknown as PageWindow).gatepost.call("app.status", undefined);
      } finally {
        Array.prototype.push = kept.push;
        JSON.parse = kept.parse;
      }
    });
    expect(reply).toMatchObject({ ok: true, value: { version: expect.any(String) } });
  });

  test("runs no inline script, no eval, and takes no HTML as plain text", async () => {
    const seen = await app.page.evaluate(async () => {
      const violated: string[] = [];
      document.addEventListener("securitypolicyviolation", (event) => {
        violated.push(event.effectiveDirective);
      });
      const throws = (work: () => unknown) => {
        try {
          work();
          return false;
        } catch {
          return true;
        }
      };
      // While the debugger's own call is on the stack, eval is let through; on the next turn it is the page's.
      await new Promise((resolve) => setTimeout(resolve));
      // biome-ignore lint/security/noGlobalEval: that it fails is what is tested
      const evaluated = throws(() => window.eval("1"));
      const made = throws(() => new Function("return 1"));
      const asText = throws(() => {
        document.createElement("div").innerHTML = "<b>bold</b>";
      });
      const foreignPolicy = throws(() =>
        (
          window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
        ).trustedTypes.createPolicy("foreign", {}),
      );
      const handler = throws(() => document.body.setAttribute("onclick", "window.ran = true"));
      const script = document.createElement("script");
      const inline = throws(() => {
        script.textContent = "window.ran = true";
        document.body.append(script);
      });
      const foreign = throws(() => {
        script.src = "https://example.test/script.js";
      });
      // The events come after the deed.
      await new Promise((resolve) => setTimeout(resolve, 50));
      const refused = { evaluated, made, asText, foreignPolicy, handler, inline, foreign };
      const policy = (await fetch(location.href)).headers.get("content-security-policy");
      return { refused, policy, ran: "ran" in window, violated: [...new Set(violated)].sort() };
    });
    expect(Object.entries(seen.refused).filter(([, refused]) => !refused)).toEqual([]);
    expect(seen.ran).toBe(false);
    expect(seen.violated).toEqual(["require-trusted-types-for", "trusted-types"]);
    expect(seen.policy).toContain("script-src 'self';");
    expect(seen.policy).not.toMatch(/unsafe-|\*|https?:/);
  });

  test("reaches no file, no other page of ours and nothing outside", async () => {
    const addresses = [
      "file:///etc/passwd",
      "gatepost://app/../../package.json",
      "gatepost://app/%2e%2e/%2e%2e/package.json",
      "gatepost://app/..%2f..%2fpackage.json",
      "gatepost://app/%00",
      "gatepost://app//etc/passwd",
      "gatepost://app/",
      "gatepost://other/index.html",
      "gatepost-message://nobody/",
      `${address}/fetch`,
    ];
    const answers = await app.page.evaluate(
      (list) =>
        Promise.all(
          list.map((one) =>
            fetch(one).then(
              (response) => response.status,
              () => "refused",
            ),
          ),
        ),
      addresses,
    );
    expect(answers.filter((answer) => answer !== "refused" && answer !== 404)).toEqual([]);
    expect(requests).toEqual([]);
  });

  test("loads no picture, frame, socket or beacon from outside", async () => {
    await app.page.evaluate(async (outer) => {
      const loaded = (element: HTMLImageElement | HTMLIFrameElement, source: string) =>
        new Promise((resolve) => {
          element.addEventListener("error", resolve);
          element.addEventListener("load", resolve);
          element.src = source;
          document.body.append(element);
          setTimeout(resolve, 1_000);
        }).then(() => element.remove());
      await loaded(document.createElement("img"), `${outer}/picture.png`);
      await loaded(document.createElement("iframe"), `${outer}/frame`);
      navigator.sendBeacon(`${outer}/beacon`, "x");
      new WebSocket(outer.replace("http", "ws"));
    }, address);
    expect(requests).toEqual([]);
  });

  test("stays where it is and opens no window", async () => {
    const before = app.page.url();
    const opened = await app.page.evaluate((outer) => {
      const link = document.createElement("a");
      link.href = `${outer}/link`;
      link.target = "_blank";
      document.body.append(link);
      link.click();
      link.remove();
      const form = document.createElement("form");
      form.action = `${outer}/form`;
      document.body.append(form);
      form.submit();
      form.remove();
      location.href = `${outer}/location`;
      return window.open(`${outer}/window`) !== null;
    }, address);
    await app.page.evaluate(() => {
      location.href = "file:///etc/passwd";
    });
    await expect(ask("app.status", undefined)).resolves.toMatchObject({ ok: true });
    expect(opened).toBe(false);
    expect(app.page.url()).toBe(before);
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(requests).toEqual([]);
  });

  test("has no permission, no device and no screen", async () => {
    const seen = await app.page.evaluate(async () => {
      const state = (name: string) =>
        navigator.permissions.query({ name: name as PermissionName }).then(
          (status) => status.state,
          () => "unknown",
        );
      const refused = (asked: Promise<unknown> | undefined) =>
        asked === undefined ||
        asked.then(
          () => false,
          () => true,
        );
      const names = ["geolocation", "notifications", "camera", "microphone", "clipboard-read", "midi"];
      return {
        states: await Promise.all(names.map(state)),
        camera: await refused(navigator.mediaDevices?.getUserMedia({ video: true })),
        screen: await refused(navigator.mediaDevices?.getDisplayMedia({ video: true })),
        place: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve(false),
            () => resolve(true),
          ),
        ),
        notification: await Notification.requestPermission(),
      };
    });
    expect(seen.states.filter((state) => state === "granted" || state === "prompt")).toEqual([]);
    expect(seen).toMatchObject({ camera: true, screen: true, place: true, notification: "denied" });
  });

  test("cannot embed another program's page or download a file", async () => {
    await app.electron.evaluate(({ webContents }) => {
      const kept = globalThis as typeof globalThis & { downloads?: string[] };
      kept.downloads = [];
      webContents.getAllWebContents()[0]?.session.on("will-download", (event, item) => {
        item.once("done", (_done, state) => kept.downloads?.push(state));
        if (!event.defaultPrevented) kept.downloads?.push("allowed");
      });
    });
    const embedded = await app.page.evaluate((outer) => {
      const view = document.createElement("webview");
      view.setAttribute("src", `${outer}/webview`);
      document.body.append(view);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(["text"]));
      link.download = "text.txt";
      link.click();
      const methods = "loadURL" in view;
      view.remove();
      return methods;
    }, address);
    await expect(ask("app.status", undefined)).resolves.toMatchObject({ ok: true });
    expect(embedded).toBe(false);
    const downloads = await app.electron.evaluate(
      () => (globalThis as typeof globalThis & { downloads?: string[] }).downloads,
    );
    expect(downloads?.filter((state) => state === "allowed" || state === "completed")).toEqual([]);
    expect(requests).toEqual([]);
  });
});

describe("the door", () => {
  test("refuses calls that are not in the contract", async () => {
    for (const name of ["nothing.here", "__proto__", "constructor", "toString", "", "call", 7, null]) {
      expect(await ask(name, undefined)).toEqual({ ok: false, error: { code: "forbidden", detail: {} } });
    }
  });

  test("refuses bad input and names the field, never the value", async () => {
    expect(await ask("settings.change", { theme: "canary-value" })).toMatchObject({
      ok: false,
      error: { code: "bad-input" },
    });
    expect(JSON.stringify(await ask("settings.change", { theme: "canary-value" }))).not.toContain("canary");
    expect(await ask("jobs.get", { jobId: 7 })).toEqual({
      ok: false,
      error: { code: "bad-input", detail: { field: "jobId" } },
    });
    const uncopied = await app.page.evaluate(() =>
      (window as unknown as PageWindow).gatepost.call("jobs.get", { jobId: () => 1 }),
    );
    expect(uncopied).toMatchObject({ ok: false, error: { code: "bad-input" } });
  });

  test("lets out only what the contract names", async () => {
    const reply = await ask("app.status", undefined);
    expect(reply).toMatchObject({ ok: true });
    const value = (reply as { value: object }).value;
    expect(Object.keys(value).sort()).toEqual(["keychain", "platform", "practice", "store", "version"]);
  });

  test("answers the main frame of our window at our own address, and nobody else", async () => {
    const answers = await app.electron.evaluate(async ({ BrowserWindow, ipcMain }) => {
      type Handler = (event: object, name: string, input: unknown) => Promise<unknown>;
      // Electron keeps its handlers here; there is no public way to ask for them.
      const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers;
      const handler = handlers.get("call");
      const [window] = BrowserWindow.getAllWindows();
      if (!handler || !window) throw new Error("no handler");
      const sender = window.webContents;
      const frame = sender.mainFrame;
      const child = { ...{ url: frame.url, parent: frame, origin: frame.origin } };
      const elsewhere = { url: "https://example.test/", parent: null, origin: "https://example.test" };
      return {
        channels: [...handlers.keys()],
        ours: await handler({ sender, senderFrame: frame }, "app.status", undefined),
        child: await handler({ sender, senderFrame: child }, "app.status", undefined),
        elsewhere: await handler({ sender, senderFrame: elsewhere }, "app.status", undefined),
        gone: await handler({ sender, senderFrame: null }, "app.status", undefined),
        stranger: await handler({ sender: {}, senderFrame: frame }, "app.status", undefined),
      };
    });
    const forbidden = { ok: false, error: { code: "forbidden", detail: {} } };
    expect(answers.channels).toEqual(["call"]);
    expect(answers.ours).toMatchObject({ ok: true });
    expect(answers).toMatchObject({
      child: forbidden,
      elsewhere: forbidden,
      gone: forbidden,
      stranger: forbidden,
    });
  });

  test("is not there in a frame inside the page", async () => {
    const inFrame = await app.page.evaluate(() => {
      const frame = document.createElement("iframe");
      document.body.append(frame);
      const found = "gatepost" in (frame.contentWindow ?? {});
      frame.remove();
      return found;
    });
    expect(inFrame).toBe(false);
  });
});

describe("every web page of the program", () => {
  test("keeps nothing on disk", async () => {
    const stored = await app.electron.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .map(({ session }) => [session.isPersistent(), session.getStoragePath()]),
    );
    expect(stored).toEqual([[false, null]]);
  });

  test("is made with the same protections", async () => {
    const all = await app.electron.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .map((contents) =>
          (contents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences(),
        ),
    );
    expect(all).toHaveLength(1);
    // Electron leaves out here what is off by its own choice; what it names must be as we set it.
    expect(all[0]).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      disableDialogs: true,
    });
    const off = [
      "nodeIntegration",
      "nodeIntegrationInSubFrames",
      "webviewTag",
      "allowRunningInsecureContent",
    ];
    for (const name of off) expect(all[0], name).toHaveProperty(name, false);
    for (const name of ["nodeIntegrationInWorker", "plugins", "experimentalFeatures"]) {
      expect((all[0] as Record<string, unknown>)[name] ?? false, name).toBe(false);
    }
  });
});
