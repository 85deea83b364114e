// The guide on the provider's own pages, over all providers: from the first step to the last, back and forth, closed at
// each step; what it insists on, when the account rests, and what it never does.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEnrolments, type Enrolments } from "../../../../electron/core/enrolment/enrolment.ts";
import { guidePlan } from "../../../../electron/core/enrolment/guide-plan.ts";
import { resumeLeftPaused } from "../../../../electron/core/enrolment/left-paused.ts";
import { createRecovery } from "../../../../electron/core/enrolment/recovery.ts";
import type { EnrolmentTools } from "../../../../electron/core/enrolment/running-enrolment.ts";
import { findWays } from "../../../../electron/core/enrolment/ways.ts";
import { createEvents } from "../../../../electron/core/events.ts";
import type { AccountRecord } from "../../../../electron/core/mail/mail-service.ts";
import { parseOtpauth } from "../../../../electron/core/otp/otpauth.ts";
import { createVault, type Vault } from "../../../../electron/core/otp/vault.ts";
import { createPractice } from "../../../../electron/core/practice.ts";
import { createFoundCodes } from "../../../../electron/core/qr/found-codes.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { type EnrolmentAction, EnrolmentView } from "../../../../shared/models/enrolment.ts";
import { type Provider, providerOf, providers } from "../../../../shared/providers/index.ts";
import { type MemoryKeychain, memoryKeychain } from "../../../support/memory-keychain.ts";
import { memoryRecords } from "../../../support/memory-records.ts";

const server = { host: "127.0.0.1", port: 993, security: "tls", userName: "ada" } as const;
const accountAt = (provider: Provider | undefined): AccountRecord => ({
  id: "a1",
  name: "Ada",
  address: `ada@${provider?.domains[0] ?? "unknown.example"}`,
  providerId: provider?.id,
  servers: { imap: server, smtp: server },
  pins: [],
  addedAt: 1,
});
const setupKey = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const codes = "aaaa-1111\nbbbb-2222\ncccc-3333\ndddd-4444";
const emergencyKey = "ABCD1-ABCD2-ABCD3-ABCD4";

interface Run {
  readonly enrolments: Enrolments;
  readonly vault: Vault;
  readonly found: ReturnType<typeof createFoundCodes>;
  readonly calls: string[];
  /** lets the time go by after which a resting account works again */
  timeGoesBy(): void;
}

let keychain: MemoryKeychain;
let records: ReturnType<typeof memoryRecords>;
let lastBackup: number | undefined;
let ids = 0;

beforeEach(() => {
  keychain = memoryKeychain();
  keychain.items.set("account/a1", "first-password");
  records = memoryRecords();
  lastBackup = undefined;
});
afterEach(() => {
  // SECURITY: whatever was done, no secret is in the records.
  const written = records.text();
  for (const secret of [setupKey, emergencyKey, "aaaa-1111", "first-password"])
    expect(written).not.toContain(secret);
});

function open(): Run {
  const calls: string[] = [];
  const waits = new Set<() => void>();
  const newId = () => `id${++ids}`;
  const now = () => 1_000;
  const vault = createVault({ keychain, records, now, newId });
  const found = createFoundCodes({ now, newId });
  const tools: EnrolmentTools = {
    thread: {
      pauseAccount: async () => void calls.push("pause"),
      resumeAccount: async () => void calls.push("resume"),
    },
    records,
    keychain,
    accounts: { signIn: () => Promise.reject(new Error("nobody signs in here")) },
    vault,
    found,
    recovery: createRecovery({ keychain, records }),
    pdfs: { keyOf: () => new Secret(emergencyKey) },
    platform: { chooseSavePath: async () => undefined },
    events: createEvents(),
    now,
    later: (_ms, work) => {
      waits.add(work);
      return () => void waits.delete(work);
    },
    copyDigits: async (codeId) => void calls.push(`copy ${codeId}`),
    lastBackup: async () => lastBackup,
  };
  const practice = createPractice({ practiceDomains: [], startPractice: undefined });
  const enrolments = createEnrolments({ ...tools, newId, findWays: findWays({ tools, practice }) });
  return {
    enrolments,
    vault,
    found,
    calls,
    timeGoesBy() {
      for (const work of [...waits]) work();
    },
  };
}

