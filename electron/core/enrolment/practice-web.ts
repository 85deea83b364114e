// JSON over HTTPS to the practice provider, whose certificate is signed by its own authority. Checks every answer and
// turns what can go wrong on the line into errors of the closed list. Must not follow redirects or log a body.
import { request } from "node:https";
import { z } from "zod";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { PracticeDomain } from "../platform.ts";

const timeLimit = 15_000;
/** SECURITY: the limit comes before any parsing. A PDF in base64 has a few hundred kilobytes. */
const longestAnswer = 4 * 1024 * 1024;

export interface WebAnswer {
  readonly status: number;
  readonly body: unknown;
}

export type Ask = (
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  options: { readonly token?: string | undefined; readonly body?: object },
) => Promise<WebAnswer>;

export function practiceWeb(domain: Pick<PracticeDomain, "authority" | "web">): Ask {
  return (method, path, { token, body }) =>
    new Promise((resolve, reject) => {
      const address = new URL(`${domain.web}${path}`);
      const text = body === undefined ? "" : JSON.stringify(body);
      const asked = request(address, {
        method,
        // SECURITY: only the authority that the practice provider came with is trusted here, not the system's.
        ca: domain.authority,
        agent: false,
        headers: {
          accept: "application/json",
          ...(text === ""
            ? {}
            : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
      });
      const fail = (failure: unknown) => {
        reject(failure instanceof AppError ? failure : lineFault(failure, address));
        asked.destroy();
      };
      const timer = setTimeout(() => fail(new AppError("connection-timed-out", where(address))), timeLimit);
      asked.on("close", () => clearTimeout(timer));
      asked.on("error", fail);
      asked.on("response", (answer) => {
        const parts: Buffer[] = [];
        let length = 0;
        answer.on("data", (part: Buffer) => {
          length += part.length;
          if (length > longestAnswer) fail(new AppError("server-answer-broken", where(address)));
          else parts.push(part);
        });
        answer.on("error", fail);
        answer.on("aborted", () => fail(new AppError("connection-lost", where(address))));
        answer.on("end", () => {
          try {
            const whole = Buffer.concat(parts).toString("utf8");
            resolve({ status: answer.statusCode ?? 0, body: whole === "" ? undefined : JSON.parse(whole) });
          } catch {
            fail(new AppError("server-answer-broken", where(address)));
          }
        });
      });
      asked.end(text);
    });
}

function where(address: URL) {
  return { host: address.hostname, port: Number(address.port || 443) };
}

function lineFault(failure: unknown, address: URL): AppError {
  const code = failure instanceof Error && "code" in failure ? String(failure.code) : "";
  const detail = where(address);
  if (code === "ECONNREFUSED") return new AppError("connection-refused", detail, { cause: failure });
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return new AppError("host-not-found", detail, { cause: failure });
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code))
    return new AppError("certificate-untrusted", detail, { cause: failure });
  return new AppError("connection-lost", detail, { cause: failure });
}

const RefusalBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string().max(1_000),
    serverTime: z.number().optional(),
    triesLeft: z.number().optional(),
    retryAfterMs: z.number().optional(),
    step: z.string().max(40).optional(),
  }),
});
export type WebRefusal = z.infer<typeof RefusalBody>["error"];

/** What stands in an answer that is not 2xx. */
export function refusalOf(answer: WebAnswer): WebRefusal {
  const parsed = RefusalBody.safeParse(answer.body);
  return parsed.success ? parsed.data.error : { code: "broken", message: "" };
}

/** `now`: this computer's clock, milliseconds since 1970, to tell how far the provider's is from it. */
export function refusalError(refusal: WebRefusal, now: number): AppError {
  const tries = refusal.triesLeft === undefined ? {} : { triesLeft: refusal.triesLeft };
  const words = { serverText: refusal.message, ...tries };
  const drift = refusal.serverTime === undefined ? 0 : Math.round((refusal.serverTime - now) / 1_000);
  switch (refusal.code) {
    case "wrong-password":
      return new AppError("enrolment-password-wrong", words);
    case "phone-invalid":
      return new AppError("enrolment-phone-invalid", words);
    case "sms-wrong":
      return new AppError("enrolment-sms-wrong", words);
    case "sms-expired":
      return new AppError("enrolment-sms-expired", words);
    case "code-wrong":
      return new AppError("enrolment-code-wrong", { ...words, clockDriftSeconds: drift });
    case "code-used":
      return new AppError("enrolment-code-used", words);
    case "too-many-tries":
      return new AppError("enrolment-too-many-tries", {
        ...words,
        ...(refusal.retryAfterMs === undefined
          ? {}
          : { retryAfterSeconds: Math.ceil(refusal.retryAfterMs / 1_000) }),
      });
    case "session-expired":
      return new AppError("enrolment-session-expired", words);
    case "order":
      return new AppError("enrolment-order", words);
    case "unsupported":
      return new AppError("enrolment-unsupported", words);
    case "broken":
      return new AppError("server-answer-broken");
    default:
      return new AppError("server-refused", words);
  }
}
