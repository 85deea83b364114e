// What the quick-code window may ask and hear: it shows and copies codes, and no more. Pure, so that a test can read it.
import type { AnyEvent, CallName } from "../../shared/ipc/contract.ts";

/** SECURITY: P2. Whatever runs in the small window reaches no mail, no account, no secret and no file. */
const asked: ReadonlySet<string> = new Set<CallName>([
  ...(["app.status", "settings.get", "codes.list", "codes.current", "codes.copy"] as const),
  ...(["quickCode.close", "quickCode.showProgram", "lock.get", "lock.unlock"] as const),
]);
const heard: ReadonlySet<string> = new Set<AnyEvent["name"]>([
  ...(["app.changed", "settings.changed", "codes.changed", "clock.changed", "lock.changed"] as const),
]);

export const quickPage = {
  path: "/quick-code.html",
  mayAsk: (name: string) => asked.has(name),
  mayHear: (name: string) => heard.has(name),
} as const;
