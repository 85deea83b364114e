// A plain client of the practice provider's JSON API for tests: says what it was told, decides nothing.
import { request } from "node:https";

export interface ApiReply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

export interface PracticeClient {
  call(method: string, path: string, body?: unknown): Promise<ApiReply>;
  post(path: string, body?: unknown): Promise<ApiReply>;
  get(path: string): Promise<ApiReply>;
  /** The refusal of a call that must fail; throws if it did not. */
  refused(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly code: string } & Record<string, unknown>>;
}

export interface PracticePlace {
  readonly web: string;
  readonly certificates: { readonly authority: string };
}

export function practiceClient(place: PracticePlace, token?: string): PracticeClient {
  const call = (method: string, path: string, body?: unknown): Promise<ApiReply> =>
    new Promise((resolve, reject) => {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const out = request(
        `${place.web}${path}`,
        { method, ca: place.certificates.authority, agent: false, headers },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () => {
            const text = Buffer.concat(chunks).toString("utf8");
            resolve({ status: answer.statusCode ?? 0, body: text === "" ? undefined : JSON.parse(text) });
          });
        },
      );
      out.on("error", reject);
      out.end(body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body));
    });
  return {
    call,
    post: (path, body) => call("POST", path, body),
    get: (path) => call("GET", path),
    refused: async (method, path, body) => {
      const reply = await call(method, path, body);
      if (reply.status < 400) throw new Error(`${method} ${path} was not refused: ${reply.status}`);
      return reply.body.error;
    },
  };
}

/** A client that is signed in. */
export async function signedInClient(
  place: PracticePlace,
  address: string,
  password: string,
  digits?: string,
): Promise<PracticeClient> {
  const reply = await practiceClient(place).post("/api/session", { address, password, digits });
  if (reply.status !== 201) throw new Error(`no session: ${JSON.stringify(reply.body)}`);
  return practiceClient(place, reply.body.token);
}
