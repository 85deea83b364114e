// A PDF that a provider's page has made by itself (a `blob:` address) and offers as a download. Electron can only write it
// to the disk, so the download is stopped, and the same address opened in a view of ours that is never shown and runs no
// script; what has been loaded there is taken from memory. The provider's page itself is not looked into.
import { WebContentsView } from "electron";
import { maxOfferedBytes, type ProviderPageOptions } from "../../core/platform.ts";
import { providerPagePartition } from "../addresses.ts";
import { sealedPreferences } from "../web-preferences.ts";

/** Milliseconds; it comes out of memory. */
const timeLimit = 10_000;

/** Of Page.getResourceTree and Page.getResourceContent as Chromium documents them, what is used here. */
interface ResourceTree {
  readonly frameTree: { readonly frame: { readonly id: string; readonly mimeType: string } };
}
interface Content {
  readonly content: string;
  readonly base64Encoded: boolean;
}

export type TakeMade = (
  item: Pick<Electron.DownloadItem, "getURL" | "getFilename" | "getTotalBytes">,
) => void;

/** Answers what takes such a download over, one at a time, and tells `offered` or `blocked`. */
export function takeMadePdfs({
  judge,
  offered,
  blocked,
}: Pick<ProviderPageOptions, "judge" | "offered" | "blocked">): TakeMade {
  let busy = false;
  return (item) => {
    const address = item.getURL();
    const size = item.getTotalBytes();
    // SECURITY: P23, P11. Made on the provider's own ground; the limit comes before it is read.
    const ours = address.startsWith("blob:") && judge(`${new URL(address).origin}/`) === "show";
    if (!ours || busy || size <= 0 || size > maxOfferedBytes) {
      blocked("download", address);
      return;
    }
    busy = true;
    const name = item.getFilename();
    readMade(address)
      .then((bytes) => {
        if (bytes?.subarray(0, 5).toString("latin1") === "%PDF-") offered({ name, bytes });
        else blocked("download", address);
      })
      // It may have been taken back by the page meanwhile; then there is nothing to read.
      .catch(() => blocked("download", address))
      .finally(() => {
        busy = false;
      });
  };
}

/** undefined: it is no PDF. */
async function readMade(address: string): Promise<Buffer | undefined> {
  const view = new WebContentsView({
    webPreferences: {
      ...sealedPreferences,
      partition: providerPagePartition,
      javascript: false,
      devTools: false,
    },
  });
  const contents = view.webContents;
  const late = setTimeout(() => contents.close({ waitForBeforeUnload: false }), timeLimit);
  try {
    contents.debugger.attach("1.3");
    await contents.loadURL(address);
    await contents.debugger.sendCommand("Page.enable");
    const { frameTree }: ResourceTree = await contents.debugger.sendCommand("Page.getResourceTree");
    const { id: frameId, mimeType } = frameTree.frame;
    if (mimeType !== "application/pdf") return undefined;
    const read: Content = await contents.debugger.sendCommand("Page.getResourceContent", {
      frameId,
      url: address,
    });
    return read.base64Encoded ? Buffer.from(read.content, "base64") : Buffer.from(read.content, "latin1");
  } finally {
    clearTimeout(late);
    if (!contents.isDestroyed()) contents.close({ waitForBeforeUnload: false });
  }
}
