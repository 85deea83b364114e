// The enrolment machine and its practice driver against the real practice provider over HTTPS: both ways to the end,
// refusals in the provider's own words, restarts of either side in the middle.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import readQr from "jsqr";
import { PDFDocument } from "pdf-lib";
import { PNG } from "pngjs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EnrolmentParts, enrolmentHandlers } from "../../electron/core/enrolment/handlers.ts";
import { createEvents } from "../../electron/core/events.ts";
import { createJobs } from "../../electron/core/jobs.ts";
import { createClipboard } from "../../electron/core/otp/clipboard.ts";
import { parseOtpauth } from "../../electron/core/otp/otpauth.ts";
import { createVault, type Vault } from "../../electron/core/otp/vault.ts";
import type { PracticeDomain } from "../../electron/core/platform.ts";
import { createPractice } from "../../electron/core/practice.ts";
import { createFoundCodes } from "../../electron/core/qr/found-codes.ts";
import type { AccountState, AccountView } from "../../shared/models/account.ts";
import { defaultSettings } from "../../shared/models/app.ts";
import type { EnrolmentAction, EnrolmentView } from "../../shared/models/enrolment.ts";
import { type Provider, startProvider } from "../provider/provider.ts";
import { type MemoryKeychain, memoryKeychain } from "../support/memory-keychain.ts";
import { memoryRecords } from "../support/memory-records.ts";
import { nodePlatform } from "../support/node-platform.ts";
import { quietLog } from "../support/quiet-log.ts";

const ada = { address: "ada@mailcom.test", password: "Ada's secret 1", name: "Ada Practice" };
const finn = { address: "finn@mailfence.test", password: "Finn's secret 2", name: "Finn Practice" };
const people = { ada, finn };
const server = { host: "127.0.0.1", port: 993, security: "tls" } as const;

let folder: string;
let provider: Provider;
let keychain: MemoryKeychain;
let records: ReturnType<typeof memoryRecords>;

const open = (port?: number) =>
  startProvider({
    folder: join(folder, "provider"),
    users: [ada, finn],
    ...(port === undefined ? {} : { port }),
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-enrolment-"));
  provider = await open();
  keychain = memoryKeychain();
  keychain.items.set("account/ada", ada.password);
  keychain.items.set("account/finn", finn.password);
  records = memoryRecords();
});
afterEach(async () => {
  await provider.stop();
  await rm(folder, { recursive: true, force: true });
});

/** One run of the program; what stays is keychain, records and the provider. */
function run() {
  const events = createEvents();
  const told: string[] = [];
  events.on(({ name }) => told.push(name));
  const practiceDomains = provider.domains.map(
    (domain): PracticeDomain => ({
      domain,
      providerId: domain === "mailcom.test" ? "mail-com" : "mailfence",
      servers: { imap: server, smtp: server },
      authority: provider.certificates.authority,
      web: provider.web,
    }),
  );
  const platform = nodePlatform({ dataFolder: folder, practiceDomains });
  const now = () => Date.now();
  let ids = 0;
  const newId = () => `id${Date.now()}-${++ids}`;
  const vault = createVault({ keychain, records, now, newId });
  const found = createFoundCodes({ now, newId });
  const sessions: string[] = [];
  const tried: string[] = [];
  const states: Record<string, AccountState> = {};
  const accounts = Object.entries(people).map(([id, { address, name }]) => ({
    id,
    name,
    address,
    servers: { imap: { ...server, userName: address }, smtp: { ...server, userName: address } },
    pins: [],
  }));
  const thread = {
    getAccount: async ({ accountId }: { accountId: string }) => accounts.find(({ id }) => id === accountId),
    pauseAccount: async ({ accountId }: { accountId: string }) => void sessions.push(`pause ${accountId}`),
    resumeAccount: async ({ accountId }: { accountId: string }) => void sessions.push(`resume ${accountId}`),
    "accounts.list": async (): Promise<AccountView[]> =>
      accounts.map((account) => ({
        ...account,
        signsInWith: "password",
        state: states[account.id] ?? { kind: "connecting", since: 0 },
        waiting: 0,
      })),
  } as unknown as EnrolmentParts["thread"];
  const handlers = enrolmentHandlers({
    thread,
    records,
    keychain,
    accounts: {
      async signIn(accountId, credential) {
        if (credential.kind !== "password") throw new Error("no password");
        sessions.push(`sign in ${accountId}`);
        tried.push(credential.password.reveal());
        return undefined;
      },
    },
    vault,
    found,
    clipboard: createClipboard({ platform, now }),
    settings: async () => defaultSettings,
    practice: createPractice(platform),
    platform,
    takenFile: () => {
      throw new Error("no page here");
    },
    jobs: createJobs({ tell: (job) => events.tell("jobs.changed", job), newId, log: quietLog() }),
    log: quietLog(),
    events,
    now,
    newId,
  });
  return { handlers, vault, found, platform, sessions, tried, told, states };
}
type Run = ReturnType<typeof run>;

