// Every state of a real keyring against everything that needs it: starting, showing a code, adding an entry, signing in,
// removing. Each says what it is, loses nothing, and is over when the keyring is well again.
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { words } from "../../../renderer/words/words.ts";
import type { CallInput } from "../../../shared/ipc/contract.ts";
import type { JobView } from "../../../shared/models/job.ts";
import { type App, startApp } from "../../support/electron-app.ts";
import { type Intruder, intruder } from "../../support/keychain-intruder.ts";
import { type Keyring, startKeyring } from "../../support/keyring.ts";
import { type MailServers, startMailServers } from "../../support/mail-servers.ts";
import { addAccount, ann } from "../../support/reader.ts";

const { startup, authenticator } = words;
const secret = "JBSWY3DPEHPK3PXP";
const link = (issuer: string, key = secret) => `otpauth://totp/${issuer}:ann?secret=${key}&issuer=${issuer}`;

let mail: MailServers;
let keyring: Keyring;
let dataFolder: string;
let app: App | undefined;

beforeAll(async () => {
  mail = await startMailServers({ users: [ann] });
});
afterAll(() => mail.stop());
afterEach(async () => {
  await app?.stop();
  app = undefined;
  await keyring.stop();
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
});

const page = () => running().page;
function running(): App {
  if (!app) throw new Error("the program does not run");
  return app;
}
async function restart(between: () => Promise<void> = async () => undefined): Promise<void> {
  await app?.stop();
  app = undefined;
  await between();
  app = await startApp({ keyring, dataFolder });
}
async function ended(jobId: string): Promise<JobView> {
  let job: JobView | undefined;
  const state = async () => {
    job = await running().call("jobs.get", { jobId });
    return job.state;
  };
  await expect.poll(state, { timeout: 40_000 }).not.toBe("running");
  if (!job) throw new Error("no job");
  return job;
}
/** The code of the error, or `done`. */
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (failure: Error) => /: ([a-z-]+) /.exec(failure.message)?.[1] ?? failure.message,
  );

interface World {
  readonly accountId: string;
  readonly codeId: string;
  readonly other: Intruder;
}

/** An account and a code are kept; the program has been started again, so that it remembers no secret. */
async function world(): Promise<World> {
  keyring = await startKeyring();
  dataFolder = await mkdtemp(join(tmpdir(), "gp-matrix-"));
  app = await startApp({ keyring, dataFolder });
  await page().getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
  const { id: codeId } = await running().call("codes.addLink", { link: link("Example") });
  const ask = (name: string, input?: unknown) =>
    running().call(name as "accounts.add", input as CallInput<"accounts.add">) as Promise<unknown>;
  const accountId = await addAccount(ask, mail, ann, "Ann");
  await restart();
  await page().getByRole("tree", { name: "Folders" }).waitFor();
  const service = `Gatepost ${createHash("sha256").update(dataFolder).digest("hex").slice(0, 12)}`;
  return { accountId, codeId, other: intruder(keyring, service) };
}

const add = () => outcome(running().call("codes.addLink", { link: link("New", "GEZDGNBVGY3TQOJQ") }));
async function signIn({ accountId }: World): Promise<string> {
  const { jobId } = await running().call("accounts.signIn", { accountId, password: ann.password });
  const { state, error } = await ended(jobId);
  return error?.code ?? state;
}
const remove = ({ accountId }: World) => outcome(running().call("accounts.remove", { accountId }));
async function showsCode(): Promise<void> {
  await page().getByRole("button", { name: "Authenticator" }).click();
  await page()
    .getByRole("listitem", { name: "Example, ann" })
    .getByText(/^\d{3}\s?\d{3}$/)
    // Near the end of its time the next code stands beside it.
    .first()
    .waitFor();
}
async function showsTrouble(text: string, picture: string): Promise<void> {
  await page().getByRole("button", { name: "Authenticator" }).click();
  await page().getByText(text).waitFor();
  await running().screenshot(picture);
}
const heading = (name: string) => page().getByRole("heading", { name }).waitFor();
const again = () => page().getByRole("button", { name: words.common.tryAgain }).click();
const whole = async ({ codeId }: World) => {
  await page().getByRole("button", { name: "Mail", exact: true }).click();
  await page().getByRole("tree", { name: "Folders" }).waitFor();
  expect((await running().call("codes.list", undefined)).map(({ id }) => id)).toContain(codeId);
  expect(await running().call("accounts.list", undefined)).toHaveLength(1);
};

test("locked", async () => {
  const made = await world();
  await keyring.lock();
  await showsTrouble(authenticator.keychainLocked, "matrix-locked-codes");
  expect(await add()).toBe("keychain-locked");
  expect(await signIn(made)).toBe("keychain-locked");
  expect(await remove(made)).toBe("keychain-locked");
  await restart();
  await heading(startup.lockedTitle);
  await running().screenshot("matrix-locked-start");
  await keyring.unlock();
  await again();
  await whole(made);
  await showsCode();
});

test("no service", async () => {
  const made = await world();
  await keyring.endService();
  await showsTrouble(authenticator.keychainLocked, "matrix-missing-codes");
  expect(await add()).toBe("keychain-missing");
  expect(await signIn(made)).toBe("keychain-missing");
  expect(await remove(made)).toBe("keychain-missing");
  await restart();
  await heading(startup.missingTitle);
  await running().screenshot("matrix-missing-start");
});

