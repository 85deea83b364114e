// The enrolment machine against a provider in memory: the whole way, every refusal in place, back, out of turn, and
// closing the program at each step.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEnrolments, type Enrolments } from "../../../../electron/core/enrolment/enrolment.ts";
import { forgetSecurity } from "../../../../electron/core/enrolment/forget.ts";
import { resumeLeftPaused } from "../../../../electron/core/enrolment/left-paused.ts";
import { practiceWay } from "../../../../electron/core/enrolment/practice-way.ts";
import { createRecovery } from "../../../../electron/core/enrolment/recovery.ts";
import type { EnrolmentTools } from "../../../../electron/core/enrolment/running-enrolment.ts";
import { planOf } from "../../../../electron/core/enrolment/step-plan.ts";
import { createEvents } from "../../../../electron/core/events.ts";
import type { AccountRecord } from "../../../../electron/core/mail/mail-service.ts";
import { parseOtpauth } from "../../../../electron/core/otp/otpauth.ts";
import { createVault, type Vault } from "../../../../electron/core/otp/vault.ts";
import { createFoundCodes } from "../../../../electron/core/qr/found-codes.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { AppError, type ErrorCode } from "../../../../shared/ipc/errors.ts";
import { type EnrolmentAction, EnrolmentView } from "../../../../shared/models/enrolment.ts";
import { type EnrolmentProvider, enrolmentProvider } from "../../../support/enrolment-provider.ts";
import { type MemoryKeychain, memoryKeychain } from "../../../support/memory-keychain.ts";
import { memoryRecords } from "../../../support/memory-records.ts";

const server = { host: "127.0.0.1", port: 993, security: "tls", userName: "ada" } as const;
const account: AccountRecord = {
  id: "a1",
  name: "Ada",
  address: "ada@mailcom.test",
  providerId: "mail-com",
  servers: { imap: server, smtp: server },
  pins: [],
  addedAt: 1,
};

type Style = "mail-com" | "mailfence";

/** One run of the program over what stays: keychain, records, provider. */
interface Run {
  readonly enrolments: Enrolments;
  readonly vault: Vault;
  readonly found: ReturnType<typeof createFoundCodes>;
  readonly calls: string[];
}

let folder: string;
let keychain: MemoryKeychain;
let records: ReturnType<typeof memoryRecords>;
let provider: EnrolmentProvider;
let savePath: string | undefined;
let ids = 0;
/** passwords with which the account was to be signed in, and how the next of these trials fail */
let signIns: string[];
let signInFailures: AppError[];
let lastBackup: number | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gatepost-enrolment-"));
  keychain = memoryKeychain();
  keychain.items.set("account/a1", "first-password");
  records = memoryRecords();
  signIns = [];
  signInFailures = [];
  lastBackup = undefined;
  savePath = join(folder, "key.pdf");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function open(style: Style): Run {
  const calls: string[] = [];
  const newId = () => `id${++ids}`;
  const now = () => 1_000;
  const vault = createVault({ keychain, records, now, newId });
  const found = createFoundCodes({ now, newId });
  const plan = planOf(style);
  if (!plan) throw new Error("no plan");
  const driver = provider.driver();
  const tools: EnrolmentTools = {
    thread: {
      pauseAccount: async () => void calls.push("pause"),
      resumeAccount: async () => void calls.push("resume"),
    },
    records,
    keychain,
    accounts: {
      async signIn(_id, credential) {
        if (credential.kind !== "password") throw new Error("no password");
        signIns.push(credential.password.reveal());
        const failure = signInFailures.shift();
        if (failure) throw failure;
        return undefined;
      },
    },
    vault,
    found,
    recovery: createRecovery({ keychain, records }),
    platform: { chooseSavePath: async () => savePath },
    events: createEvents(),
    now,
    pdfs: { keyOf: () => new Secret("none") },
    later: () => () => undefined,
    copyDigits: () => Promise.reject(new Error("only the guide copies digits by itself")),
    lastBackup: async () => lastBackup,
  };
  const enrolments = createEnrolments({
    ...tools,
    newId,
    findWays: () => ({
      hows: ["practice"],
      providerId: style,
      pages: [],
      make: (record) => practiceWay({ record, plan, driver, password: undefined }, tools),
    }),
  });
  return { enrolments, vault, found, calls };
}