function notCopied(current: EnrolmentView["current"]): EnrolmentView["current"] {
  if (current.step !== "guide") return current;
  const { arrivedBy: _arrivedBy, ...rest } = current;
  return rest;
}

/** What was done to the account's connections. */
const connections = (run: Run) => run.calls.filter((call) => !call.startsWith("copy"));

const found = (run: Run, account: string) =>
  run.found.keepFound(parseOtpauth(`otpauth://totp/Shop:${account}?secret=${setupKey}&issuer=Shop`));

/** What a person does in the step before they may tick it off. */
function deeds(run: Run, { current, address }: EnrolmentView): readonly EnrolmentAction[] {
  if (current.step === "what-you-need") return [{ kind: "begin" }];
  if (current.step !== "guide") return [{ kind: "continue" }];
  const kept = current.kept !== "no";
  const asked: Partial<Record<NonNullable<typeof current.asks>, EnrolmentAction>> = kept
    ? {}
    : {
        "qr-code": { kind: "use-found", foundId: found(run, address) },
        "backup-codes": { kind: "keep-pasted", text: codes },
        "emergency-key": { kind: "keep-pasted", text: emergencyKey },
        "secret-key-pdf": { kind: "keep-pdf-key", pdfId: "p1" },
      };
  const deed = current.asks && asked[current.asks];
  return [
    ...(deed ? [deed] : []),
    ...(current.missing.includes("backup") ? [{ kind: "without-backup" as const }] : []),
    // The code, and the key in the PDF, go on by themselves: they prove that their step is done.
    ...(deed && deed.kind !== "keep-pasted" && !current.switchesOn ? [] : [{ kind: "continue" as const }]),
  ];
}

async function step(run: Run, view: EnrolmentView): Promise<EnrolmentView> {
  let after = view;
  for (const action of deeds(run, view)) {
    after = await run.enrolments.act(view.id, action);
    expect(after.problem, `${action.kind} at step ${view.at}`).toBeUndefined();
    expect(EnrolmentView.parse(after)).toEqual(after);
  }
  expect(after.at).toBe(view.at + 1);
  return after;
}

/** Walks until `ended` says so; answers the view there. */
async function walk(
  run: Run,
  account: AccountRecord,
  ended: (view: EnrolmentView) => boolean = ({ current }) => current.step === "done",
): Promise<EnrolmentView> {
  let view = await run.enrolments.start(account);
  while (!ended(view)) view = await step(run, view);
  return view;
}

const offering: readonly (readonly [string, Provider | undefined])[] = [
  ...providers
    .filter((provider) => provider.twoFactor.offered === "totp")
    .map((provider) => [provider.id, provider] as const),
  ["an unknown provider", undefined],
];

it.each(offering)(
  "at %s an account that signs in with a permission is asked for no password afterwards",
  (_id, provider) => {
    const plan = guidePlan(provider, true);
    expect(plan?.steps.filter(({ kind }) => kind === "after")).toEqual([]);
    expect(plan?.effect).not.toBe("sign-in-again");
    expect(plan?.steps.filter(({ kind }) => kind === "provider")).toEqual(
      guidePlan(provider)?.steps.filter(({ kind }) => kind === "provider"),
    );
  },
);

