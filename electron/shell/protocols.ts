// Our own schemes: `gatepost://app/` gives the page, `gatepost-message://<token>/` one HTML message. There is no
// `file:` in the program. What is not on the list of files, or is no known token, does not exist.
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { type Protocol, protocol, session } from "electron";
import { linkAddress } from "../core/mail/frames.ts";
import type { FrameContent } from "../core/platform.ts";
import {
  commonHeaders,
  messagePolicy,
  messageScheme,
  pageOrigin,
  pagePartition,
  pagePolicy,
  pageScheme,
} from "./addresses.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".json": "application/json",
};

/** To be called before the program is ready. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
    // SECURITY: P5. Not fetchable and not the page's origin: the page can only put it into a frame.
    { scheme: messageScheme, privileges: { standard: true, secure: true } },
  ]);
}

/**
 * Serves both schemes. `folder` holds the built page; `development` is the address of the dev server that is shown
 * instead of it; `frame` answers what the core keeps under a token.
 */
export async function serveSchemes(options: {
  readonly folder: string;
  readonly development: string | undefined;
  readonly frame: (token: string, path: string) => Promise<FrameContent | undefined>;
}): Promise<void> {
  const files = options.development ? new Set<string>() : await filesIn(options.folder);
  const { protocol: own } = session.fromPartition(pagePartition);
  own.handle(pageScheme, (request) => pageAnswer(request, options.folder, files));
  own.handle(messageScheme, async (request) => {
    const url = new URL(request.url);
    // SECURITY: a clicked link is caught as a navigation (policy.ts); a picture with a link's address is no click.
    const asked = request.method === "GET" && linkAddress(url.pathname) === undefined;
    const content = asked ? await options.frame(url.hostname, url.pathname) : undefined;
    if (!content) return missing();
    const policy = messagePolicy({
      own: `${messageScheme}://${url.hostname}`,
      ancestor: options.development ?? pageOrigin,
      remote: content.remote,
    });
    const headers = { ...commonHeaders, "content-type": content.type, "content-security-policy": policy };
    return new Response(content.body as BodyInit, { headers });
  });
}

/**
 * Serves our built pages to a session beside the main one; `extra` answers what is made for it alone, as PNG.
 * SECURITY: P52. No bridge goes along; which pages may ask the core is decided by their windows (ipc.ts).
 */
export async function servePages(
  own: Protocol,
  folder: string,
  extra: (url: URL) => Uint8Array | undefined,
): Promise<void> {
  const files = await filesIn(folder);
  own.handle(pageScheme, async (request) => {
    const made = extra(new URL(request.url));
    if (!made) return pageAnswer(request, folder, files);
    return new Response(made as BodyInit, { headers: { ...commonHeaders, "content-type": "image/png" } });
  });
}

/** Names of all built files, as the page asks for them: "/index.html", "/assets/…". SECURITY: a list, not a path. */
async function filesIn(folder: string): Promise<ReadonlySet<string>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = found
    .filter((entry) => entry.isFile() && types[extname(entry.name)] !== undefined)
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll("\\", "/"));
  return new Set(names);
}

async function pageAnswer(request: Request, folder: string, files: ReadonlySet<string>): Promise<Response> {
  const url = new URL(request.url);
  // Node knows no origin of our scheme ("null"), so its parts are compared.
  const ours = request.method === "GET" && `${url.protocol}//${url.host}` === pageOrigin;
  if (!ours || !files.has(url.pathname)) return missing();
  const headers = {
    ...commonHeaders,
    "content-type": types[extname(url.pathname)] ?? "application/octet-stream",
    "content-security-policy": pagePolicy({ frames: `${messageScheme}:` }),
  };
  return new Response(await readFile(join(folder, url.pathname)), { headers });
}

function missing(): Response {
  const headers = { ...commonHeaders, "content-security-policy": "default-src 'none'" };
  return new Response("", { status: 404, headers });
}
