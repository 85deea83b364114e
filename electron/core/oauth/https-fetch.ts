// One request to a provider's token endpoint, in the shape of `fetch`: https only, no redirects, a short time and a
// small answer. Must not log or keep what it carries.
import { request } from "node:https";
import { AppError } from "../../../shared/ipc/errors.ts";
import { tlsOptions, toConnectionError } from "../mail/tls.ts";

const timeLimit = 20_000;
/** SECURITY: the limit comes before any parsing. */
const longestAnswer = 128 * 1024;

export interface FetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Throws what `openTls` throws. `authorities`: PEM, trusted beside the system's. */
export function httpsFetch(authorities: readonly string[]) {
  return (address: string, options: FetchOptions): Promise<Response> =>
    new Promise((resolve, reject) => {
      const url = new URL(address);
      const where = { protocol: "oauth", host: url.hostname, port: Number(url.port || 443) };
      // SECURITY: never in the clear: what goes out is a code or a refresh token.
      if (url.protocol !== "https:") return reject(new AppError("no-encryption", where));
      const body = options.body === undefined ? "" : String(options.body);
      const asked = request(url, {
        ...tlsOptions(url.hostname, where.port, [], authorities),
        method: options.method,
        agent: false,
        headers: { ...options.headers, "content-length": Buffer.byteLength(body) },
      });
      const fail = (failure: unknown) => {
        reject(options.signal?.aborted ? new AppError("cancelled") : faultOf(failure, where));
        asked.destroy();
      };
      const abort = () => fail(new AppError("cancelled"));
      const timer = setTimeout(() => fail(new AppError("connection-timed-out", where)), timeLimit);
      options.signal?.addEventListener("abort", abort, { once: true });
      asked.on("close", () => {
        clearTimeout(timer);
        options.signal?.removeEventListener("abort", abort);
      });
      asked.on("error", fail);
      asked.on("response", (answer) => {
        const pieces: Buffer[] = [];
        let length = 0;
        answer.on("data", (piece: Buffer) => {
          length += piece.length;
          if (length > longestAnswer) fail(new AppError("server-answer-broken", where));
          else pieces.push(piece);
        });
        answer.on("aborted", () => fail(new AppError("connection-lost", where)));
        answer.on("end", () => resolve(responseOf(answer, Buffer.concat(pieces))));
      });
      if (options.signal?.aborted) return abort();
      asked.end(body);
    });
}

function responseOf(
  answer: { readonly statusCode?: number | undefined; readonly headers: NodeJS.Dict<string | string[]> },
  body: Buffer,
): Response {
  const status = answer.statusCode ?? 502;
  const headers = new Headers();
  for (const name of ["content-type", "www-authenticate", "retry-after"]) {
    const value = answer.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  // `Response` refuses a body with these, and statuses that are no final ones.
  const empty = status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : new Uint8Array(body), {
    status: status >= 200 && status <= 599 ? status : 502,
    headers,
  });
}

function faultOf(failure: unknown, where: { readonly protocol: string; readonly host: string }): AppError {
  if (failure instanceof AppError) return failure;
  const code = failure instanceof Error && "code" in failure ? String(failure.code) : "";
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code))
    return new AppError("certificate-untrusted", { ...where, reason: code }, { cause: failure });
  return toConnectionError(failure, where);
}
