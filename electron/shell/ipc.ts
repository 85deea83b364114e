// The door between the window and the core: one channel in, one out. Checks who asks; what is asked is checked by the
// core (electron/core/answer.ts).
import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from "electron";
import type { AnyEvent, Reply } from "../../shared/ipc/contract.ts";

const forbidden: Reply<never> = { ok: false, error: { code: "forbidden", detail: {} } };

/**
 * Lets the main frame of `window()`, at an address that begins with `address`, call `answer`.
 * SECURITY: P2. A frame inside the page, another window, or our window on its way elsewhere get `forbidden`.
 */
export function serveCalls(options: {
  readonly window: () => BrowserWindow | undefined;
  readonly address: string;
  readonly answer: (name: string, input: unknown) => Promise<Reply<unknown>>;
}): void {
  ipcMain.handle("call", async (event, name: unknown, input: unknown) => {
    if (!isOurPage(event, options.window(), options.address) || typeof name !== "string") return forbidden;
    return options.answer(name, input);
  });
}

function isOurPage(event: IpcMainInvokeEvent, window: BrowserWindow | undefined, address: string): boolean {
  const frame = event.senderFrame;
  if (!window || window.isDestroyed() || !frame) return false;
  return (
    event.sender === window.webContents &&
    frame === window.webContents.mainFrame &&
    frame.parent === null &&
    frame.url.startsWith(`${address}/`)
  );
}

/** Tells the page of an event, if there is a page. */
export function tell(window: BrowserWindow | undefined, event: AnyEvent): void {
  if (window && !window.isDestroyed() && !window.webContents.isDestroyed()) {
    window.webContents.send("event", event);
  }
}
