// What is wrong with an account, in the sentences of the closed list. The state holds no more than a code; the server's
// name comes from the account.
import { ErrorCode } from "../../../shared/ipc/errors.ts";
import type { AccountView } from "../../../shared/models/account.ts";
import { describeError, type ErrorWords } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";

/** Whether a person should be told: not while all is well, and not of what happened once and may pass by itself. */
export function isTrouble(state: AccountView["state"]): boolean {
  if (state.kind === "ok" || state.kind === "connecting") return false;
  return !("quiet" in state && state.quiet === true);
}

/** Empty for an account that is well. `withTime`: when it is tried again, where that does not stand beside it. */
export function bannerText(account: AccountView, withTime = true): string {
  const { address, state } = account;
  const { banner, retryAt } = words.accounts;
  const next =
    withTime && "retryAt" in state && state.retryAt !== undefined ? ` ${retryAt(state.retryAt)}` : "";
  switch (state.kind) {
    case "offline":
      return state.reason === "paused"
        ? banner.paused(address)
        : banner.offline(address, reasonText(account)) + next;
    case "sign-in-needed":
      return banner["sign-in-needed"](address, state.protocol);
    case "throttled":
      return (state.withOthers ? banner.throttledWithOthers : banner.throttled)(address) + next;
    case "error":
      return banner.error(address, troubleText(account)) + next;
    default:
      return "";
  }
}

function troubleText(account: AccountView): string {
  const { state } = account;
  if (state.kind !== "error") return "";
  const { says, todo } = wordsFor(account, state.code) ?? wordsFor(account, "internal") ?? nothing;
  const where = state.code === "certificate-untrusted" ? ` ${words.accounts.certificateWhere}` : "";
  return `${says} ${todo}${where}`;
}

/** Why the server cannot be reached; empty if there is no more to say. */
function reasonText(account: AccountView): string {
  const { state } = account;
  return state.kind === "offline" ? (wordsFor(account, state.reason ?? "")?.says ?? "") : "";
}

/** The password must be typed again, though no server refused it. */
export function isPasswordGone({ state }: AccountView): boolean {
  return state.kind === "error" && (state.code === "password-gone" || state.code === "password-changed");
}

const nothing: ErrorWords = { says: "", todo: "" };

/** Only IMAP decides on the state of an account; what fails when sending stands beside the message. */
function wordsFor({ servers, pins }: AccountView, code: string): ErrorWords | undefined {
  const known = ErrorCode.safeParse(code);
  const { host, port } = servers.imap;
  // A certificate that was trusted by hand can only be refused because it is another one now.
  const pinned = pins.some((pin) => pin.host === host && pin.port === port);
  const detail = { protocol: "imap", host, port, ...(pinned ? { reason: "pin-changed" } : {}) };
  return known.success ? describeError({ code: known.data, detail }) : undefined;
}
