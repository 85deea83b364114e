// The real page in plain Chromium with the real core in this process: the same two functions as the preload, over
// HTTP on 127.0.0.1. Message frames come from a second port, so that they are another origin, as in the program.
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import type { Core } from "../../electron/core/core.ts";
import { commonHeaders, messagePolicy, pagePolicy } from "../../electron/shell/addresses.ts";

export interface WebBridge {
  /** address of the page */
  readonly address: string;
  frameAddress(token: string): string;
  /** The core may come after the bridge, whose frame address it wants to know. */
  serve(core: Core): void;
  close(): Promise<void>;
}

const renderer = join(import.meta.dirname, "../../dist/renderer");
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Bytes have no place in JSON: they go as `{"$bytes": base64}`, both ways. Kept in step with `bridgeScript`. */
function pack(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (item instanceof Uint8Array) return { $bytes: Buffer.from(item).toString("base64") };
    // Buffers turn themselves into this shape before the line above sees them.
    if (isBufferJson(item)) return { $bytes: Buffer.from(item.data).toString("base64") };
    return item;
  });
}

function isBufferJson(item: unknown): item is { readonly type: "Buffer"; readonly data: number[] } {
  return (
    typeof item === "object" && item !== null && "type" in item && item.type === "Buffer" && "data" in item
  );
}

function unpack(text: string): unknown {
  return JSON.parse(text, (_key, item: unknown) =>
    typeof item === "object" && item !== null && "$bytes" in item && typeof item.$bytes === "string"
      ? new Uint8Array(Buffer.from(item.$bytes, "base64"))
      : item,
  );
}

/** Runs in the page, before its own script. */
const bridgeScript = `
const toBase64 = (bytes) => { let text = ""; for (const byte of bytes) text += String.fromCharCode(byte); return btoa(text); };
const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const pack = (value) => JSON.stringify(value, (_key, item) => item instanceof Uint8Array ? { $bytes: toBase64(item) } : item);
const unpack = (text) => JSON.parse(text, (_key, item) => item && typeof item === "object" && typeof item.$bytes === "string" ? fromBase64(item.$bytes) : item);
window.gatepost = Object.freeze({
  call: async (name, input) => {
    const answer = await fetch("/call/" + encodeURIComponent(name), { method: "POST", body: input === undefined ? "" : pack(input) });
    return unpack(await answer.text());
  },
  on: (listener) => {
    const source = new EventSource("/events");
    source.onmessage = (message) => listener(unpack(message.data));
    return () => source.close();
  },
});
`;

/** `extraOrigin`: none; the page may reach only its own address, as in the program. */
export async function startWebBridge(): Promise<WebBridge> {
  let core: Core | undefined;
  const waiting: ((core: Core) => void)[] = [];
  const whenServed = () =>
    core ? Promise.resolve(core) : new Promise<Core>((resolve) => waiting.push(resolve));

  const frames = createServer(
    (request, response) => void serveFrame(request, response, whenServed, () => page),
  );
  const frameOrigin = await listen(frames);
  const pages = createServer(
    (request, response) => void servePage(request, response, whenServed, frameOrigin),
  );
  const page = await listen(pages);

  return {
    address: `${page}/`,
    frameAddress: (token) => `${frameOrigin}/${token}/`,
    serve(served) {
      core = served;
      for (const resolve of waiting.splice(0)) resolve(served);
    },
    async close() {
      for (const server of [pages, frames]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  whenServed: () => Promise<Core>,
  frameOrigin: string,
): Promise<void> {
  const path = new URL(request.url ?? "/", "http://bridge").pathname;
  if (path.startsWith("/call/") && request.method === "POST") {
    const body = await readBody(request);
    const reply = await (await whenServed()).answer(
      decodeURIComponent(path.slice(6)),
      body === "" ? undefined : unpack(body),
    );
    response.writeHead(200, { "content-type": "application/json" }).end(pack(reply));
  } else if (path === "/events") {
    const served = await whenServed();
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(": open\n\n");
    const stop = served.on((event) => response.write(`data: ${pack(event)}\n\n`));
    request.on("close", stop);
  } else if (path === "/bridge.js") {
    response.writeHead(200, { "content-type": types[".js"] }).end(bridgeScript);
  } else {
    await serveFile(path === "/" ? "/index.html" : path, response, frameOrigin);
  }
}

async function serveFile(path: string, response: ServerResponse, frameOrigin: string): Promise<void> {
  const headers = { ...commonHeaders, "content-security-policy": pagePolicy({ frames: frameOrigin }) };
  const type = types[extname(path)];
  const file = join(renderer, normalize(path));
  const bytes = type && file.startsWith(renderer) ? await readFile(file).catch(() => undefined) : undefined;
  if (!bytes || !type) return void response.writeHead(404, headers).end();
  const body =
    type === types[".html"]
      ? bytes.toString().replace("<head>", '<head><script src="/bridge.js"></script>')
      : bytes;
  response.writeHead(200, { ...headers, "content-type": type }).end(body);
}

async function serveFrame(
  request: IncomingMessage,
  response: ServerResponse,
  whenServed: () => Promise<Core>,
  page: () => string,
): Promise<void> {
  const [, token = "", ...rest] = new URL(request.url ?? "/", "http://frames").pathname.split("/");
  const content = await (await whenServed()).frame(token, `/${rest.join("/")}`);
  if (!content) return void response.writeHead(404, commonHeaders).end();
  const policy = messagePolicy({
    own: `http://${request.headers.host}`,
    ancestor: page(),
    remote: content.remote,
  });
  const headers = { ...commonHeaders, "content-type": content.type, "content-security-policy": policy };
  // A link was clicked: the frame stays as it is.
  if (content.stay) return void response.writeHead(204, headers).end();
  response.writeHead(200, headers).end(content.body);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}
