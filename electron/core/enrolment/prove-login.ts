// After an activation that should change nothing for mail programs: proves it by logging in, instead of asking for
// anything, with a password as with a permission. The account's own session goes first, so that a refusal is met once
// and stops the account as any other.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { AccountView } from "../../../shared/models/account.ts";
import type { Events } from "../events.ts";
import type { JobControl } from "../jobs.ts";
import type { MailThread } from "../mail/mail-service.ts";
import type { Records } from "../store/records.ts";
import type { Remote } from "../worker-link.ts";
import { securityOf } from "./enrolment-record.ts";

export interface ProofTools {
  readonly thread: Pick<Remote<MailThread>, "accounts.list" | "getAccount" | "checkStored">;
  readonly records: Records;
  readonly events: Events;
  readonly later: (ms: number, work: () => void) => () => void;
}

/** Milliseconds that a connection may take before nothing is proved. */
const patience = 60_000;

/** @throws AppError `login-refused` (the account waits for a person now), `offline` (no connection), `cancelled` */
export async function proveLogin(accountId: string, control: JobControl, tools: ProofTools): Promise<void> {
  const { thread, records, events } = tools;
  control.report("connecting");
  const account = await settled(accountId, control.signal, tools);
  if (account.state.kind === "sign-in-needed") {
    const { protocol, serverText } = account.state;
    throw new AppError("login-refused", { protocol, serverText });
  }
  const { servers, pins } = await thread.getAccount({ accountId });
  await thread.checkStored({ accountId, servers, pins, asked: false }, control);
  await records.put("security", accountId, {
    ...(await securityOf(records, accountId)),
    signedInSince: true,
  });
  events.tell("security.changed", {});
}

/** The account once it has connected, or once it is known that it may not. */
async function settled(accountId: string, signal: AbortSignal, tools: ProofTools): Promise<AccountView> {
  const look = async () => {
    const account = (await tools.thread["accounts.list"](undefined)).find(({ id }) => id === accountId);
    if (!account) throw new AppError("not-found");
    return account.state.kind === "ok" || account.state.kind === "sign-in-needed" ? account : undefined;
  };
  return new Promise<AccountView>((resolve, reject) => {
    const ends: (() => void)[] = [];
    const end = (how: () => void) => {
      for (const each of ends.splice(0)) each();
      how();
    };
    const ask = () =>
      void look().then(
        (account) => account && end(() => resolve(account)),
        (failure: unknown) => end(() => reject(failure as Error)),
      );
    const cancel = () => end(() => reject(new AppError("cancelled")));
    ends.push(tools.events.on(({ name }) => name === "accounts.changed" && ask()));
    ends.push(tools.later(patience, () => end(() => reject(new AppError("offline")))));
    signal.addEventListener("abort", cancel, { once: true });
    ends.push(() => signal.removeEventListener("abort", cancel));
    if (signal.aborted) cancel();
    else ask();
  });
}