describe.each(offering)("the guide at %s", (_id, provider) => {
  const account = accountAt(provider);
  const steps = guidePlan(provider)?.steps ?? [];

  it("says before the last button that digits were accepted only where a step has asked for them", async () => {
    const run = open();
    const last = steps.findIndex((each) => each.kind === "provider" && each.switchesOn);
    const asked = steps.slice(0, last).some((each) => each.kind === "provider" && each.asks === "digits");
    let view = await run.enrolments.start(account);
    while (view.current.step !== "guide" || !view.current.switchesOn) view = await step(run, view);
    expect(view.current.accepted).toBe(asked);
  });

  it("can be walked from the first step to the last", async () => {
    const run = open();
    const view = await walk(run, account);
    expect(view.at).toBe(steps.length + 1);
    expect(view.steps).toHaveLength(steps.length + 2);
    expect(await records.get("security", "a1")).toMatchObject({ twoFactor: "on", since: 1_000 });
    expect(await run.vault.list()).toMatchObject([{ accountId: "a1" }]);
    expect(connections(run)).toEqual(["pause", "resume"]);
    await expect(run.enrolments.stop(view.id)).rejects.toMatchObject({ code: "enrolment-order" });
  });

  it("can be walked back and forth at each step, and back to the beginning", async () => {
    const run = open();
    let view = await run.enrolments.start(account);
    while (view.current.step !== "done") {
      const here = await step(run, view);
      if (here.canGoBack) {
        const before = await run.enrolments.act(view.id, { kind: "back" });
        expect(before.at).toBe(view.at);
        view = await step(run, before);
      } else view = here;
      expect(view).toEqual(here);
    }
    records = memoryRecords();
    const again = open();
    let last = await walk(again, account, (at) => at.at === steps.length);
    while (last.canGoBack) last = await again.enrolments.act(last.id, { kind: "back" });
    expect(last.current).toEqual({ step: "what-you-need" });
  });

  it("goes on at the same step after the program was ended in it", async () => {
    for (let at = 0; at <= steps.length; at++) {
      records = memoryRecords();
      keychain = memoryKeychain();
      const before = await walk(open(), account, (view) => view.at === at);
      const run = open();
      await resumeLeftPaused(records, { resumeAccount: async () => undefined });
      const view = await run.enrolments.start(account);
      // What lay on the clipboard was cleared when the program ended.
      expect(view).toEqual({ ...before, current: notCopied(before.current) });
      const resting = view.current.step === "guide" && view.current.switchesOn && view.current.resting;
      expect(connections(run)).toEqual(resting ? ["pause"] : []);
    }
  });

  it("insists on the secret and on what it gives to get back in, before the last button", async () => {
    const run = open();
    let view = await run.enrolments.start(account);
    while (view.current.step !== "done") {
      const { current } = view;
      if (current.step === "guide" && current.missing.length > 0) {
        const refused = await run.enrolments.act(view.id, { kind: "continue" });
        expect(refused.problem?.code).toMatch(/^enrolment-(secret-not-stored|artefact-not-kept)$/);
        expect(refused.at).toBe(view.at);
      }
      if (current.step === "guide" && current.switchesOn) {
        expect(await run.vault.list()).toHaveLength(1);
        expect(current.missing).toContain("backup");
      }
      view = await step(run, view);
    }
  });
});

const mailCom = providerOf("mail-com");
const toTheSwitch = (view: EnrolmentView) => view.current.step === "guide" && view.current.switchesOn;