const ways: Readonly<Record<Style, readonly EnrolmentAction[]>> = {
  "mail-com": [
    { kind: "begin" },
    { kind: "password" },
    { kind: "request-sms" },
    { kind: "sms-code", code: "123456" },
    { kind: "use-gatepost" },
    { kind: "digits", digits: "123 456" },
    { kind: "save-secret-key" },
    { kind: "continue" },
    { kind: "continue" },
    { kind: "without-backup" },
    { kind: "activate" },
  ],
  mailfence: [
    { kind: "begin" },
    { kind: "use-gatepost" },
    { kind: "continue" },
    { kind: "generate-backup-codes" },
    { kind: "continue" },
    { kind: "without-backup" },
    { kind: "digits", digits: "123456" },
  ],
};

async function walk(run: Run, style: Style, upTo: number): Promise<EnrolmentView> {
  let view = await run.enrolments.start(account);
  for (const action of ways[style].slice(0, upTo)) {
    view = await run.enrolments.act(view.id, action);
    expect(view.problem, `${action.kind} at ${view.current.step}`).toBeUndefined();
    expect(EnrolmentView.parse(view)).toEqual(view);
  }
  return view;
}

describe.each(["mail-com", "mailfence"] as const)("enrolment at %s", (style) => {
  const way = ways[style];
  beforeEach(() => {
    provider = enrolmentProvider(style);
  });

  it("goes the whole way, and keeps all that gets a person back in", async () => {
    const run = open(style);
    const view = await walk(run, style, way.length);
    const codes = await run.vault.list();
    expect(codes).toHaveLength(1);
    expect(codes[0]).toMatchObject({ issuer: "mail.com", account: "ada@mailcom.test", accountId: "a1" });
    expect(view.current).toEqual({
      step: "done",
      effect: style === "mail-com" ? "sign-in-again" : "unchanged",
      codeId: codes[0]?.id,
    });
    expect(run.calls).toEqual(["pause", "resume"]);
    expect(await records.get("security", "a1")).toMatchObject({
      twoFactor: "on",
      since: 1_000,
      codeId: codes[0]?.id,
    });
    if (style === "mail-com") {
      expect(keychain.items.get("secret-key/a1")).toBe(provider.secretKey);
      expect(await readFile(join(folder, "key.pdf"), "utf8")).toContain("%PDF");
      expect(await readdir(folder)).toEqual(["key.pdf"]);
    } else {
      expect(keychain.items.get("backup-codes/a1")).toContain("aaaa-0001");
    }
  });

  it("forgets all of it with the account, but for the code in the authenticator", async () => {
    const run = open(style);
    await walk(run, style, way.length);
    await forgetSecurity({ keychain, records }, "another");
    expect(await records.list("enrolment")).toHaveLength(1);
    await forgetSecurity({ keychain, records }, "a1");
    expect(await records.list("enrolment")).toEqual([]);
    expect(await records.list("security")).toEqual([]);
    const [code] = await run.vault.list();
    expect([...keychain.items.keys()].sort()).toEqual(["account/a1", `code/${code?.id}`]);
    expect(code).not.toHaveProperty("unfinished");
  });

  it("says of the code of an account that was removed on the way that its set-up was stopped", async () => {
    const run = open(style);
    await walk(run, style, way.findIndex((action) => action.kind === "use-gatepost") + 1);
    await forgetSecurity({ keychain, records }, "a1");
    expect(await run.vault.list()).toMatchObject([{ unfinished: true }]);
  });

  it("writes no secret into its records", async () => {
    await walk(open(style), style, way.length);
    const written = records.text();
    for (const secret of [provider.setupKey, provider.secretKey, "aaaa-0001", "first-password"])
      expect(written).not.toContain(secret);
  });

  it.each(way.map((action, at) => [at, action.kind] as const))(
    "resumes after the program was closed before action %i (%s)",
    async (at) => {
      const before = await walk(open(style), style, at);
      const run = open(style);
      let view = await run.enrolments.start(account);
      expect(view).toEqual(before);
      for (const action of way.slice(at)) {
        view = await run.enrolments.act(view.id, action);
        expect(view.problem).toBeUndefined();
      }
      expect(view.current.step).toBe("done");
      expect(await run.vault.list()).toHaveLength(1);
    },
  );

  it("refuses every action that is not of the step, and stays where it is", async () => {
    const kinds = [
      "begin",
      "request-sms",
      "use-gatepost",
      "digits",
      "save-secret-key",
      "activate",
      "continue",
    ] as const;
    const plan = planOf(style);
    for (let at = 0; at < way.length; at++) {
      records = memoryRecords();
      provider = enrolmentProvider(style);
      const run = open(style);
      const view = await walk(run, style, at);
      for (const kind of kinds) {
        const { step } = view.current;
        if (step !== "guide" && plan?.actions[step]?.includes(kind)) continue;
        const action = (kind === "digits" ? { kind, digits: "123456" } : { kind }) as EnrolmentAction;
        const after = await run.enrolments.act(view.id, action);
        expect(after.problem?.code, `${kind} at ${view.current.step}`).toBe("enrolment-order");
        expect(after.current).toEqual(view.current);
      }
    }
  });

  const last = way.at(-1) as EnrolmentAction;
  const switched = style === "mail-com" ? "activate" : "digits";

  it("presses no last button before there is a backup or a knowing no, and asks for nothing where there is one", async () => {
    const run = open(style);
    const view = await walk(run, style, way.length - 2);
    expect(view.current).toMatchObject({ missing: ["backup"] });
    const asked = provider.requests.length;
    const early = await run.enrolments.act(view.id, last);
    expect(early.problem).toEqual({ code: "enrolment-artefact-not-kept", detail: { missing: "backup" } });
    expect(early.current).toEqual(view.current);
    expect(provider.requests).toHaveLength(asked);
    expect(run.calls).toEqual([]);
    // One of before the secret does not hold it.
    lastBackup = 999;
    expect((await run.enrolments.get(view.id)).current).toMatchObject({ missing: ["backup"] });
    lastBackup = 1_000;
    expect((await run.enrolments.get(view.id)).current).toMatchObject({ missing: [] });
    const done = await run.enrolments.act(view.id, last);
    expect(done.problem).toBeUndefined();
    expect(done.current.step).toBe("done");
  });

  it("keeps the knowing no over a restart", async () => {
    const view = await walk(open(style), style, way.length - 1);
    expect(view.current).toMatchObject({ missing: [] });
    const run = open(style);
    expect((await run.enrolments.start(account)).current).toMatchObject({ missing: [] });
    expect(await records.get("enrolment", view.id)).toMatchObject({ withoutBackup: true });
  });

  it("presses no last button where what gets a person back in is not kept", async () => {
    const run = open(style);
    const view = await walk(run, style, way.length - 1);
    const record = (await records.get("enrolment", view.id)) as object;
    await records.put("enrolment", view.id, { ...record, secretKeyKept: false, backupCodesKept: 0 });
    const again = open(style);
    expect((await again.enrolments.start(account)).current).toMatchObject({ missing: ["artefact"] });
    const refused = await again.enrolments.act(view.id, last);
    expect(refused.problem).toEqual({ code: "enrolment-artefact-not-kept", detail: { missing: "artefact" } });
    expect(provider.requests).not.toContain(switched === "digits" ? "digits" : "activate");
  });

  it("asks the provider where it stands when the answer to the activation was lost", async () => {
    const run = open(style);
    const view = await walk(run, style, way.length - 1);
    provider.failNext(
      style === "mail-com" ? "activate" : "digits",
      "connection-lost",
      {},
      { afterwards: true },
    );
    const after = await run.enrolments.act(view.id, way.at(-1) as EnrolmentAction);
    expect(after.current.step).toBe("done");
    expect(run.calls).toEqual(["pause", "resume"]);
  });

  it("finds out after a restart that it is on already", async () => {
    const view = await walk(open(style), style, way.length - 1);
    provider.step = "done";
    const run = open(style);
    const after = await run.enrolments.act(view.id, way.at(-1) as EnrolmentAction);
    expect(after.problem).toBeUndefined();
    expect(after.current).toMatchObject({ step: "done" });
    expect(await records.get("security", "a1")).toMatchObject({ twoFactor: "on" });
  });

  it("starts the account's sessions again when the activation fails", async () => {
    const run = open(style);
    const view = await walk(run, style, way.length - 1);
    const [name, code] =
      style === "mail-com"
        ? (["activate", "connection-timed-out"] as const)
        : (["digits", "enrolment-code-wrong"] as const);
    provider.failNext(name, code);
    const after = await run.enrolments.act(view.id, way.at(-1) as EnrolmentAction);
    expect(after.problem?.code).toBe(code);
    expect(after.current).toEqual(view.current);
    expect(run.calls).toEqual(["pause", "resume"]);
  });

  it("starts the account's sessions again when the program was closed during the activation", async () => {
    const view = await walk(open(style), style, way.length - 1);
    const record = (await records.get("enrolment", view.id)) as object;
    await records.put("enrolment", view.id, { ...record, paused: true });
    const resumed: string[] = [];
    const thread = {
      resumeAccount: async (input: { accountId: string }) => void resumed.push(input.accountId),
    };
    await resumeLeftPaused(records, thread);
    await resumeLeftPaused(records, thread);
    expect(resumed).toEqual([account.id]);
    expect(await open(style).enrolments.start(account)).toEqual(view);
    expect(await records.get("enrolment", view.id)).toMatchObject({ paused: false });
  });

  it("signs in again by itself when the provider's session has ended", async () => {
    const run = open(style);
    const view = await walk(run, style, 2);
    provider.endSessions();
    const after = await run.enrolments.act(view.id, way[2] as EnrolmentAction);
    expect(after.problem).toBeUndefined();
    expect(provider.requests.filter((name) => name === "signIn")).toHaveLength(2);
  });

  it("stops without switching anything on, and keeps what was kept", async () => {
    const run = open(style);
    const view = await walk(run, style, style === "mail-com" ? 5 : 2);
    await run.enrolments.stop(view.id);
    expect(provider.step).toBe("not-started");
    expect(await run.vault.list()).toMatchObject([{ unfinished: true }]);
    await expect(run.enrolments.get(view.id)).rejects.toMatchObject({ code: "not-found" });
    expect((await run.enrolments.start(account)).current.step).toBe("what-you-need");
  });

  it("says of a code that its set-up was stopped, until the same code is set up to the end", async () => {
    const run = open(style);
    const at = way.findIndex((action) => action.kind === "use-gatepost") + 1;
    const view = await walk(run, style, at);
    expect((await run.vault.list())[0]).not.toHaveProperty("unfinished");
    await run.enrolments.stop(view.id);
    // Read anew, as after a restart.
    expect(await open(style).vault.list()).toMatchObject([{ unfinished: true }]);
    const done = await walk(run, style, way.length);
    expect(done.current.step).toBe("done");
    const codes = await run.vault.list();
    expect(codes.find(({ id }) => "codeId" in done.current && id === done.current.codeId)).not.toHaveProperty(
      "unfinished",
    );
  });

  it("keeps a locked keychain apart from what the provider says", async () => {
    const run = open(style);
    const at = way.findIndex((action) => action.kind === "use-gatepost");
    const view = await walk(run, style, at);
    keychain.setState("locked");
    const after = await run.enrolments.act(view.id, { kind: "use-gatepost" });
    expect(after.problem?.code).toBe("keychain-locked");
    expect(after.current).toMatchObject({ step: "authenticator" });
    expect(after.current).not.toHaveProperty("codeId");
  });

  it("sends no digits before the secret is stored, nor any that cannot be right", async () => {
    const run = open(style);
    const view = await walk(
      run,
      style,
      way.findIndex((action) => action.kind === "use-gatepost"),
    );
    const kind = style === "mail-com" ? "digits" : "continue";
    const early = await run.enrolments.act(view.id, { kind, digits: "123456" } as EnrolmentAction);
    expect(early.problem).toEqual({ code: "enrolment-secret-not-stored", detail: { reason: "not-yet" } });
    expect(provider.requests).not.toContain(style === "mail-com" ? "digits" : "next");
    if (style !== "mail-com") return;
    await run.enrolments.act(view.id, { kind: "use-gatepost" });
    const short = await run.enrolments.act(view.id, { kind: "digits", digits: "12345" });
    expect(short.problem).toEqual({ code: "enrolment-code-wrong", detail: { reason: "format" } });
    expect(provider.requests).not.toContain("digits");
  });

  it("takes a scanned code only if it is the one that the provider shows", async () => {
    const run = open(style);
    const view = await walk(
      run,
      style,
      way.findIndex((action) => action.kind === "use-gatepost"),
    );
    const link = (secret: string) => parseOtpauth(`otpauth://totp/x?secret=${secret}`);
    const other = run.found.keepFound(link("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    const wrong = await run.enrolments.act(view.id, { kind: "use-found", foundId: other });
    expect(wrong.problem).toEqual({
      code: "enrolment-secret-not-stored",
      detail: { reason: "another-code" },
    });
    expect(await run.vault.list()).toHaveLength(0);
    const same = run.found.keepFound(link(provider.setupKey));
    const right = await run.enrolments.act(view.id, { kind: "use-found", foundId: same });
    expect(right.problem).toBeUndefined();
    expect(right.current).toHaveProperty("codeId");
  });

  it("links a code that the authenticator holds already, without keeping the secret twice", async () => {
    const run = open(style);
    const view = await walk(
      run,
      style,
      way.findIndex((action) => action.kind === "use-gatepost"),
    );
    const mine = await run.vault.add(parseOtpauth(`otpauth://totp/Mine:ada?secret=${provider.setupKey}`));
    const after = await run.enrolments.act(view.id, { kind: "use-gatepost" });
    expect(after.current).toMatchObject({ codeId: mine.id });
    expect(await run.vault.list()).toEqual([
      expect.objectContaining({ id: mine.id, issuer: "Mine", accountId: "a1" }),
    ]);
  });
});

describe("refusals at mail.com", () => {
  beforeEach(() => {
    provider = enrolmentProvider("mail-com");
  });

  const refusals: readonly (readonly [at: number, request: string, code: ErrorCode])[] = [
    [1, "password", "enrolment-too-many-tries"],
    [2, "sms", "enrolment-phone-invalid"],
    [2, "sms", "enrolment-too-many-tries"],
    [3, "confirmSms", "enrolment-sms-wrong"],
    [3, "confirmSms", "enrolment-sms-expired"],
    [5, "digits", "enrolment-code-wrong"],
    [5, "digits", "enrolment-code-used"],
    [5, "digits", "enrolment-too-many-tries"],
    [10, "activate", "connection-refused"],
  ];

  it.each(refusals)(
    "before action %i: %s answers %s, in place; the next try works",
    async (at, request, code) => {
      const run = open("mail-com");
      const view = await walk(run, "mail-com", at);
      provider.failNext(request, code, { triesLeft: 4 });
      const action = ways["mail-com"][at] as EnrolmentAction;
      const refused = await run.enrolments.act(view.id, action);
      expect(refused.problem).toEqual({ code, detail: { triesLeft: 4 } });
      expect(refused.current).toEqual(view.current);
      // The problem is the answer to what was just tried; it stays while the page only looks again.
      expect((await run.enrolments.get(view.id)).problem?.code).toBe(code);
      const again = await run.enrolments.act(view.id, action);
      expect(again.problem).toBeUndefined();
      expect(again.current.step).not.toBe(view.current.step);
    },
  );

  it("asks for the password itself when the saved one is not that of the web login", async () => {
    provider.password = "another";
    const run = open("mail-com");
    const view = await run.enrolments.start(account);
    const begun = await run.enrolments.act(view.id, { kind: "begin" });
    expect(begun.current).toEqual({ step: "password" });
    expect(begun.problem).toBeUndefined();
    const wrong = await run.enrolments.act(view.id, { kind: "password" });
    expect(wrong.problem?.code).toBe("enrolment-password-wrong");
    const right = await run.enrolments.act(view.id, { kind: "password", password: "another" });
    expect(right.current.step).toBe("phone");
  });

  it("goes back as the provider does, also to another phone number", async () => {
    const run = open("mail-com");
    const view = await walk(run, "mail-com", 3);
    expect(view).toMatchObject({ current: { step: "sms-code" }, canGoBack: true });
    const phone = await run.enrolments.act(view.id, { kind: "back" });
    expect(phone.current).toEqual({ step: "phone", saved: "+49 •••••••• 42" });
    await run.enrolments.act(view.id, { kind: "back" });
    const first = await run.enrolments.act(view.id, { kind: "back" });
    expect(first).toMatchObject({ current: { step: "what-you-need" }, canGoBack: false });
  });

  it("does not go on before the secret key is saved, and takes a change of mind", async () => {
    const run = open("mail-com");
    const view = await walk(run, "mail-com", 6);
    savePath = undefined;
    const unsaved = await run.enrolments.act(view.id, { kind: "save-secret-key" });
    expect(unsaved).toMatchObject({ current: { step: "secret-key", saved: false } });
    expect(unsaved.problem).toBeUndefined();
    const early = await run.enrolments.act(view.id, { kind: "continue" });
    expect(early.problem?.code).toBe("enrolment-artefact-not-kept");
    savePath = join(folder, "no-such-folder", "key.pdf");
    const failed = await run.enrolments.act(view.id, { kind: "save-secret-key" });
    expect(failed.problem).toEqual({ code: "file-unwritable", detail: {} });
    expect(failed.current).toEqual({ step: "secret-key", saved: false });
  });

  it("makes one request of two quick clicks at most out of turn", async () => {
    const run = open("mail-com");
    const view = await walk(run, "mail-com", 2);
    const [one, two] = await Promise.all([
      run.enrolments.act(view.id, { kind: "request-sms" }),
      run.enrolments.act(view.id, { kind: "request-sms" }),
    ]);
    expect(one?.problem).toBeUndefined();
    expect(two?.problem?.code).toBe("enrolment-order");
    expect(provider.requests.filter((name) => name === "sms")).toHaveLength(1);
  });
});

describe("what Mailfence gives", () => {
  beforeEach(() => {
    provider = enrolmentProvider("mailfence");
  });

  it("does not go on before backup codes are kept; new ones replace the old", async () => {
    const run = open("mailfence");
    const view = await walk(run, "mailfence", 3);
    const early = await run.enrolments.act(view.id, { kind: "continue" });
    expect(early.problem?.code).toBe("enrolment-artefact-not-kept");
    await run.enrolments.act(view.id, { kind: "generate-backup-codes" });
    const again = await run.enrolments.act(view.id, { kind: "generate-backup-codes" });
    expect(again.current).toEqual({ step: "backup-codes", count: 2 });
    expect(keychain.items.get("backup-codes/a1")).toContain("aaaa-0002");
    expect(keychain.items.get("backup-codes/a1")).not.toContain("aaaa-0001");
  });

  it("makes other codes when those that were made could not be kept", async () => {
    const run = open("mailfence");
    const view = await walk(run, "mailfence", 3);
    provider.backupCodes = ["lost-0000"];
    provider.step = "digits";
    const after = await run.enrolments.act(view.id, { kind: "generate-backup-codes" });
    expect(after.current).toEqual({ step: "backup-codes", count: 2 });
    expect(keychain.items.get("backup-codes/a1")).not.toContain("lost");
  });

  it("shows the QR code again when its entry was removed from the authenticator", async () => {
    const run = open("mailfence");
    const view = await walk(run, "mailfence", 5);
    const [code] = await run.vault.list();
    await run.vault.remove(code?.id ?? "");
    const gone = await run.enrolments.act(view.id, { kind: "digits", digits: "123456" });
    expect(gone).toMatchObject({
      current: { step: "authenticator", asksDigits: false },
      problem: { code: "enrolment-secret-not-stored", detail: { reason: "gone" } },
    });
    expect(provider.requests).not.toContain("digits");
    const stored = await run.enrolments.act(view.id, { kind: "use-gatepost" });
    expect(stored.current.step).toBe("digits");
  });
});

describe("mail programs after the activation at mail.com", () => {
  const control = {
    signal: new AbortController().signal,
    report: () => undefined,
    show: () => undefined,
  };
  beforeEach(() => {
    provider = enrolmentProvider("mail-com");
  });

  it("switches access on, has a password made and signs in with it", async () => {
    const run = open("mail-com");
    const view = await walk(run, "mail-com", ways["mail-com"].length);
    await run.enrolments.mailAgain(view.id, control);
    expect(provider.access).toBe(true);
    expect(signIns).toEqual(["Gatepost-1"]);
    expect(records.text()).not.toContain("Gatepost-1");
  });

  it("tries the same password again after a lost line, and another one after a refusal", async () => {
    const run = open("mail-com");
    const view = await walk(run, "mail-com", ways["mail-com"].length);
    signInFailures = [new AppError("connection-lost"), new AppError("login-refused")];
    await expect(run.enrolments.mailAgain(view.id, control)).rejects.toMatchObject({
      code: "connection-lost",
    });
    await expect(run.enrolments.mailAgain(view.id, control)).rejects.toMatchObject({ code: "login-refused" });
    await run.enrolments.mailAgain(view.id, control);
    expect(signIns).toEqual(["Gatepost-1", "Gatepost-1", "Gatepost-2"]);
  });

  it("logs in with digits of its own after a restart; with the next ones where these were used", async () => {
    const view = await walk(open("mail-com"), "mail-com", ways["mail-com"].length);
    const run = open("mail-com");
    const [code] = await run.vault.current();
    provider.loginDigits = [code?.next ?? ""];
    await run.enrolments.mailAgain(view.id, control);
    expect(provider.requests.slice(-4)).toEqual(["signIn", "signIn", "switchAccessOn", "makeAppPassword"]);
    expect(signIns).toEqual(["Gatepost-1"]);
  });

  it("does nothing before it is on, nor where nothing has changed", async () => {
    const run = open("mail-com");
    const view = await walk(run, "mail-com", 8);
    await expect(run.enrolments.mailAgain(view.id, control)).rejects.toMatchObject({
      code: "enrolment-order",
    });
    records = memoryRecords();
    provider = enrolmentProvider("mailfence");
    const other = open("mailfence");
    const done = await walk(other, "mailfence", ways.mailfence.length);
    await expect(other.enrolments.mailAgain(done.id, control)).rejects.toMatchObject({
      code: "enrolment-order",
    });
    expect(signIns).toEqual([]);
  });
});
