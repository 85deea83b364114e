// What every file of pictures needs: a page with a real core that is opened anew for each test, answers of the core that
// can be bent, and the gallery that photographs.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type BrowserApp, type BrowserAppOptions, startBrowserApp } from "../support/browser-app.ts";
import { type Gallery, openGallery } from "./gallery.ts";

export const patient = { timeout: 60_000 };

export interface Stage {
  /** the one that was opened last */
  readonly app: BrowserApp;
  /** for files that are chosen or saved */
  readonly folder: string;
  /** done after the test, the last first */
  readonly closing: (() => Promise<unknown>)[];
  open(options?: BrowserAppOptions): Promise<Page>;
  /** Of the page that was opened last, unless it is another one. */
  shoot(name: string, page?: Page): Promise<void>;
  button(name: string | RegExp): Locator;
  /** Goes to a room by the main navigation. */
  room(name: string): Promise<void>;
  answer<Value>(name: string, input?: unknown): Promise<Value>;
  /** Changes what the core answers to this call, from the next load of the page on. */
  pretend(name: string, change: (value: never) => unknown): Promise<void>;
}

/** To be called once in a file: it cleans up behind each test, and says at the end what a machine has found. */
export function setStage(): Stage {
  const closing: (() => Promise<unknown>)[] = [];
  let gallery: Gallery;
  let folder = "";
  let app: BrowserApp;
  const shoot = (name: string, page = app.page) => gallery.shoot({ page }, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "gp-screens-"));
    gallery = await openGallery();
  });
  afterEach(async (context) => {
    if (context.task.result?.state === "fail") await shoot(`failed-${context.task.name.slice(0, 12)}`);
    for (const close of closing.splice(0).reverse()) await close();
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    console.log(gallery.findings.join("\n") || "nothing found by the machine");
  });

  return {
    get app() {
      return app;
    },
    get folder() {
      return folder;
    },
    closing,
    shoot,
    button: (name) => app.page.getByRole("button", { name, exact: true }),
    room: (name) => app.page.getByRole("navigation").getByRole("button", { name, exact: true }).click(),
    async open(options = {}) {
      app = await startBrowserApp(options);
      closing.push(() => app.close());
      return app.page;
    },
    async answer<Value>(name: string, input?: unknown): Promise<Value> {
      const reply = await app.core.answer(name, input);
      if (!reply.ok) throw new Error(reply.error.code);
      return reply.value as Value;
    },
    async pretend(name, change) {
      await app.page.route(`**/call/${name}`, async (route) => {
        const response = await route.fetch();
        const reply = await response.json();
        await route.fulfill({ response, json: { ok: true, value: change(reply.value as never) } });
      });
    },
  };
}