describe("before and after the last button", () => {
  it("lets the account rest before, and work again afterwards, or when the step is left", async () => {
    const run = open();
    const view = await walk(run, accountAt(mailCom), toTheSwitch);
    expect(connections(run)).toEqual(["pause"]);
    expect(view.current).toMatchObject({ resting: true });
    await run.enrolments.act(view.id, { kind: "back" });
    expect(connections(run)).toEqual(["pause", "resume"]);
  });

  it("lets it work again after a while, and forgets no refusal by resuming it twice", async () => {
    const run = open();
    const view = await walk(run, accountAt(mailCom), toTheSwitch);
    run.timeGoesBy();
    await expect.poll(() => connections(run)).toEqual(["pause", "resume"]);
    await run.enrolments.act(view.id, { kind: "without-backup" });
    run.calls.splice(0);
    await records.put("enrolment", view.id, {
      ...((await records.get("enrolment", view.id)) as object),
      paused: false,
    });
    run.timeGoesBy();
    await run.enrolments.act(view.id, { kind: "continue" });
    expect(run.calls.filter((call) => call === "resume").length).toBeLessThanOrEqual(1);
  });

  it("is off again when somebody goes back over it: the provider had not switched it on", async () => {
    const run = open();
    const account = accountAt(mailCom);
    const on = await step(run, await walk(run, account, toTheSwitch));
    expect(await records.get("security", "a1")).toMatchObject({ twoFactor: "on" });
    await run.enrolments.act(on.id, { kind: "back" });
    const known = await records.get("security", "a1");
    expect(known).toMatchObject({ twoFactor: "off", secretKeyKept: true });
    expect(known).not.toHaveProperty("since");
    expect(connections(run)).toEqual(["pause", "resume", "pause"]);
  });

  it("leaves everything as before when it is stopped", async () => {
    const run = open();
    const view = await walk(run, accountAt(mailCom), toTheSwitch);
    await run.enrolments.stop(view.id);
    expect(connections(run)).toEqual(["pause", "resume"]);
    expect(await records.list("enrolment")).toEqual([]);
    expect(await run.vault.list()).toMatchObject([{ unfinished: true }]);
    expect(keychain.items.get("account/a1")).toBe("first-password");
  });

  it("takes a backup that holds the code for the knowing no", async () => {
    const run = open();
    lastBackup = 999;
    let view = await walk(run, accountAt(mailCom), toTheSwitch);
    expect(view.current).toMatchObject({ missing: ["backup"] });
    lastBackup = 1_001;
    view = await run.enrolments.get(view.id);
    expect(view.current).toMatchObject({ missing: [] });
  });
});

