// A clock that is wrong, as two web servers of the user's own provider tell: it is said, and codes are corrected only
// when the user agrees.
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { decodeBase32 } from "../../../electron/core/otp/base32.ts";
import { totpCode } from "../../../electron/core/otp/totp.ts";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { type MailServers, startMailServers } from "../../support/mail-servers.ts";

const address = "ann@own-domain.test";
const password = "a-password";
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
/** Milliseconds: more than a period, so that the right code is never also the wrong one. */
const behind = 95_000;
let servers: MailServers;
let app: BrowserApp | undefined;

beforeAll(async () => {
  servers = await startMailServers({ users: [{ address, password }] });
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  vi.unstubAllGlobals();
});
afterAll(() => servers.stop());

/** Every web server is `ahead` of this computer. */
function tellTime(ahead: number): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    return new Response(null, { headers: { date: new Date(Date.now() + ahead).toUTCString() } });
  });
  return asked;
}

async function open(): Promise<BrowserApp> {
  const started = await startBrowserApp();
  app = started;
  const { imap, smtp } = servers.servers(address);
  const pins = [imap, smtp].map(({ host, port }) => ({ host, port, sha256: servers.certificate }));
  const ended = new Promise<void>((resolve, reject) => {
    started.core.on((event) => {
      if (event.name !== "jobs.changed") return;
      if (event.data.state === "done") resolve();
      if (event.data.state === "failed") reject(new Error(JSON.stringify(event.data.error)));
    });
  });
  await started.core.answer("accounts.add", {
    name: "Ann",
    address,
    password,
    servers: { imap, smtp },
    pins,
  });
  await ended;
  await started.core.answer("codes.addLink", {
    link: `otpauth://totp/Post:ann?secret=${secret}&issuer=Post`,
  });
  await started.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
  return started;
}

const right = (at: number) =>
  totpCode(decodeBase32(secret), { algorithm: "SHA1", digits: 6, period: 30 }, at).code;

it("says that the clock is behind, and makes codes for the right time once the user agrees", async () => {
  const asked = tellTime(behind);
  const { page } = await open();
  const note = page.getByRole("region", { name: "The clock" });
  await note
    .getByText("This computer’s clock is 95 seconds behind")
    .or(note.getByText("94 seconds behind"))
    .waitFor();
  expect(new Set(asked)).toEqual(new Set(["https://own-domain.test/", "https://www.own-domain.test/"]));

  const shown = async () => {
    const groups = await page
      .getByRole("listitem", { name: "Post, ann" })
      .getByText(/^\d{3}$/)
      .allTextContents();
    return groups.slice(0, 2).join("");
  };
  const around = (at: number) => [right(at - 2_000), right(at), right(at + 2_000)];
  await expect.poll(async () => around(Date.now()).includes(await shown())).toBe(true);
  await note.getByRole("button", { name: "Correct the codes" }).click();
  await note.getByText("Codes are made for the right time.").waitFor();
  await expect.poll(async () => around(Date.now() + behind).includes(await shown())).toBe(true);
  const left = await page.getByRole("img", { name: /seconds? left$/ }).getAttribute("aria-label");
  expect(Number.parseInt(left ?? "", 10)).toBeLessThanOrEqual(30);
  await note.getByRole("button", { name: "Stop correcting" }).click();
  await expect.poll(async () => around(Date.now()).includes(await shown())).toBe(true);
});

it("says nothing of a clock that is right", async () => {
  const asked = tellTime(2_000);
  const { page } = await open();
  await expect.poll(() => asked.length).toBeGreaterThanOrEqual(6);
  await page.getByRole("listitem", { name: "Post, ann" }).waitFor();
  expect(await page.getByRole("region", { name: "The clock" }).count()).toBe(0);
});