const smsCode = () => /\b\d{6}\b/.exec(provider.lastSms("+4915100000042")?.text ?? "")?.[0] ?? "";

/** The digits that the vault gives for the entry, not the provider's: they must agree. */
async function ownDigits(vault: Vault, view: EnrolmentView): Promise<string> {
  const codeId = "codeId" in view.current ? view.current.codeId : undefined;
  return (await vault.codeOf(codeId ?? "")).code;
}

async function act(at: Run, view: EnrolmentView, action: EnrolmentAction): Promise<EnrolmentView> {
  const after = await at.handlers["enrolment.act"]({ enrolmentId: view.id, action });
  expect(after.problem, `${action.kind} at ${view.current.step}`).toBeUndefined();
  return after;
}

async function start(at: Run, accountId: "ada" | "finn"): Promise<EnrolmentView> {
  return at.handlers["enrolment.start"]({ accountId });
}

async function toAuthenticator(at: Run): Promise<EnrolmentView> {
  let view = await start(at, "ada");
  view = await act(at, view, { kind: "begin" });
  view = await act(at, view, { kind: "password" });
  view = await act(at, view, { kind: "request-sms", number: "+49 151 00000042" });
  return act(at, view, { kind: "sms-code", code: smsCode() });
}

describe("mail.com", () => {
  it("goes the whole way; the QR picture, the setup key and the entry agree; the PDF and the key are kept", async () => {
    const at = run();
    let view = await toAuthenticator(at);
    const { png, width } = await at.handlers["enrolment.revealPicture"]({ enrolmentId: view.id });
    const picture = PNG.sync.read(Buffer.from(png));
    expect(picture.width).toBe(width);
    const text = readQr(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data ?? "";
    await at.handlers["enrolment.copySetupKey"]({ enrolmentId: view.id });
    expect(parseOtpauth(text).secret.reveal()).toBe(at.platform.clipboard.text);

    view = await act(at, view, { kind: "use-found", foundId: at.found.keepFound(parseOtpauth(text)) });
    view = await act(at, view, { kind: "digits", digits: await ownDigits(at.vault, view) });
    expect(view.current).toEqual({ step: "secret-key", saved: false });
    const path = join(folder, "key.pdf");
    at.platform.savePaths.push(path);
    view = await act(at, view, { kind: "save-secret-key" });
    expect(view.current).toEqual({ step: "secret-key", saved: true });
    expect((await PDFDocument.load(await readFile(path))).getPageCount()).toBeGreaterThan(0);
    expect(keychain.items.get("secret-key/ada")).toMatch(/^\w{5}(-\w{5}){3}$/);

    view = await act(at, view, { kind: "continue" });
    expect(view.current).toMatchObject({ step: "review" });
    view = await act(at, view, { kind: "continue" });
    expect(view.current).toEqual({ step: "activate", missing: ["backup"] });
    view = await act(at, view, { kind: "without-backup" });
    view = await act(at, view, { kind: "activate" });
    expect(view.current).toMatchObject({ step: "done", effect: "sign-in-again" });
    expect(at.sessions).toEqual(["pause ada", "resume ada"]);
    expect(provider.user(ada.address)).toMatchObject({ twoFactor: true });

    const before = (await at.handlers["security.list"]()).find(({ accountId }) => accountId === "ada");
    expect(before).toMatchObject({
      twoFactor: "on",
      secretKeyKept: true,
      signedInSince: false,
      ways: [],
    });
    await at.handlers["enrolment.mailAgain"]({ enrolmentId: view.id });
    await expect.poll(() => at.tried, { timeout: 10_000 }).toHaveLength(1);
    expect(provider.user(ada.address)).toMatchObject({ access: true });
    expect(at.tried[0]).toMatch(/^[a-z]{16}$/);

    at.states.ada = { kind: "ok", since: Date.now() + 60_000 };
    const after = (await at.handlers["security.list"]()).find(({ accountId }) => accountId === "ada");
    expect(after).toMatchObject({ signedInSince: true });
  });

  it("shows each refusal in place, with the provider's words, and goes on afterwards", async () => {
    const at = run();
    let view = await start(at, "ada");
    view = await act(at, view, { kind: "begin" });
    const refused = async (action: EnrolmentAction) => {
      const after = await at.handlers["enrolment.act"]({ enrolmentId: view.id, action });
      expect(after.current).toEqual(view.current);
      return after.problem;
    };
    expect(await refused({ kind: "password", password: "not it" })).toMatchObject({
      code: "enrolment-password-wrong",
      detail: { serverText: expect.stringContaining("not correct") },
    });
    view = await act(at, view, { kind: "password", password: ada.password });
    expect(await refused({ kind: "request-sms" })).toMatchObject({ code: "enrolment-phone-invalid" });
    expect(await refused({ kind: "request-sms", number: "12" })).toMatchObject({
      code: "enrolment-phone-invalid",
    });
    view = await act(at, view, { kind: "request-sms", number: "+49 151 00000042" });
    const wrong = smsCode() === "123456" ? "654321" : "123456";
    expect(await refused({ kind: "sms-code", code: wrong })).toMatchObject({ code: "enrolment-sms-wrong" });
    provider.advance(6 * 60_000);
    expect(await refused({ kind: "sms-code", code: smsCode() })).toMatchObject({
      code: "enrolment-sms-expired",
    });
    view = await act(at, view, { kind: "resend-sms" });
    view = await act(at, view, { kind: "sms-code", code: smsCode() });
    view = await act(at, view, { kind: "use-gatepost" });
    // Its clock is six minutes ahead: our digits are wrong there, and the refusal says why.
    expect(await refused({ kind: "digits", digits: await ownDigits(at.vault, view) })).toMatchObject({
      code: "enrolment-code-wrong",
      detail: { clockDriftSeconds: expect.closeTo(360, -1) },
    });
    view = await act(at, view, { kind: "digits", digits: provider.digits(ada.address) });
    expect(view.current.step).toBe("secret-key");
  });

  it("goes on after the program and the provider were both closed", async () => {
    const first = run();
    let view = await toAuthenticator(first);
    view = await act(first, view, { kind: "use-gatepost" });
    const port = Number(new URL(provider.web).port);
    await provider.stop();
    provider = await open(port);
    const at = run();
    const again = await start(at, "ada");
    expect(again).toEqual(view);
    view = await act(at, again, { kind: "digits", digits: await ownDigits(at.vault, again) });
    expect(view.current.step).toBe("secret-key");
    expect(await at.vault.list()).toHaveLength(1);
  });

  it("says that the provider cannot be reached, and keeps the step", async () => {
    const at = run();
    const view = await toAuthenticator(at);
    await provider.stop();
    const after = await at.handlers["enrolment.act"]({
      enrolmentId: view.id,
      action: { kind: "use-gatepost" },
    });
    expect(after.problem?.code).toBe("connection-refused");
    expect(after.current).toEqual(view.current);
    provider = await open();
  });

  it("finds it on when somebody has switched it on meanwhile", async () => {
    const one = run();
    let view = await toAuthenticator(one);
    view = await act(one, view, { kind: "use-gatepost" });
    view = await act(one, view, { kind: "digits", digits: await ownDigits(one.vault, view) });
    one.platform.savePaths.push(join(folder, "key.pdf"));
    for (const kind of ["save-secret-key", "continue", "continue", "without-backup", "activate"] as const)
      view = await act(one, view, { kind });
    // A second computer, which has the account but knows nothing of this.
    records = memoryRecords();
    const two = run();
    const other = await act(two, await start(two, "ada"), { kind: "begin" });
    expect(other.current).toEqual({ step: "done", effect: "sign-in-again" });
  });
});

describe("Mailfence", () => {
  it("goes the whole way; backup codes are kept, told and marked", async () => {
    const at = run();
    let view = await start(at, "finn");
    view = await act(at, view, { kind: "begin" });
    view = await act(at, view, { kind: "use-gatepost" });
    view = await act(at, view, { kind: "continue" });
    view = await act(at, view, { kind: "generate-backup-codes" });
    view = await act(at, view, { kind: "continue" });
    view = await act(at, view, { kind: "without-backup" });
    view = await act(at, view, { kind: "digits", digits: await ownDigits(at.vault, view) });
    expect(view.current).toMatchObject({ step: "done", effect: "unchanged" });
    expect(at.sessions).toEqual(["pause finn", "resume finn"]);

    const codes = await at.handlers["recovery.revealBackupCodes"]({ accountId: "finn" });
    expect(codes).toHaveLength(10);
    await at.handlers["recovery.copyBackupCode"]({ accountId: "finn", index: 3 });
    expect(at.platform.clipboard.text).toBe(codes[3]?.code);
    await at.handlers["recovery.markBackupCode"]({ accountId: "finn", index: 3, used: true });
    const security = (await at.handlers["security.list"]()).find(({ accountId }) => accountId === "finn");
    expect(security).toMatchObject({
      twoFactor: "on",
      backupCodes: { left: 9, used: 1 },
      signedInSince: true,
      codeId: "codeId" in view.current ? view.current.codeId : "",
    });
    const stored = records.text();
    for (const { code } of codes) expect(stored).not.toContain(code);
  });

  it("refuses wrong digits in place, and starts the sessions again", async () => {
    const at = run();
    let view = await start(at, "finn");
    view = await act(at, view, { kind: "begin" });
    view = await act(at, view, { kind: "use-gatepost" });
    view = await act(at, view, { kind: "continue" });
    view = await act(at, view, { kind: "generate-backup-codes" });
    view = await act(at, view, { kind: "continue" });
    view = await act(at, view, { kind: "without-backup" });
    const good = await ownDigits(at.vault, view);
    const wrong = good === "000000" ? "000001" : "000000";
    const refused = await at.handlers["enrolment.act"]({
      enrolmentId: view.id,
      action: { kind: "digits", digits: wrong },
    });
    expect(refused.problem?.code).toBe("enrolment-code-wrong");
    expect(refused.current).toEqual(view.current);
    expect(at.sessions).toEqual(["pause finn", "resume finn"]);
  });

  it("is given up without a trace at the provider", async () => {
    const at = run();
    let view = await start(at, "finn");
    view = await act(at, view, { kind: "begin" });
    view = await act(at, view, { kind: "use-gatepost" });
    await at.handlers["enrolment.stop"]({ enrolmentId: view.id });
    expect(provider.enrolment(finn.address)).toMatchObject({ step: "not-started" });
    expect(await at.vault.list()).toMatchObject([{ unfinished: true }]);
    view = await start(at, "finn");
    expect(view.current).toEqual({ step: "what-you-need" });
  });
});

describe("the provider's pages", () => {
  it("are opened by name, at the practice provider", async () => {
    const at = run();
    await at.handlers["links.openProvider"]({ accountId: "ada", link: "imap-switch" });
    await at.handlers["links.openProvider"]({ accountId: "ada", link: "app-password" });
    expect(at.platform.openedAddresses).toEqual([
      `${provider.web}/settings/pop3-imap`,
      `${provider.web}/security/app-passwords`,
    ]);
  });
});
