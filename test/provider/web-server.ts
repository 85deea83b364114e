// The provider's web server: HTTPS on 127.0.0.1, the JSON API below /api/, pages everywhere else. Reads requests with
// a limit, and turns refusals into answers.
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { answerApi } from "./api.ts";
import type { KeyPair } from "./certificates.ts";
import { type House, ProviderRefusal, refusalStatus } from "./house.ts";
import { answerPage, type PageExtras } from "./pages/pages.ts";

const maxBody = 64 * 1024;

export interface WebServer {
  readonly port: number;
  stop(): Promise<void>;
}

export async function startWebServer(
  house: House,
  certificate: KeyPair,
  extras: PageExtras,
  port: number,
): Promise<WebServer> {
  const server = createServer({ key: certificate.key, cert: certificate.chain }, (request, response) => {
    void answer(house, extras, request, response);
  });
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

/** The body as text; limits come before parsing. */
async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBody) throw new ProviderRefusal("too-large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function answer(
  house: House,
  extras: PageExtras,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    if (path.startsWith("/api/")) return await answerJson(house, path, request, response);
    const body = await readBody(request);
    const page = await answerPage(house, extras, {
      method: request.method ?? "GET",
      path,
      cookie: request.headers.cookie ?? "",
      form: new URLSearchParams(body),
    });
    response.writeHead(page.status, page.headers);
    response.end(page.body);
  } catch (failure) {
    refuse(house, response, failure);
  }
}

async function answerJson(
  house: House,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? "GET";
  try {
    const token = /^Bearer ([\w-]+)$/.exec(request.headers.authorization ?? "")?.[1];
    const { status, body } = await answerApi(house, {
      method,
      path,
      token,
      body: json(await readBody(request)),
    });
    response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  } catch (failure) {
    const signingIn = path === "/api/session" && method === "POST";
    refuse(house, response, failure, signingIn);
  }
}

function json(body: string): unknown {
  if (body.trim() === "") return {};
  try {
    return JSON.parse(body);
  } catch {
    throw new ProviderRefusal("bad-request");
  }
}

function refuse(house: House, response: ServerResponse, failure: unknown, signingIn = false): void {
  if (!(failure instanceof ProviderRefusal)) {
    console.error("practice provider:", failure);
    response.writeHead(500, { "content-type": "application/json" });
    response.end(
      JSON.stringify({ error: { code: "internal", message: "A fault of the practice provider." } }),
    );
    return;
  }
  const usual = refusalStatus[failure.code];
  const status = signingIn && usual === 403 ? 401 : usual;
  const error = { code: failure.code, message: failure.message, serverTime: house.now(), ...failure.facts };
  // after a body that was too large nothing more can be read on this connection
  response.writeHead(status, {
    "content-type": "application/json",
    ...(failure.code === "too-large" ? { connection: "close" } : {}),
  });
  response.end(JSON.stringify({ error }));
}