describe("what is kept", () => {
  const toTheCode = (view: EnrolmentView) => view.current.step === "guide" && view.current.asks === "qr-code";

  it("asks again before it keeps a code that is named for another address", async () => {
    const run = open();
    const view = await walk(run, accountAt(mailCom), toTheCode);
    const foundId = found(run, "somebody@else.example");
    const refused = await run.enrolments.act(view.id, { kind: "use-found", foundId });
    expect(refused.problem).toMatchObject({
      code: "enrolment-secret-not-stored",
      detail: { reason: "other-account", account: "somebody@else.example" },
    });
    expect(await run.vault.list()).toEqual([]);
    const kept = await run.enrolments.act(view.id, { kind: "use-found", foundId, anyway: true });
    expect(kept.problem).toBeUndefined();
    expect(await run.vault.list()).toHaveLength(1);
  });

  it("goes on behind the step of the code when it is kept before, with the digits on the clipboard", async () => {
    const run = open();
    const view = await walk(run, accountAt(mailCom), (at) => at.at === 2);
    const foundId = found(run, view.address);
    const kept = await run.enrolments.act(view.id, { kind: "use-found", foundId });
    const [code] = await run.vault.list();
    expect(kept.current).toMatchObject({
      asks: "digits",
      codeId: code?.id,
      arrivedBy: "copied",
      missing: [],
    });
    expect(run.calls).toEqual([`copy ${code?.id}`]);
    expect(await run.enrolments.act(view.id, { kind: "back" })).toMatchObject({
      current: { asks: "qr-code", kept: "here" },
    });
  });

  it("goes on behind the step of the PDF when the page is ahead, once the secret is there", async () => {
    const run = open();
    const digits = (at: EnrolmentView) => at.current.step === "guide" && at.current.asks === "digits";
    const early = await walk(run, accountAt(mailCom), (at) => at.at === 3);
    const refused = await run.enrolments.act(early.id, { kind: "keep-pdf-key", pdfId: "p1" });
    expect(refused.problem).toEqual({ code: "enrolment-secret-not-stored", detail: { reason: "not-yet" } });
    expect(keychain.items.has("secret-key/a1")).toBe(false);
    const view = await walk(run, accountAt(mailCom), digits);
    const kept = await run.enrolments.act(view.id, { kind: "keep-pdf-key", pdfId: "p1" });
    expect(kept).toMatchObject({ at: view.at + 2, keyKept: true });
    expect(keychain.items.get("secret-key/a1")).toBe(emergencyKey);
    expect(await records.get("enrolment", view.id)).toMatchObject({ guide: { accepted: true } });
  });

  it("never goes over the step that switches it on because of a PDF", async () => {
    const run = open();
    const view = await walk(run, accountAt(mailCom), toTheSwitch);
    const kept = await run.enrolments.act(view.id, { kind: "keep-pdf-key", pdfId: "p1" });
    expect(kept.problem?.code).toBe("enrolment-order");
    expect(kept.at).toBe(view.at);
  });

  it("looks at the page by itself only where the user has agreed", async () => {
    const run = open();
    const view = await run.enrolments.start(accountAt(mailCom));
    expect(view.looks).toBe(false);
    expect(await run.enrolments.act(view.id, { kind: "begin", looks: true })).toMatchObject({ looks: true });
    records = memoryRecords();
    const other = open();
    const plain = await other.enrolments.start(accountAt(mailCom));
    expect(await other.enrolments.act(plain.id, { kind: "begin" })).toMatchObject({ looks: false });
  });

  it.each([
    ["a key in groups", "jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp"],
    ["a link", `otpauth://totp/mail.com?secret=${setupKey}`],
  ])("takes %s that was typed", async (_name, text) => {
    const run = open();
    const view = await walk(run, accountAt(mailCom), toTheCode);
    const kept = await run.enrolments.act(view.id, { kind: "use-typed", text });
    expect(kept.problem).toBeUndefined();
    const [code] = await run.vault.list();
    expect(code).toMatchObject({ accountId: "a1", digits: 6 });
    expect(keychain.items.get(`code/${code?.id}`)).toContain(setupKey);
    expect(code).toMatchObject({ unfinished: true });
  });

  it("takes a bare key as the person says that its digits are made", async () => {
    const run = open();
    const view = await walk(run, accountAt(mailCom), toTheCode);
    const made = { algorithm: "SHA256", digits: 8, period: 60 } as const;
    const kept = await run.enrolments.act(view.id, { kind: "use-typed", text: setupKey, made });
    expect(kept.problem).toBeUndefined();
    expect(await run.vault.list()).toMatchObject([made]);
  });

  it("does not keep what it does not recognise, and takes a knowing word that it is kept elsewhere", async () => {
    const run = open();
    const asks = (view: EnrolmentView) =>
      view.current.step === "guide" && view.current.asks === "backup-codes";
    const view = await walk(run, accountAt(providerOf("mailfence")), asks);
    const odd = await run.enrolments.act(view.id, { kind: "keep-pasted", text: "hello" });
    expect(odd.problem?.code).toBe("enrolment-artefact-not-kept");
    expect(keychain.items.has("backup-codes/a1")).toBe(false);
    const elsewhere = await run.enrolments.act(view.id, { kind: "keep-elsewhere" });
    expect(elsewhere.current).toMatchObject({ kept: "elsewhere", missing: [] });
  });

  it("says so when the secret has gone from the keychain on the way", async () => {
    const run = open();
    const digits = (view: EnrolmentView) => view.current.step === "guide" && view.current.asks === "digits";
    const view = await walk(run, accountAt(mailCom), digits);
    const [code] = await run.vault.list();
    await run.vault.remove(code?.id ?? "");
    const gone = await run.enrolments.act(view.id, { kind: "continue" });
    expect(gone.problem).toMatchObject({ code: "enrolment-secret-not-stored" });
    expect(gone.at).toBe(view.at);
  });
});

describe("the ways that are open", () => {
  it("does not offer the page inside Gatepost where the provider refuses that, or where no page is known", async () => {
    for (const [, provider] of offering) {
      const { ways } = await open().enrolments.start({ ...accountAt(provider), id: `a${++ids}` });
      expect(ways).toContain("own-browser");
      expect(ways.includes("here")).toBe(
        provider?.refusesEmbedding === false && provider.links.security !== undefined,
      );
      expect(ways).not.toContain("practice");
    }
  });

  it("goes on at the same step when the pages are shown elsewhere", async () => {
    const run = open();
    const account = accountAt(mailCom);
    const view = await walk(run, account, (at) => at.at === 5);
    const elsewhere = await run.enrolments.start(account, "own-browser");
    expect(elsewhere).toEqual({ ...view, how: "own-browser" });
  });
});
