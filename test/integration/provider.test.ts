// The practice provider through its JSON API: both enrolments, refusals, limits, and going on after a restart.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import readQr from "jsqr";
import { PDFDocument } from "pdf-lib";
import { PNG } from "pngjs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Provider, type ProviderOptions, startProvider } from "../provider/provider.ts";
import { type PracticeClient, practiceClient, signedInClient } from "../support/practice-client.ts";

const ada = { address: "ada@mailcom.test", password: "Ada's secret 1", name: "Ada Practice" };
const finn = { address: "finn@mailfence.test", password: "Finn's secret 2", name: "Finn Practice" };
const phone = "+49 151 00000042";
const bare = "+4915100000042";

let folder = "";
let provider: Provider;

const open = async (more: Partial<ProviderOptions> = {}): Promise<Provider> => {
  provider = await startProvider({ folder, users: [ada, finn], ...more });
  return provider;
};
const smsCode = (): string => /\b\d{6}\b/.exec(provider.lastSms(bare)?.text ?? "")?.[0] ?? "";
const wrongDigits = (address: string): string => {
  const good = new Set([-1, 0, 1].map((step) => provider.digits(address, step)));
  return ["000000", "111111", "222222", "333333"].find((digits) => !good.has(digits)) ?? "444444";
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "gp-provider-"));
  await open();
});
afterEach(async () => {
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** mail.com up to the step `authenticator`. */
async function toAuthenticator(client: PracticeClient): Promise<void> {
  await client.post("/api/enrolment/start");
  await client.post("/api/enrolment/password", { password: ada.password });
  await client.post("/api/enrolment/sms", { number: phone });
  const { body } = await client.post("/api/enrolment/sms/confirm", { code: smsCode() });
  expect(body.step).toBe("authenticator");
}

async function activateMailCom(client: PracticeClient): Promise<void> {
  await toAuthenticator(client);
  await client.post("/api/enrolment/authenticator/confirm", { digits: provider.digits(ada.address) });
  await client.post("/api/enrolment/secret-key");
  await client.post("/api/enrolment/continue");
  await client.post("/api/enrolment/continue");
  const { body } = await client.post("/api/enrolment/activate");
  expect(body).toMatchObject({ step: "done", effect: "sign-in-again" });
}

describe("the mail.com enrolment", () => {
  it("goes through all steps, hands out what it shows, and changes the account", async () => {
    const dropped: string[] = [];
    provider.onSessionsDropped((address) => dropped.push(address));
    const client = await signedInClient(provider, ada.address, ada.password);
    expect((await client.get("/api/enrolment")).body).toEqual({ step: "not-started", canGoBack: false });
    expect((await client.post("/api/enrolment/start")).body.step).toBe("password");
    const phoneStep = await client.post("/api/enrolment/password", { password: ada.password });
    expect(phoneStep.body).toEqual({ step: "phone", canGoBack: true });
    const changed = await client.post("/api/enrolment/phone", { number: phone });
    expect(changed.body.saved).toMatch(/^\+49 •+ 42$/);
    const sent = await client.post("/api/enrolment/sms");
    expect(sent.body).toMatchObject({ step: "sms-code", sentTo: changed.body.saved });
    expect((await client.post("/api/enrolment/sms/confirm", { code: smsCode() })).body).toMatchObject({
      step: "authenticator",
      asksDigits: true,
    });

    const { authenticator } = (await client.get("/api/enrolment/authenticator")).body;
    const picture = PNG.sync.read(Buffer.from(authenticator.qr, "base64"));
    expect([picture.width, picture.height]).toEqual([authenticator.width, authenticator.height]);
    const read = readQr(new Uint8ClampedArray(picture.data), picture.width, picture.height);
    expect(read?.data).toBe(authenticator.otpauthUri);
    const uri = new URL(authenticator.otpauthUri);
    expect(uri.searchParams.get("secret")).toBe(authenticator.setupKey);
    expect(uri.searchParams.get("issuer")).toBe("mail.com");
    expect(decodeURIComponent(uri.pathname)).toBe("/mail.com:ada@mailcom.test");

    const confirmed = await client.post("/api/enrolment/authenticator/confirm", {
      digits: provider.digits(ada.address),
    });
    expect(confirmed.body).toEqual({ step: "secret-key", saved: false, canGoBack: false });
    expect(await client.refused("POST", "/api/enrolment/continue")).toMatchObject({
      code: "order",
      step: "secret-key",
    });
    const kept = (await client.post("/api/enrolment/secret-key")).body;
    expect(kept.saved).toBe(true);
    expect(kept.secretKey.key).toMatch(/^[A-Z0-9]{5}(-[A-Z0-9]{5}){3}$/);
    const pdf = await PDFDocument.load(Buffer.from(kept.secretKey.pdf, "base64"));
    expect(pdf.getPageCount()).toBe(1);
    const review = (await client.post("/api/enrolment/continue")).body;
    expect(review.facts).toContainEqual({ name: "E-mail address", value: ada.address });
    expect((await client.post("/api/enrolment/continue")).body.step).toBe("activate");
    expect(provider.user(ada.address).twoFactor).toBe(false);
    expect(dropped).toEqual([]);
    expect((await client.post("/api/enrolment/activate")).body).toMatchObject({ effect: "sign-in-again" });
    expect(dropped).toEqual([ada.address]);
    expect((await client.get("/api/account")).body).toMatchObject({
      twoFactor: "on",
      access: false,
      appPasswords: 0,
    });
  });

  it("refuses every call that is not due, and changes nothing by it", async () => {
    const client = await signedInClient(provider, ada.address, ada.password);
    const early: readonly (readonly [string, string, object?])[] = [
      ["POST", "/api/enrolment/password", { password: ada.password }],
      ["POST", "/api/enrolment/sms", { number: phone }],
      ["POST", "/api/enrolment/sms/resend"],
      ["POST", "/api/enrolment/sms/confirm", { code: "123456" }],
      ["GET", "/api/enrolment/authenticator"],
      ["POST", "/api/enrolment/authenticator/confirm", { digits: "123456" }],
      ["POST", "/api/enrolment/secret-key"],
      ["POST", "/api/enrolment/continue"],
      ["POST", "/api/enrolment/back"],
      ["POST", "/api/enrolment/activate"],
      ["POST", "/api/app-passwords", { name: "x", password: ada.password }],
    ];
    for (const [method, path, body] of early) {
      expect(await client.refused(method, path, body), path).toMatchObject({ code: "order" });
    }
    expect(provider.enrolment(ada.address).step).toBe("not-started");
    await toAuthenticator(client);
    expect(await client.refused("POST", "/api/enrolment/activate")).toMatchObject({
      code: "order",
      step: "authenticator",
    });
    expect(await client.refused("POST", "/api/enrolment/start")).toMatchObject({ code: "order" });
    expect(provider.enrolment(ada.address).step).toBe("authenticator");
  });

  it("refuses wrong answers in their own words and goes on with the right one", async () => {
    const client = await signedInClient(provider, ada.address, ada.password);
    await client.post("/api/enrolment/start");
    expect(await client.refused("POST", "/api/enrolment/password", { password: "no" })).toMatchObject({
      code: "wrong-password",
      triesLeft: 4,
    });
    await client.post("/api/enrolment/password", { password: ada.password });
    for (const number of ["", "0151 123", "+49", "+49 151 abc", "+123456789012345678"]) {
      expect(await client.refused("POST", "/api/enrolment/sms", { number }), number).toMatchObject({
        code: "phone-invalid",
      });
    }
    expect(await client.refused("POST", "/api/enrolment/sms")).toMatchObject({ code: "phone-invalid" });
    await client.post("/api/enrolment/sms", { number: phone });
    const first = smsCode();
    const other = first === "000000" ? "000001" : "000000";
    expect(await client.refused("POST", "/api/enrolment/sms/confirm", { code: other })).toMatchObject({
      code: "sms-wrong",
    });
    provider.advance(10);
    await client.post("/api/enrolment/sms/resend");
    expect(await client.refused("POST", "/api/enrolment/sms/confirm", { code: first })).toMatchObject({
      code: "sms-expired",
    });
    provider.advance(5 * 60_000 + 1);
    expect(await client.refused("POST", "/api/enrolment/sms/confirm", { code: smsCode() })).toMatchObject({
      code: "sms-expired",
    });
    await client.post("/api/enrolment/sms/resend");
    expect((await client.post("/api/enrolment/sms/confirm", { code: smsCode() })).body.step).toBe(
      "authenticator",
    );
    const refused = await client.refused("POST", "/api/enrolment/authenticator/confirm", {
      digits: wrongDigits(ada.address),
    });
    expect(refused).toMatchObject({ code: "code-wrong" });
    expect(Math.abs(Number(refused.serverTime) - provider.house.now())).toBeLessThan(5_000);
    for (const digits of [provider.digits(ada.address, -2), provider.digits(ada.address, 2)]) {
      expect(await client.refused("POST", "/api/enrolment/authenticator/confirm", { digits })).toMatchObject({
        code: "code-wrong",
      });
    }
    const { body } = await client.post("/api/enrolment/authenticator/confirm", {
      digits: provider.digits(ada.address, 1),
    });
    expect(body.step).toBe("secret-key");
  });

  it("takes no more tries for a while after five wrong ones, then does again", async () => {
    const client = await signedInClient(provider, ada.address, ada.password);
    await toAuthenticator(client);
    const path = "/api/enrolment/authenticator/confirm";
    for (const left of [4, 3, 2, 1, 0]) {
      const digits = wrongDigits(ada.address);
      expect(await client.refused("POST", path, { digits })).toMatchObject({
        code: "code-wrong",
        triesLeft: left,
      });
    }
    const blocked = await client.refused("POST", path, { digits: provider.digits(ada.address) });
    expect(blocked.code).toBe("too-many-tries");
    expect(Number(blocked.retryAfterMs)).toBeGreaterThan(14 * 60_000);
    provider.advance(Number(blocked.retryAfterMs) + 1);
    expect((await client.post(path, { digits: provider.digits(ada.address) })).status).toBe(200);
    expect(provider.refusals(ada.address)).toEqual({ "api code-wrong": 5, "api too-many-tries": 1 });
  });

  it("sends five text messages in ten minutes and no more", async () => {
    const client = await signedInClient(provider, ada.address, ada.password);
    await client.post("/api/enrolment/start");
    await client.post("/api/enrolment/password", { password: ada.password });
    await client.post("/api/enrolment/sms", { number: phone });
    for (let sent = 1; sent < 5; sent += 1)
      expect((await client.post("/api/enrolment/sms/resend")).status).toBe(200);
    expect(await client.refused("POST", "/api/enrolment/sms/resend")).toMatchObject({
      code: "too-many-tries",
    });
    provider.advance(10 * 60_000 + 1);
    expect((await client.post("/api/enrolment/sms/resend")).status).toBe(200);
  });

  it("goes on where it stood after a restart, with the same secret", async () => {
    const client = await signedInClient(provider, ada.address, ada.password);
    await toAuthenticator(client);
    const before = (await client.get("/api/enrolment/authenticator")).body.authenticator;
    const { sha256 } = provider.certificates;
    await provider.stop();
    await open();
    expect(provider.certificates.sha256).toBe(sha256);
    const again = await signedInClient(provider, ada.address, ada.password);
    expect((await again.get("/api/enrolment/authenticator")).body.authenticator).toEqual(before);
    const { body } = await again.post("/api/enrolment/authenticator/confirm", {
      digits: provider.digits(ada.address),
    });
    expect(body.step).toBe("secret-key");
  });

  it("forgets everything when it is given up, and makes another secret the next time", async () => {
    const client = await signedInClient(provider, ada.address, ada.password);
    await toAuthenticator(client);
    const before = (await client.get("/api/enrolment/authenticator")).body.authenticator.setupKey;
    expect((await client.call("DELETE", "/api/enrolment")).body.step).toBe("not-started");
    expect(provider.user(ada.address).totpSecret).toBeUndefined();
    await toAuthenticator(client);
    expect((await client.get("/api/enrolment/authenticator")).body.authenticator.setupKey).not.toBe(before);
  });

  it("goes back where the page has a way back", async () => {
    const client = await signedInClient(provider, ada.address, ada.password);
    await client.post("/api/enrolment/start");
    await client.post("/api/enrolment/password", { password: ada.password });
    await client.post("/api/enrolment/sms", { number: phone });
    expect((await client.post("/api/enrolment/back")).body.step).toBe("phone");
    expect((await client.post("/api/enrolment/back")).body.step).toBe("password");
    expect((await client.post("/api/enrolment/back")).body.step).toBe("not-started");
  });
});

describe("after the activation at mail.com", () => {
  it("asks for the digits at the next login and takes none twice", async () => {
    await activateMailCom(await signedInClient(provider, ada.address, ada.password));
    const anybody = practiceClient(provider);
    const login = { address: ada.address, password: ada.password };
    expect(await anybody.refused("POST", "/api/session", login)).toMatchObject({
      code: "second-factor-needed",
    });
    const used = { ...login, digits: provider.digits(ada.address) };
    expect(await anybody.refused("POST", "/api/session", used)).toMatchObject({ code: "code-used" });
    provider.advance(30_000);
    const digits = provider.digits(ada.address);
    expect((await anybody.post("/api/session", { ...login, digits })).status).toBe(201);
    expect(await anybody.refused("POST", "/api/session", { ...login, digits })).toMatchObject({
      code: "code-used",
    });
  });

  it("ends the other sessions", async () => {
    const other = await signedInClient(provider, ada.address, ada.password);
    await activateMailCom(await signedInClient(provider, ada.address, ada.password));
    expect(await other.refused("GET", "/api/account")).toMatchObject({ code: "session-expired" });
  });

  it("makes, lists and revokes application-specific passwords, and shows each once", async () => {
    const client = await signedInClient(provider, ada.address, ada.password);
    await activateMailCom(client);
    const wrong = { name: "Gatepost", password: "no" };
    expect(await client.refused("POST", "/api/app-passwords", wrong)).toMatchObject({
      code: "wrong-password",
    });
    const made = await client.post("/api/app-passwords", { name: "Gatepost", password: ada.password });
    expect(made.status).toBe(201);
    expect(made.body.appPassword).toMatch(/^[a-z]{16}$/);
    const listed = await client.get("/api/app-passwords");
    expect(listed.body.items).toMatchObject([{ id: made.body.id, name: "Gatepost" }]);
    expect(JSON.stringify(listed.body)).not.toContain(made.body.appPassword);
    expect((await client.call("DELETE", `/api/app-passwords/${made.body.id}`)).status).toBe(204);
    expect((await client.get("/api/app-passwords")).body.items).toEqual([]);
    expect((await client.call("DELETE", `/api/app-passwords/${made.body.id}`)).status).toBe(404);
  });

  it("switches off with the secret key, and everything is void", async () => {
    const client = await signedInClient(provider, ada.address, ada.password);
    await activateMailCom(client);
    await client.post("/api/app-passwords", { name: "x", password: ada.password });
    const { secretKey } = provider.user(ada.address);
    const wrong = { password: ada.password, secretKey: "AAAAA-AAAAA-AAAAA-AAAAA" };
    expect(await client.refused("POST", "/api/two-factor/disable", wrong)).toMatchObject({
      code: "code-wrong",
    });
    const { body } = await client.post("/api/two-factor/disable", { password: ada.password, secretKey });
    expect(body).toMatchObject({ twoFactor: "off", appPasswords: 0 });
    expect(provider.enrolment(ada.address).step).toBe("not-started");
    expect((await practiceClient(provider).post("/api/session", ada)).status).toBe(201);
  });
});

describe("the Mailfence enrolment", () => {
  async function finish(client: PracticeClient): Promise<readonly string[]> {
    await client.post("/api/enrolment/start");
    await client.post("/api/enrolment/continue");
    const { body } = await client.post("/api/enrolment/backup-codes");
    await client.post("/api/enrolment/continue");
    const done = await client.post("/api/enrolment/digits", { digits: provider.digits(finn.address) });
    expect(done.body).toMatchObject({ step: "done", effect: "unchanged" });
    return body.backupCodes;
  }

  it("goes through all steps and leaves mail programs alone", async () => {
    const dropped: string[] = [];
    provider.onSessionsDropped((address) => dropped.push(address));
    const client = await signedInClient(provider, finn.address, finn.password);
    expect((await client.post("/api/enrolment/start")).body).toMatchObject({
      step: "authenticator",
      asksDigits: false,
    });
    const { authenticator } = (await client.get("/api/enrolment/authenticator")).body;
    expect(authenticator.issuer).toBe("Mailfence");
    expect((await client.post("/api/enrolment/continue")).body).toMatchObject({
      step: "backup-codes",
      count: 0,
    });
    expect(await client.refused("POST", "/api/enrolment/continue")).toMatchObject({ code: "order" });
    const made = await client.post("/api/enrolment/backup-codes");
    expect(new Set(made.body.backupCodes).size).toBe(10);
    expect((await client.post("/api/enrolment/continue")).body.step).toBe("digits");
    expect(
      await client.refused("POST", "/api/enrolment/digits", { digits: wrongDigits(finn.address) }),
    ).toMatchObject({ code: "code-wrong" });
    await client.post("/api/enrolment/digits", { digits: provider.digits(finn.address) });
    expect((await client.get("/api/account")).body).toMatchObject({
      twoFactor: "on",
      access: true,
      backupCodesLeft: 10,
    });
    expect(dropped).toEqual([]);
    expect(await client.refused("POST", "/api/enrolment/start")).toMatchObject({ code: "order" });
    expect(await client.refused("POST", "/api/enrolment/sms", { number: phone })).toMatchObject({
      code: "unsupported",
    });
  });

  it("takes each backup code once, and none of an older set", async () => {
    const client = await signedInClient(provider, finn.address, finn.password);
    const [first = "", second = ""] = await finish(client);
    const anybody = practiceClient(provider);
    const login = { address: finn.address, password: finn.password };
    const typed = first.toUpperCase().replace("-", " ");
    expect((await anybody.post("/api/session", { ...login, backupCode: typed })).status).toBe(201);
    expect(await anybody.refused("POST", "/api/session", { ...login, backupCode: first })).toMatchObject({
      code: "code-used",
    });
    expect((await client.get("/api/account")).body.backupCodesLeft).toBe(9);
    const renewed = await client.post("/api/backup-codes", { password: finn.password });
    expect(renewed.body.backupCodes).toHaveLength(10);
    expect(await anybody.refused("POST", "/api/session", { ...login, backupCode: second })).toMatchObject({
      code: "code-wrong",
    });
    const switchedOff = await client.post("/api/two-factor/disable", {
      password: finn.password,
      backupCode: renewed.body.backupCodes[0],
    });
    expect(switchedOff.body.twoFactor).toBe("off");
  });
});

describe("sessions and requests", () => {
  it("ends a session that was not used for half an hour", async () => {
    const client = await signedInClient(provider, ada.address, ada.password);
    provider.advance(29 * 60_000);
    expect((await client.get("/api/account")).status).toBe(200);
    provider.advance(30 * 60_000 + 1);
    expect(await client.refused("GET", "/api/account")).toMatchObject({ code: "session-expired" });
  });

  it("refuses an unknown address in the same words as a wrong password, and blocks after five", async () => {
    const anybody = practiceClient(provider);
    const wrong = await anybody.refused("POST", "/api/session", { address: ada.address, password: "no" });
    const unknown = await anybody.refused("POST", "/api/session", {
      address: "nobody@mailcom.test",
      password: "no",
    });
    expect(unknown.message).toBe(wrong.message);
    for (let n = 1; n < 5; n += 1)
      await anybody.refused("POST", "/api/session", { address: ada.address, password: "no" });
    expect(await anybody.refused("POST", "/api/session", ada)).toMatchObject({ code: "too-many-tries" });
  });

  it("answers broken requests with a clear refusal", async () => {
    const client = await signedInClient(provider, ada.address, ada.password);
    expect(await client.refused("POST", "/api/session", "{oops")).toMatchObject({ code: "bad-request" });
    expect(await client.refused("PUT", "/api/access", { enabled: "yes" })).toMatchObject({
      code: "bad-request",
    });
    expect(await client.refused("GET", "/api/constructor")).toMatchObject({ code: "not-found" });
    expect(
      await client.refused("POST", "/api/session", JSON.stringify({ address: "x".repeat(70_000) })),
    ).toMatchObject({ code: "too-large" });
    expect(await practiceClient(provider).refused("GET", "/api/account")).toMatchObject({
      code: "session-expired",
    });
  });
});
