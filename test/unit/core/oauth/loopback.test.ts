import { request } from "node:http";
import { afterEach, expect, test } from "vitest";
import { type Loopback, openLoopback } from "../../../../electron/core/oauth/loopback.ts";

let loopback: Loopback | undefined;
afterEach(() => loopback?.close());

async function open(limit = 10_000) {
  const opened = await openLoopback();
  loopback = opened;
  const ended = new AbortController();
  const answer = opened.answer("our-state", limit, ended.signal).then(
    (parameters) => Object.fromEntries(parameters),
    (failure: { code: string }) => failure.code,
  );
  return { at: new URL(opened.redirectUri), answer, ended };
}

function get(
  url: URL,
  options: { readonly method?: string; readonly host?: string } = {},
): Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> } | string> {
  return new Promise((resolve) => {
    const { method = "GET", host } = options;
    const asked = request(url, { method, agent: false, ...(host ? { headers: { host } } : {}) });
    asked.on("error", (failure: NodeJS.ErrnoException) => resolve(failure.code ?? ""));
    asked.on("response", (response) => {
      let text = "";
      response.on("data", (piece: Buffer) => {
        text += piece.toString();
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
      );
    });
    asked.end();
  });
}

test("listens on 127.0.0.1 alone and takes one answer, which it does not repeat", async () => {
  const { at, answer } = await open();
  expect(at.hostname).toBe("127.0.0.1");
  const page = await get(new URL("?code=canary-code&state=our-state&iss=https%3A%2F%2Fa.test", at));
  expect(page).toMatchObject({
    status: 200,
    text: expect.stringContaining("You can close this page"),
    headers: {
      "content-security-policy": expect.stringContaining("default-src 'none'"),
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    },
  });
  expect(JSON.stringify(page)).not.toContain("canary-code");
  expect(await answer).toEqual({ code: "canary-code", state: "our-state", iss: "https://a.test" });
  expect(await get(new URL("?code=another&state=our-state", at))).toBe("ECONNREFUSED");
});

test("a refusal is an answer as well", async () => {
  const { at, answer } = await open();
  const page = await get(new URL("?error=access_denied&state=our-state", at));
  expect(page).toMatchObject({ status: 200, text: expect.stringContaining("No permission was given") });
  expect(await answer).toMatchObject({ error: "access_denied" });
});

test.each([
  ["another state", "?code=x&state=theirs", {}],
  ["no state", "?code=x", {}],
  ["two states", "?code=x&state=our-state&state=our-state", {}],
  ["neither code nor error", "?state=our-state", {}],
  ["another path", "favicon.ico?code=x&state=our-state", {}],
  ["another method", "?code=x&state=our-state", { method: "POST" }],
  ["the name of another host that points here", "?code=x&state=our-state", { host: "evil.example" }],
])("turns %s away and goes on waiting", async (_what, path, options) => {
  const { at, answer } = await open();
  expect(await get(new URL(path, at), options)).toMatchObject({ status: 400 });
  expect(await get(new URL("?code=right&state=our-state", at))).toMatchObject({ status: 200 });
  expect(await answer).toMatchObject({ code: "right" });
});

test("closes the port when its time is over, and when the person cancels", async () => {
  const late = await open(30);
  expect(await late.answer).toBe("oauth-timed-out");
  expect(await get(new URL("?code=x&state=our-state", late.at))).toBe("ECONNREFUSED");
  const cancelled = await open();
  cancelled.ended.abort();
  expect(await cancelled.answer).toBe("cancelled");
  expect(await get(new URL("?code=x&state=our-state", cancelled.at))).toBe("ECONNREFUSED");
});
