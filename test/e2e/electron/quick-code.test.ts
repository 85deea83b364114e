// The quick-code window and the sign in the tray, in the real program: keys that are pressed on the display, the real
// clipboard, the real menu.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../../support/electron-app.ts";

const run = promisify(execFile);
const secrets = {
  "GitHub:ann": "JBSWY3DPEHPK3PXP",
  "Mail:bob": "GEZDGNBVGY3TQOJQ",
  "Bank:cleo": "MFRGGZDFMZTWQ2LK",
};

let app: App;

beforeAll(async () => {
  app = await startApp();
  await app.page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
  for (const [label, secret] of Object.entries(secrets)) {
    const [issuer = "", account = ""] = label.split(":");
    await app.call("codes.addLink", {
      link: `otpauth://totp/${issuer}:${account}?secret=${secret}&issuer=${issuer}`,
    });
  }
});
afterAll(() => app?.stop());

/** Presses keys on the display itself, as a keyboard does: no page is asked. */
const press = (...keys: readonly string[]) =>
  run("xdotool", ["key", ...keys], { env: { ...process.env, DISPLAY: app.display } });

const quickPage = () => app.electron.windows().find((page) => page.url().endsWith("/quick-code.html"));
async function openQuick(): Promise<Page> {
  const opened = app.electron.waitForEvent("window");
  await press("ctrl+alt+g");
  const page = await opened;
  await page.getByRole("combobox", { name: "Search codes" }).waitFor();
  return page;
}
const clipboard = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
const codeOf = async (issuer: string) => {
  const entry = (await app.call("codes.list", undefined)).find((each) => each.issuer === issuer);
  return (await app.call("codes.current", undefined)).find(({ id }) => id === entry?.id)?.code;
};

test("keys are set in the settings by pressing them, and are on from then", async () => {
  await app.page.getByRole("button", { name: "Settings" }).click();
  await app.page.getByRole("button", { name: /^Quick code.*Not set/ }).click();
  await app.page.getByText("Press the keys…").waitFor();
  await app.page.keyboard.press("Control+Alt+KeyG");
  await app.page.getByRole("button", { name: /^Quick code.*Ctrl\+Alt\+G/ }).waitFor();
  await app.page.getByText("Works in every program.").waitFor();
  await app.screenshot("settings-shortcuts");
});

test("the keys open a small window above all others; a few letters and Enter copy the code and close it", async () => {
  const page = await openQuick();
  const shape = await app.electron.evaluate(({ BrowserWindow }) => {
    const quick = BrowserWindow.getAllWindows().find((each) => each.getTitle() === "Gatepost quick code");
    return { top: quick?.isAlwaysOnTop(), focused: quick?.isFocused(), size: quick?.getSize() };
  });
  expect(shape).toEqual({ top: true, focused: true, size: [420, 440] });
  await expect.poll(() => page.getByRole("option").count()).toBe(3);
  await page.screenshot({ path: "test-results/quick-code.png" });
  const closed = page.waitForEvent("close");
  await press("m", "a", "i");
  await expect.poll(() => page.getByRole("option").count()).toBe(1);
  const before = await codeOf("Mail");
  await press("Return");
  await closed;
  expect([before, await codeOf("Mail")]).toContain(await clipboard());
});

test("the arrows choose, Escape closes and copies nothing, and the keys close it as well", async () => {
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText("kept"));
  const page = await openQuick();
  const chosen = () => page.getByRole("option", { selected: true }).getAttribute("aria-label");
  expect(await chosen()).toBe("GitHub, ann");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect.poll(chosen).toBe("Bank, cleo");
  await page.keyboard.press("ArrowUp");
  await expect.poll(chosen).toBe("Mail, bob");
  const closed = page.waitForEvent("close");
  await press("Escape");
  await closed;
  expect(await clipboard()).toBe("kept");

  const again = await openQuick();
  const gone = again.waitForEvent("close");
  await press("ctrl+alt+g");
  await gone;
  expect(quickPage()).toBeUndefined();
});

test("hidden codes stay hidden here too, until one is asked for; Enter copies without showing", async () => {
  await app.call("settings.change", { hideCodes: true });
  const page = await openQuick();
  const digits = () => page.getByText(/^\d{3}\s?\d{3}$/).count();
  const covered = () => page.getByRole("img", { name: "Hidden code" }).count();
  await expect.poll(covered).toBe(3);
  expect(await digits()).toBe(0);
  await page.screenshot({ path: "test-results/quick-code-hidden.png" });
  await press("ctrl+Return");
  await expect.poll(digits).toBe(1);
  expect(await covered()).toBe(2);
  await page.getByTitle("Show code").first().click();
  await expect.poll(digits).toBe(2);
  await page.screenshot({ path: "test-results/quick-code-revealed.png" });
  const closed = page.waitForEvent("close");
  const before = await codeOf("GitHub");
  await press("Return");
  await closed;
  expect([before, await codeOf("GitHub")]).toContain(await clipboard());
  await app.call("settings.change", { hideCodes: false });
});

