// The door between our windows and the core: one channel in, one out. Checks who asks; what is asked is checked by the
// core (electron/core/answer.ts).
import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from "electron";
import type { AnyEvent, Reply } from "../../shared/ipc/contract.ts";

const forbidden: Reply<never> = { ok: false, error: { code: "forbidden", detail: {} } };

/** One of our windows, as long as it is open, and what the page in it may have. */
export interface OwnPage {
  readonly window: () => BrowserWindow | undefined;
  /** how the address of the page begins */
  readonly address: string;
  readonly mayAsk: (name: string) => boolean;
  readonly mayHear: (name: string) => boolean;
}

/**
 * Lets the main frames of these pages call `answer`.
 * SECURITY: P2. A frame inside a page, another window, or a window of ours on its way elsewhere get `forbidden`; so does
 * a page for what is not its own.
 */
export function serveCalls(options: {
  readonly pages: readonly OwnPage[];
  readonly answer: (name: string, input: unknown) => Promise<Reply<unknown>>;
}): void {
  ipcMain.handle("call", async (event, name: unknown, input: unknown) => {
    const page = options.pages.find((each) => isThis(event, each));
    if (!page || typeof name !== "string" || !page.mayAsk(name)) return forbidden;
    return options.answer(name, input);
  });
}

function isThis(event: IpcMainInvokeEvent, { window: current, address }: OwnPage): boolean {
  const frame = event.senderFrame;
  const window = current();
  if (!window || window.isDestroyed() || !frame) return false;
  return (
    event.sender === window.webContents &&
    frame === window.webContents.mainFrame &&
    frame.parent === null &&
    frame.url.startsWith(address)
  );
}

/** Tells the pages that are open of an event, each of what is its own. */
export function tell(pages: readonly OwnPage[], event: AnyEvent): void {
  for (const page of pages) {
    const window = page.window();
    if (!window || window.isDestroyed() || window.webContents.isDestroyed()) continue;
    if (page.mayHear(event.name)) window.webContents.send("event", event);
  }
}
