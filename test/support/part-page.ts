// One part of the page alone in Chromium, with a bridge that a test plays: it notes the calls, answers them, and tells
// events. For parts that need what only Electron has on the other side.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import type { Page } from "playwright-core";
import { build } from "vite";
import type { CallName, EventData, EventName } from "../../shared/ipc/contract.ts";
import { launchChromium } from "./browser-app.ts";

export interface PartPage {
  readonly page: Page;
  /** calls of the part, in order */
  calls(): Promise<readonly { readonly name: CallName; readonly input: unknown }[]>;
  tell<Name extends EventName>(name: Name, data: EventData<Name>): Promise<void>;
  close(): Promise<void>;
}

const root = join(import.meta.dirname, "../..");
const bridge = `
window.calls = [];
window.gatepost = {
  call: async (name, input) => {
    window.calls.push({ name, input });
    return { ok: true, value: name in window.answers ? window.answers[name] : undefined };
  },
  on: (listener) => { window.tell = listener; return () => undefined; },
};`;

/** `code` imports from "/renderer/…" and draws into the element `root`. `answers`: values by the name of the call. */
export async function startPartPage(
  code: string,
  answers: Readonly<Partial<Record<CallName, unknown>>>,
): Promise<PartPage> {
  const { script, style } = await bundle(code.replaceAll('"/renderer/', `"${root}/renderer/`));
  const start = `window.answers = ${JSON.stringify(answers)};${bridge}`;
  const files: Readonly<Record<string, readonly [string, string]>> = {
    "/start.js": ["text/javascript", start],
    "/part.js": ["text/javascript", script],
    "/part.css": ["text/css", style],
  };
  const html =
    '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/part.css"><div id="root"></div><script src="/start.js"></script><script src="/part.js"></script>';
  const server = createServer((request, response) => {
    const [type, body] = files[request.url ?? ""] ?? ["text/html; charset=utf-8", html];
    response.writeHead(200, { "content-type": type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1_000, height: 700 } });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return {
    page,
    calls: () => page.evaluate(() => (window as unknown as PartWindow).calls),
    tell: (name, data) =>
      page.evaluate((event) => (window as unknown as PartWindow).tell(event), { name, data } as object),
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface PartWindow {
  readonly calls: { readonly name: CallName; readonly input: unknown }[];
  tell(event: object): void;
}

async function bundle(code: string): Promise<{ readonly script: string; readonly style: string }> {
  const entry = "\0entry.tsx";
  const built = await build({
    configFile: false,
    root,
    logLevel: "silent",
    plugins: [
      react(),
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? entry : undefined),
        load: (id) => (id === entry ? code : undefined),
      },
    ],
    build: {
      write: false,
      minify: false,
      cssCodeSplit: false,
      rolldownOptions: { input: "entry", output: { format: "iife" } },
    },
  });
  const output = Array.isArray(built) ? built[0] : built;
  if (!output || !("output" in output)) throw new Error("nothing was built");
  const style = output.output.find((file) => file.type === "asset" && file.fileName.endsWith(".css"));
  return {
    script: output.output[0].code,
    style: style?.type === "asset" ? String(style.source) : "",
  };
}
