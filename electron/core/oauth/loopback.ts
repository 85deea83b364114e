// The address on this computer to which the browser brings the provider's answer (RFC 8252 section 7.3): 127.0.0.1, a
// free port, one answer, for a few minutes. It serves one plain page and nothing else.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { AppError } from "../../../shared/ipc/errors.ts";
import { answerPage, pageHeaders } from "./answer-page.ts";

export interface Loopback {
  readonly redirectUri: string;
  /** The one answer that carries `state`. Throws `oauth-timed-out` after `limit` milliseconds, `cancelled`. */
  answer(state: string, limit: number, signal: AbortSignal): Promise<URLSearchParams>;
  close(): void;
}

/** SECURITY: a request line longer than this is no answer of a provider; Node refuses it before we see it. */
const longestRequest = 16_384;

export async function openLoopback(): Promise<Loopback> {
  let take: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  const server = createServer(
    { maxHeaderSize: longestRequest, requestTimeout: 10_000 },
    (request, response) => (take ? take(request, response) : refuse(response, 404)),
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    // SECURITY: this computer alone; the port is the system's choice.
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () => {
    take = undefined;
    server.close();
    server.closeIdleConnections();
  };
  return {
    redirectUri: `http://127.0.0.1:${port}/`,
    close,
    answer: (state, limit, signal) =>
      new Promise<URLSearchParams>((resolve, reject) => {
        const end = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", cancel);
          close();
        };
        const cancel = () => {
          end();
          reject(new AppError("cancelled"));
        };
        const timer = setTimeout(() => {
          end();
          reject(new AppError("oauth-timed-out"));
        }, limit);
        signal.addEventListener("abort", cancel, { once: true });
        take = (request, response) => {
          const answer = readAnswer(request, port, state);
          if (answer === undefined) return refuse(response, 400);
          response.writeHead(200, pageHeaders).end(answerPage(answer.has("error") ? "refused" : "given"));
          end();
          resolve(answer);
        };
        if (signal.aborted) cancel();
      }),
  };
}

/**
 * SECURITY: any web page can make the browser ask this port. Only an answer with our `state` is taken; a wrong one is
 * turned away and does not use the place up. The name of the host is compared against pages that point theirs here.
 */
function readAnswer(request: IncomingMessage, port: number, state: string): URLSearchParams | undefined {
  const { method, headers, url = "/" } = request;
  if (method !== "GET" || headers.host !== `127.0.0.1:${port}`) return undefined;
  const asked = new URL(url, `http://127.0.0.1:${port}`);
  const { searchParams } = asked;
  if (asked.pathname !== "/" || searchParams.getAll("state").join() !== state) return undefined;
  return searchParams.has("code") || searchParams.has("error") ? searchParams : undefined;
}

function refuse(response: ServerResponse, status: 400 | 404): void {
  response.writeHead(status, pageHeaders).end(answerPage("unknown"));
}
