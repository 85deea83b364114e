// A PDF that a provider's page offers, taken off the line before it could become a file. Electron writes every download
// to the disk, so the answer itself is caught, by the network part of the DevTools protocol. Nothing else of that
// protocol is used: no script is run, and the page is not looked into.
import type { WebContents } from "electron";
import { maxOfferedBytes, type ProviderPageOptions } from "../../core/platform.ts";

type Handlers = Pick<ProviderPageOptions, "judge" | "offered" | "blocked">;

/** Of Fetch.requestPaused, Fetch.takeResponseBodyAsStream and IO.read as Chromium documents them, what is used here. */
interface Paused {
  readonly requestId: string;
  readonly request: { readonly url: string };
  readonly responseStatusCode?: number;
  readonly responseHeaders?: readonly { readonly name: string; readonly value: string }[];
}
interface Stream {
  readonly stream: string;
}
interface Piece {
  readonly data: string;
  readonly base64Encoded?: boolean;
  readonly eof: boolean;
}

/** Milliseconds for a whole PDF. */
const timeLimit = 60_000;

/** To be called before anything is loaded. */
export async function takeOffers(contents: WebContents, handlers: Handlers): Promise<void> {
  const line = contents.debugger;
  line.attach("1.3");
  line.on("message", (_event, method, params: Paused) => {
    if (method !== "Fetch.requestPaused") return;
    // A page that has gone meanwhile has no use for the answer.
    answerPaused(line, params, handlers).catch(() => undefined);
  });
  await line.sendCommand("Fetch.enable", {
    patterns: [{ urlPattern: "*", resourceType: "Document", requestStage: "Response" }],
  });
}

async function answerPaused(line: Electron.Debugger, paused: Paused, handlers: Handlers): Promise<void> {
  const { requestId, request } = paused;
  const header = (name: string) =>
    paused.responseHeaders?.find((known) => known.name.toLowerCase() === name)?.value ?? "";
  const isPdf = /^application\/pdf\s*(;|$)/i.test(header("content-type").trim());
  if (paused.responseStatusCode !== 200 || !isPdf || handlers.judge(request.url) !== "show") {
    await line.sendCommand("Fetch.continueRequest", { requestId });
    return;
  }
  const bytes = await readBody(line, requestId);
  // The page stays as it is, as with any download.
  await line.sendCommand("Fetch.failRequest", { requestId, errorReason: "Aborted" });
  // SECURITY: P23. What does not begin as a PDF is none, whatever it calls itself.
  if (bytes?.subarray(0, 5).toString("latin1") !== "%PDF-") handlers.blocked("download", request.url);
  else handlers.offered({ name: offeredName(header("content-disposition"), request.url), bytes });
}

/** undefined if it is larger than we take, or too slow. SECURITY: P11. The limit comes while reading. */
async function readBody(line: Electron.Debugger, requestId: string): Promise<Buffer | undefined> {
  const { stream }: Stream = await line.sendCommand("Fetch.takeResponseBodyAsStream", { requestId });
  const until = performance.now() + timeLimit;
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    while (performance.now() < until) {
      const read: Piece = await line.sendCommand("IO.read", { handle: stream, size: 256 * 1024 });
      const { data, base64Encoded, eof } = read;
      const piece = Buffer.from(data, base64Encoded === true ? "base64" : "utf8");
      size += piece.length;
      if (size > maxOfferedBytes) return undefined;
      pieces.push(piece);
      if (eof) return Buffer.concat(pieces);
    }
    return undefined;
  } finally {
    for (const piece of pieces) piece.fill(0);
    await line.sendCommand("IO.close", { handle: stream });
  }
}

/** The name in a Content-Disposition header (RFC 6266), else the end of the path. Not cleaned. */
export function offeredName(disposition: string, address: string): string {
  const extended = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition);
  const last = new URL(address).pathname.split("/").at(-1) ?? "";
  return decoded(extended) ?? plain?.[1] ?? plain?.[2] ?? decoded(last) ?? "";
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
