// SECURITY: P48. The one place that says which calls are answered while the authenticator is locked. Whatever is not named
// here is not: a new topic stays closed until somebody has thought about it.
import type { Reply } from "../../../shared/ipc/contract.ts";
import { AppError, toErrorView } from "../../../shared/ipc/errors.ts";
import type { Lock } from "./lock.ts";

/** Mail, accounts and the program itself: they hold no code and no secret of the authenticator. */
const openTopics: ReadonlySet<string> = new Set([
  ...["app", "settings", "jobs", "accounts", "oauth", "folders", "messages", "attachments", "drafts"],
  ...["outbox", "clock", "links", "page", "shortcuts", "quickCode", "tray"],
]);
const openCalls: ReadonlySet<string> = new Set([
  // Facts alone: whether it is on, how many codes are left.
  "security.list",
  "backup.get",
  // Only while the store is closed: the keychain has lost its items.
  "keychain.bringOver",
  // Puts the window back to its size when the steps are left.
  "enrolment.float",
  ...["lock.get", "lock.lock", "lock.lookAgain", "lock.unlock", "lock.touch"],
  // A forgotten passphrase.
  ...["lock.chooseBackup", "lock.openBackup", "lock.startAnew"],
]);
/** Of the open topics: what reads codes out of a provider's page, and what removes things that are kept for recovery. */
const closedCalls: ReadonlySet<string> = new Set(["page.scan", "page.takeDownload", "accounts.remove"]);

export function isOpenWhileLocked(name: string): boolean {
  if (openCalls.has(name)) return true;
  return openTopics.has(name.slice(0, name.indexOf("."))) && !closedCalls.has(name);
}

/** Answers by `run` if the lock allows it, before and after: it may close while a call is under way. */
export async function behindLock(
  lock: Pick<Lock, "state">,
  name: string,
  run: () => Promise<Reply<unknown>>,
): Promise<Reply<unknown>> {
  if (isOpenWhileLocked(name)) return run();
  const before = await whyShut(lock);
  if (before) return before;
  const reply = await run();
  return (await whyShut(lock)) ?? reply;
}

async function whyShut(lock: Pick<Lock, "state">): Promise<Reply<never> | undefined> {
  try {
    const state = await lock.state();
    if (state === "off" || state === "open") return undefined;
    return { ok: false, error: toErrorView(new AppError(state === "broken" ? "lock-broken" : "locked")) };
  } catch (failure) {
    // A lock that cannot be looked at is closed.
    if (!(failure instanceof AppError)) throw failure;
    return { ok: false, error: toErrorView(failure) };
  }
}
