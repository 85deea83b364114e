// Paper: a page of ours, or a PDF that the user has taken in, in a window that is never shown. SECURITY: P1. No script,
// no preload, a session of its own in memory; nothing is written to the disk.
import { BrowserWindow } from "electron";

const partition = "print";

/** Opens `content` in a window that nobody sees, and closes it whatever happens. */
async function inHiddenWindow<Value>(
  address: string,
  forPdf: boolean,
  work: (window: BrowserWindow) => Promise<Value>,
): Promise<Value> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      partition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      // The viewer of PDFs is a plugin with script; a page of ours has none.
      javascript: forPdf,
      plugins: forPdf,
      webgl: false,
      devTools: false,
    },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: "deny" }));
  try {
    await window.loadURL(address);
    return await work(window);
  } finally {
    window.destroy();
  }
}

const pageAddress = (html: string) =>
  `data:text/html;charset=utf-8;base64,${Buffer.from(html).toString("base64")}`;

/** In the system's dialog; false if the user changed their mind, or if there is no printer. */
export async function printDocument(
  document: { readonly html: string } | { readonly pdf: Uint8Array },
): Promise<boolean> {
  const isPdf = "pdf" in document;
  const address = isPdf
    ? `data:application/pdf;base64,${Buffer.from(document.pdf).toString("base64")}`
    : pageAddress(document.html);
  return inHiddenWindow(
    address,
    isPdf,
    (window) =>
      new Promise((resolve) => window.webContents.print({ silent: false }, (printed) => resolve(printed))),
  );
}

export async function pageAsPdf(html: string): Promise<Uint8Array> {
  return inHiddenWindow(pageAddress(html), false, (window) =>
    window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: false }),
  );
}