test("its page reaches codes to be copied and nothing else, and hears of nothing else", async () => {
  const page = await openQuick();
  const ask = (name: string, input: unknown) =>
    page.evaluate(
      (asked) =>
        (
          window as unknown as { gatepost: { call(name: string, input: unknown): Promise<unknown> } }
        ).gatepost.call(asked.name, asked.input),
      { name, input },
    );
  const forbidden = { ok: false, error: { code: "forbidden", detail: {} } };
  for (const name of [
    "accounts.list",
    "export.revealMigration",
    "settings.change",
    "codes.remove",
    "jobs.list",
  ])
    expect(await ask(name, undefined), name).toEqual(forbidden);
  expect(await ask("codes.list", undefined)).toMatchObject({ ok: true });
  const closed = page.waitForEvent("close");
  await press("Escape");
  await closed;
});

test("keys that another program has are refused in words", async () => {
  // Another X client grabs them first: here the program itself, by a back door of the test.
  const taken = await app.electron.evaluate(({ globalShortcut }) =>
    globalShortcut.register("CommandOrControl+Alt+Y", () => undefined),
  );
  expect(taken).toBe(true);
  await app.page.getByRole("button", { name: /^Quick code.*Ctrl\+Alt\+G/ }).click();
  await app.page.keyboard.press("Control+Alt+KeyY");
  await app.page.getByText("Another program already has these keys.").waitFor();
  await app.page.getByRole("button", { name: /^Quick code.*Ctrl\+Alt\+G/ }).waitFor();
});

/** The newest menu of the tray: no desktop draws it here, so it is taken where the program hands it to the system. */
async function watchTray(): Promise<void> {
  await app.electron.evaluate(({ Tray }) => {
    const kept = globalThis as typeof globalThis & { trayMenu?: Electron.Menu | null };
    const before = Tray.prototype.setContextMenu;
    Tray.prototype.setContextMenu = function (menu) {
      kept.trayMenu = menu;
      before.call(this, menu);
    };
  });
}
const trayLabels = () =>
  app.electron.evaluate(() => {
    const kept = globalThis as typeof globalThis & { trayMenu?: Electron.Menu };
    return kept.trayMenu?.items.map(({ label }) => label);
  });
const clickTray = (label: string) =>
  app.electron.evaluate((_electron, wanted) => {
    const kept = globalThis as typeof globalThis & { trayMenu?: Electron.Menu };
    kept.trayMenu?.items.find((item) => item.label === wanted)?.click();
  }, label);

test("the tray has the pinned codes; a click copies one", async () => {
  await watchTray();
  const mail = (await app.call("codes.list", undefined)).find(({ issuer }) => issuer === "Mail");
  await app.call("codes.edit", { codeId: mail?.id ?? "", pinned: true });
  await expect.poll(trayLabels).toEqual(["Mail – bob", "", "Open Gatepost", "Quit"]);
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText("before"));
  const before = await codeOf("Mail");
  await clickTray("Mail – bob");
  await expect.poll(clipboard).not.toBe("before");
  expect([before, await codeOf("Mail")]).toContain(await clipboard());
});

test("while the authenticator is locked the window asks for the passphrase, and the tray names no code", async () => {
  const { jobId } = await app.call("lock.turnOn", { passphrase: "correct horse battery" });
  await expect
    .poll(async () => (await app.call("jobs.get", { jobId })).state, { timeout: 60_000 })
    .toBe("done");
  await expect
    .poll(trayLabels)
    .toEqual(["Mail – bob", "", "Lock the authenticator", "Open Gatepost", "Quit"]);
  await clickTray("Lock the authenticator");
  await expect.poll(trayLabels).toEqual(["The authenticator is locked", "", "Open Gatepost", "Quit"]);

  const opened = app.electron.waitForEvent("window");
  await press("ctrl+alt+g");
  const page = await opened;
  await page.getByText("The authenticator is locked").waitFor();
  expect(await page.getByRole("option").count()).toBe(0);
  await page.getByRole("textbox", { name: "Passphrase" }).fill("wrong horse battery");
  await page.getByRole("button", { name: "Unlock" }).click();
  await page.getByRole("alert").waitFor();
  await page.screenshot({ path: "test-results/quick-code-locked.png" });
  await page.getByRole("textbox", { name: "Passphrase" }).fill("correct horse battery");
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect.poll(() => page.getByRole("option").count(), { timeout: 20_000 }).toBe(3);
  const closed = page.waitForEvent("close");
  await press("Escape");
  await closed;
  await expect.poll(trayLabels).toContain("Mail – bob");
});

test("closing the window leaves the program in the tray, if the user wants it; the keys and a second start still work", async () => {
  const visible = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((window) => window.getTitle() === "Gatepost" && window.isVisible()),
    );
  await app.page.getByRole("checkbox", { name: /Closing the window leaves Gatepost running/ }).click();
  await expect.poll(async () => (await app.call("settings.get", undefined)).tray.staysOnClose).toBe(true);
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(visible).toBe(false);
  const page = await openQuick();
  const closed = page.waitForEvent("close");
  await press("Escape");
  await closed;
  expect(await visible()).toBe(false);
  // As a second start of the program asks it.
  await app.electron.evaluate(({ app }) => app.emit("second-instance"));
  await expect.poll(visible).toBe(true);
});