test("it can be read and takes nothing", async () => {
  const made = await world();
  await keyring.refuseWrites(true);
  await showsCode();
  expect(await add()).toBe("keychain-refused");
  expect(await signIn(made)).toBe("keychain-refused");
  expect(await remove(made)).toBe("keychain-refused");
  await restart();
  await page().getByText(startup.refusedNote).waitFor();
  await whole(made);
  await showsCode();
  await running().screenshot("matrix-refused-start");
  await keyring.refuseWrites(false);
  await again();
  await page().getByText(startup.refusedNote).waitFor({ state: "detached" });
  expect(await add()).toBe("done");
});

test("the items are gone", async () => {
  const made = await world();
  await made.other.remove(`code/${made.codeId}`);
  await made.other.remove(`account/${made.accountId}`);
  await showsTrouble(authenticator.secretGone, "matrix-gone-codes");
  expect(await add()).toBe("done");
  await restart();
  await page().getByText(words.errors["password-gone"]({}).says).waitFor();
  await running().screenshot("matrix-gone-start");
  expect(await signIn(made)).toBe("done");
  await whole(made);
  expect(await remove(made)).toBe("done");
});

test("another program has changed the items: they are used for nothing, and nothing is written over them", async () => {
  const made = await world();
  const theirs = (text: string) => `b64:${Buffer.from(text).toString("base64")}`;
  await made.other.set(`code/${made.codeId}`, theirs("MFRGGZDFMZTWQ2LK"));
  await made.other.set(`account/${made.accountId}`, theirs("their password"));
  await showsTrouble(authenticator.secretChanged, "matrix-changed-codes");
  expect(await add()).toBe("done");
  let before = 0;
  await restart(async () => {
    // Only now: the program before it may have been about to log in with the right password.
    before = mail.log().length;
  });
  await page().getByText(words.errors["password-changed"]({}).says).waitFor();
  await running().screenshot("matrix-changed-start");
  // Their password went to no server, and theirs is still there.
  expect(mail.log().slice(before)).toEqual([]);
  expect(await made.other.get(`code/${made.codeId}`)).toBe(theirs("MFRGGZDFMZTWQ2LK"));
  await page().getByRole("button", { name: words.accounts.signIn }).first().click();
  await heading(words.errors["password-changed"]({}).says);
  await running().screenshot("matrix-changed-sign-in");
  expect(await signIn(made)).toBe("done");
  await whole(made);
  expect(await remove(made)).toBe("done");
});

test("the key of the store is gone, or another program has changed it: no new one is made, and all is back with it", async () => {
  const made = await world();
  const key = (await made.other.get("database-key")) ?? "";
  await restart(() => made.other.remove("database-key"));
  await heading(startup.keyGone.title);
  await running().screenshot("matrix-key-gone");
  await again();
  await heading(startup.keyGone.title);
  expect(await made.other.get("database-key")).toBeUndefined();
  const another = `b64:${Buffer.from("0".repeat(64)).toString("base64")}`;
  await restart(() => made.other.set("database-key", another));
  await heading(startup.keyChanged.title);
  await running().screenshot("matrix-key-changed");
  expect(await made.other.get("database-key")).toBe(another);
  await made.other.set("database-key", key);
  await again();
  await whole(made);
});

test("everything moves to another keyring through a file, and nothing of the old one is lost", async () => {
  const made = await world();
  const file = join(dataFolder, "move.age");
  const old = keyring;
  await page().getByRole("button", { name: "Settings" }).click();
  await running().answerSaveDialogs(file);
  await page().getByRole("button", { name: words.keychain.prepare }).click();
  await page().getByRole("textbox", { name: words.keychain.passphrase, exact: true }).fill("carry me over");
  await page().getByRole("textbox", { name: words.keychain.repeat }).fill("carry me over");
  await running().screenshot("matrix-move-prepare");
  await page().getByRole("button", { name: words.keychain.write }).click();
  await page().getByText("Written and read back: 3 items.").waitFor({ timeout: 60_000 });
  await running().screenshot("matrix-move-prepared");

  keyring = await startKeyring();
  try {
    await restart();
    await heading(startup.keyGone.title);
    await running().answerOpenDialogs([file]);
    await page().getByRole("textbox", { name: words.keychain.passphrase }).fill("carry me over");
    await page().getByRole("button", { name: words.keychain.bring }).click();
    await page().getByRole("tree", { name: "Folders" }).waitFor({ timeout: 60_000 });
    await whole(made);
    await showsCode();
    await expect
      .poll(async () => (await running().call("accounts.list", undefined))[0]?.state.kind)
      .toBe("ok");
    await restart();
    await whole(made);
    // The old one was only read.
    expect(await made.other.get(`account/${made.accountId}`)).toBeDefined();
  } finally {
    await old.stop();
  }
});

test("two folders share one keyring without a common item", async () => {
  const made = await world();
  const second = await mkdtemp(join(tmpdir(), "gp-matrix-"));
  const beside = await startApp({ keyring, dataFolder: second });
  try {
    await beside.page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
    await beside.call("codes.addLink", { link: link("Beside", "GEZDGNBVGY3TQOJQ") });
    const service = `Gatepost ${createHash("sha256").update(second).digest("hex").slice(0, 12)}`;
    const theirs = await intruder(keyring, service).get("database-key");
    expect(theirs).toBeDefined();
    expect(theirs).not.toBe(await made.other.get("database-key"));
  } finally {
    await beside.stop();
    await rm(second, { recursive: true, force: true, maxRetries: 5 });
  }
  await restart();
  await whole(made);
  await showsCode();
});
