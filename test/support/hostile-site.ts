// A web server that plays a provider's page which wants to do harm, and another one that it would like to lead to.
// Both count what is asked of them. 127.0.0.1 only; every name below "localhost" leads there.
import { createServer as createPlain } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo, Server as NetServer } from "node:net";
import { type Certificates, makeCertificates } from "../provider/certificates.ts";
import type { WebPlace } from "./page-world.ts";

/** "bücher.localhost", as it is on the wire. */
export const hostileHost = "xn--bcher-kva.localhost";

export interface HostileSite extends WebPlace {
  /** addresses of the server elsewhere, over TLS and without */
  readonly elsewhere: { readonly tls: string; readonly plain: string };
  /** paths that were asked of the site itself */
  readonly asked: string[];
  /** requests that came to the server elsewhere; there should never be one */
  readonly reached: string[];
  /** From now on the site shows a certificate of an authority that nobody trusts. */
  changeCertificate(): void;
  stop(): Promise<void>;
}

const maxPdf = 5 * 1024 * 1024;
type Page = {
  readonly headers?: Record<string, string>;
  readonly status?: number;
  readonly body?: string | Buffer;
};

const html = (body: string, title = "Security"): Page => ({
  headers: { "content-type": "text/html; charset=utf-8" },
  body: `<!doctype html><meta charset="utf-8"><title>${title}</title>${body}`,
});
const file = (type: string, name: string, body: string | Buffer): Page => ({
  headers: { "content-type": type, "content-disposition": `attachment; filename="${name}"` },
  body,
});

function pageAt(path: string, elsewhere: string): Page {
  switch (path) {
    case "/security":
      return html("<h1>Security</h1>", "\u202eLog in\u2066 at mail.com\n\t now \u0007");
    case "/redirect":
      return { status: 302, headers: { location: `${elsewhere}/login` } };
    case "/loop":
      return html(`<script>setTimeout(() => { location.href = "/loop?" + Math.random(); })</script>`);
    case "/stay":
      return html(`<script>onbeforeunload = (event) => { event.preventDefault(); return "stay"; }</script>`);
    case "/members":
      return { ...html("Members only"), status: 401, headers: { "www-authenticate": 'Basic realm="x"' } };
    case "/worker.js":
      return {
        headers: { "content-type": "text/javascript" },
        body: "addEventListener('fetch', (event) => event.respondWith(new Response('from the worker')));",
      };
    case "/key.pdf":
      return {
        headers: {
          "content-type": "application/pdf",
          "content-disposition": "attachment; filename*=UTF-8''..%2FSecret%20key%E2%80%AE.pdf",
        },
        body: "%PDF-1.7 the key",
      };
    case "/huge.pdf":
      return file(
        "application/pdf",
        "huge.pdf",
        Buffer.concat([Buffer.from("%PDF-1.7"), Buffer.alloc(maxPdf)]),
      );
    case "/no.pdf":
      return file("application/pdf", "no.pdf", "<script>alert(1)</script>");
    case "/tool.exe":
      return file("application/octet-stream", "tool.exe", "MZ");
    default:
      return { status: 404, body: "nothing here" };
  }
}

export async function startHostileSite(): Promise<HostileSite> {
  const certificates = makeCertificates([hostileHost]);
  const asked: string[] = [];
  const reached: string[] = [];
  const secure = ({ server }: Certificates) => ({ key: server.key, cert: server.chain });
  const outside = createServer(secure(certificates), (request, response) => {
    reached.push(`tls ${request.url}`);
    response.end("elsewhere");
  });
  const plain = createPlain((request, response) => {
    reached.push(`plain ${request.url}`);
    response.end("elsewhere");
  });
  const elsewhere = {
    tls: `https://${hostileHost}:${await listen(outside)}`,
    plain: `http://${hostileHost}:${await listen(plain)}`,
  };
  const site: Server = createServer(secure(certificates), (request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    asked.push(path);
    const { status = 200, headers = {}, body = "" } = pageAt(path, elsewhere.tls);
    response.writeHead(status, { ...headers, "set-cookie": "visited=yes; Max-Age=1000; Secure; HttpOnly" });
    response.end(body);
  });
  const web = `https://${hostileHost}:${await listen(site)}`;
  return {
    web,
    authority: certificates.authority,
    elsewhere,
    asked,
    reached,
    changeCertificate() {
      site.setSecureContext(secure(makeCertificates([hostileHost])));
      site.closeAllConnections();
    },
    async stop() {
      await Promise.all([site, outside, plain].map(close));
    },
  };
}

async function listen(server: NetServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

function close(server: Server | ReturnType<typeof createPlain>): Promise<unknown> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}
