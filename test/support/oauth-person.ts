// A person at the provider's pages, without a browser: logs in, agrees or does not, and lets the answer be brought to
// the program's address. Follows redirects and keeps cookies, as a browser does.
import { request as clearRequest } from "node:http";
import { request as secureRequest } from "node:https";

export interface PersonOptions {
  /** the account that is logged in with; default: the one that the program hints at */
  readonly as?: string;
  readonly refuses?: boolean;
  /** changes the answer on its way to the program */
  readonly meddle?: (address: URL) => URL;
}

interface Page {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
}

/** Answers the last page: what the program says in the browser. */
export async function visit(address: string, options: PersonOptions = {}): Promise<Page> {
  const cookies = new Map<string, string>();
  const hint = new URL(address).searchParams.get("login_hint") ?? "";
  let page = await follow(new URL(address), cookies, options);
  for (let pages = 0; page.url.protocol === "https:" && pages < 6; pages += 1) {
    const form = /<form[^>]* action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/.exec(page.text);
    if (!form) throw new Error(`no form at ${page.url.pathname}: ${page.text.slice(0, 300)}`);
    const prompt = /name="prompt" value="(\w+)"/.exec(form[2] ?? "")?.[1] ?? "";
    if (prompt === "consent" && options.refuses) {
      const abort = /href="([^"]+abort)"/.exec(page.text)?.[1] ?? "";
      page = await follow(new URL(abort, page.url), cookies, options);
      continue;
    }
    const body = new URLSearchParams({ prompt });
    if (prompt === "login") {
      body.set("login", options.as ?? hint);
      body.set("password", "anything");
    }
    page = await follow(new URL(form[1] ?? "", page.url), cookies, options, body.toString());
  }
  return page;
}

async function follow(
  start: URL,
  cookies: Map<string, string>,
  options: PersonOptions,
  body?: string,
): Promise<Page> {
  let url = start;
  let sent = body;
  for (let steps = 0; steps < 10; steps += 1) {
    if (url.protocol === "http:" && options.meddle) url = options.meddle(url);
    const { status, location, text } = await ask(url, cookies, sent);
    if (location === undefined) return { url, status, text };
    url = new URL(location, url);
    sent = undefined;
  }
  throw new Error("too many redirects");
}

function ask(
  url: URL,
  cookies: Map<string, string>,
  body: string | undefined,
): Promise<{ readonly status: number; readonly location: string | undefined; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === "https:";
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = {
      ...(secure && cookie !== "" ? { cookie } : {}),
      ...(body === undefined
        ? {}
        : {
            "content-type": "application/x-www-form-urlencoded",
            "content-length": String(Buffer.byteLength(body)),
          }),
    };
    const options = { method: body === undefined ? "GET" : "POST", headers, agent: false };
    // A person's browser would ask about the test authority; what is tested is the program.
    const asked = secure
      ? secureRequest(url, { ...options, rejectUnauthorized: false })
      : clearRequest(url, options);
    asked.on("error", reject);
    asked.on("response", (answer) => {
      for (const line of secure ? (answer.headers["set-cookie"] ?? []) : []) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === "") cookies.delete(name);
        else cookies.set(name, value);
      }
      let text = "";
      answer.on("data", (piece: Buffer) => {
        text += piece.toString("utf8");
      });
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, text }),
      );
    });
    asked.end(body);
  });
}
