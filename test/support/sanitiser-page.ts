// The sanitiser alone in Chromium: cleans each given HTML and shows the result in a frame without sandbox and without
// policy, so that whatever it lets through can run and fetch, and is seen.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { build } from "vite";
import { launchChromium } from "./browser-app.ts";

export interface Seen {
  /** addresses that were asked for, other than our own */
  readonly requests: readonly string[];
  /** names of what ran or stood there that should not: dialogs, scripts, elements, attributes */
  readonly faults: readonly string[];
  readonly html: string;
  readonly blocked: number;
}

export interface SanitiserPage {
  /** origin that nobody may ask anything of */
  readonly world: string;
  show(html: string, remote?: boolean): Promise<Seen>;
  close(): Promise<void>;
}

const root = join(import.meta.dirname, "../..");

/** The sanitiser as one script that puts `clean` on the window. */
async function bundle(): Promise<string> {
  const entry = "\0entry";
  const built = await build({
    configFile: false,
    root,
    logLevel: "silent",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? entry : undefined),
        load: (id) =>
          id === entry
            ? `import { cleanHtml } from "${root}/renderer/screens/mail/sanitise.ts";
               import { htmlDocument } from "${root}/renderer/screens/mail/message-document.ts";
               window.clean = (html, remote) => {
                 const { html: cleaned, blocked } = cleanHtml(html, { remote });
                 return { html: cleaned, document: htmlDocument(cleaned), blocked };
               };`
            : undefined,
      },
    ],
    build: { write: false, minify: false, rolldownOptions: { input: "entry", output: { format: "iife" } } },
  });
  const output = Array.isArray(built) ? built[0] : built;
  if (!output || !("output" in output)) throw new Error("nothing was built");
  return output.output[0].code;
}

export async function startSanitiserPage(): Promise<SanitiserPage> {
  const script = await bundle();
  let shown = "";
  const server = createServer((request, response) => {
    const type = request.url === "/clean.js" ? "text/javascript" : "text/html; charset=utf-8";
    response.writeHead(200, { "content-type": type });
    if (request.url === "/clean.js") response.end(script);
    else if (request.url === "/message/") response.end(shown);
    else response.end('<!doctype html><title>host</title><script src="/clean.js"></script><iframe></iframe>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser: Browser = await launchChromium();
  const page = await browser.newPage();
  let requests: string[] = [];
  let dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.route("**", (route) => {
    const url = route.request().url();
    if (url === `${own}/` || url === `${own}/clean.js` || url === `${own}/message/`) return route.continue();
    // What came with the message is asked of the message's own place, by a name without a way out.
    const enclosed = url.startsWith(`${own}/message/cid/`) && !url.slice(own.length + 13).includes("/");
    if (!url.startsWith("data:") && !enclosed) requests.push(url);
    return route.abort();
  });
  await page.goto(`${own}/`);

  return {
    world: "http://world.invalid",
    async show(html, remote = false) {
      requests = [];
      dialogs = [];
      const cleaned = await page.evaluate(
        ([text, allowed]) =>
          (
            window as unknown as {
              clean: (html: string, remote: boolean) => { html: string; document: string; blocked: number };
            }
          ).clean(text, allowed),
        [html, remote] as const,
      );
      shown = cleaned.document;
      const found = await page.evaluate(lookInside);
      return { requests, faults: [...dialogs, ...found], html: cleaned.html, blocked: cleaned.blocked };
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Runs in the page: loads the frame anew and names what must not be in it. */
async function lookInside(): Promise<string[]> {
  const frame = document.querySelector("iframe");
  if (!frame) return ["no frame"];
  await new Promise((resolve) => {
    frame.onload = resolve;
    frame.src = "/message/";
  });
  const inside = frame.contentDocument;
  const faults: string[] = [];
  if (!inside?.URL.endsWith("/message/")) return ["the frame went elsewhere"];
  if (document.title !== "host") faults.push("the page's title was changed");
  const forbidden =
    "script,iframe,frame,object,embed,form,input,button,select,textarea,link,base,svg,math,audio,video,meta:not([charset]):not([name=referrer]),dialog,template,noscript,portal,applet";
  for (const element of inside.querySelectorAll(forbidden)) faults.push(`element ${element.localName}`);
  for (const element of inside.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on")) faults.push(`attribute ${name}`);
      if (name === "href" && !/^(link\/|#)/.test(value)) faults.push(`address ${value}`);
      if (["srcset", "ping", "action", "formaction", "target", "popover", "name"].includes(name))
        if (element.localName !== "meta") faults.push(`attribute ${name}`);
    }
    const { position } = getComputedStyle(element);
    if (position === "fixed" || position === "sticky") faults.push(`position ${position}`);
  }
  return faults;
}
