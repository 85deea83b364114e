// The enrolment machine: starts, resumes and drives switching on two-factor authentication, one action after the other,
// and gives the page what it draws. It knows no provider and no way by name; those come from `findWays`.
import { AppError, type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { EnrolmentAction, EnrolmentHow, EnrolmentView } from "../../../shared/models/enrolment.ts";
import type { PageLink } from "../../../shared/models/provider-page.ts";
import { providerOf } from "../../../shared/providers/index.ts";
import type { JobControl } from "../jobs.ts";
import type { AccountRecord } from "../mail/mail-service.ts";
import type { ShownSecret } from "./driver.ts";
import { EnrolmentRecord, listEnrolments } from "./enrolment-record.ts";
import { type EnrolmentTools, markCode } from "./running-enrolment.ts";
import type { Way } from "./way.ts";

/** How an account can be enrolled. */
export interface OpenWays {
  /** the best one first; none: the provider offers nothing for an authenticator */
  readonly hows: readonly EnrolmentHow[];
  /** "" if the provider is not known */
  readonly providerId: string;
  readonly pages: readonly PageLink[];
  /** The way that `record.how` names. */
  readonly make: (record: EnrolmentRecord) => Way;
}

export type FindWays = (
  account: Pick<AccountRecord, "address" | "providerId"> & { readonly byToken?: boolean | undefined },
) => OpenWays;

export interface Enrolments {
  /** Begins, or goes on with the one that the account has. @throws AppError `enrolment-unsupported` */
  start(account: AccountRecord, how?: EnrolmentHow): Promise<EnrolmentView>;
  get(enrolmentId: string): Promise<EnrolmentView>;
  /** Expected failures stand in the view's `problem`; what was done before them stays done. */
  act(enrolmentId: string, action: EnrolmentAction): Promise<EnrolmentView>;
  /** The QR code and setup key of the current step. SECURITY: only for the calls whose name says so. */
  shownSecret(enrolmentId: string): Promise<ShownSecret>;
  /** Once it is on, see way.ts: does what the provider asks of mail programs, and signs in. */
  mailAgain(enrolmentId: string, control: JobControl): Promise<void>;
  stop(enrolmentId: string): Promise<void>;
  recordOf(enrolmentId: string): Promise<EnrolmentRecord>;
}

interface Running {
  readonly way: Way;
  readonly open: OpenWays;
  problem: ErrorView | undefined;
  /** one thing after the other: two clicks must not become two requests */
  last: Promise<unknown>;
}

export function createEnrolments(
  options: EnrolmentTools & { readonly newId: () => string; readonly findWays: FindWays },
): Enrolments {
  const { records, events, now, newId, findWays } = options;
  const running = new Map<string, Running>();

  const hold = (record: EnrolmentRecord): Running => {
    const known = running.get(record.id);
    if (known) return known;
    const open = findWays(record);
    if (!open.hows.includes(record.how)) throw new AppError("enrolment-unsupported");
    const made = { way: open.make(record), open, problem: undefined, last: Promise.resolve() };
    running.set(record.id, made);
    return made;
  };

  const find = async (enrolmentId: string): Promise<Running> => {
    const known = running.get(enrolmentId);
    if (known) return known;
    const stored = EnrolmentRecord.safeParse(await records.get("enrolment", enrolmentId));
    if (!stored.success) throw new AppError("not-found");
    return hold(stored.data);
  };

  const inOrder = <Value>(held: Running, work: () => Promise<Value>): Promise<Value> => {
    const run = held.last.then(work, work);
    held.last = run.catch(() => undefined);
    return run;
  };

  const act = async (held: Running, action: EnrolmentAction): Promise<EnrolmentView> => {
    held.problem = undefined;
    try {
      await held.way.perform(action);
    } catch (failure) {
      if (!(failure instanceof AppError)) throw failure;
      held.problem = toErrorView(failure);
      if (failure.code === "enrolment-order") await told(held, () => held.way.lookAgain());
    }
    return viewOf(held);
  };

  const begin = async (account: AccountRecord, asked: EnrolmentHow | undefined): Promise<Running> => {
    const byToken = account.oauth !== undefined;
    const { hows, providerId } = findWays({ ...account, byToken });
    const how = asked ?? hows[0];
    if (how === undefined || !hows.includes(how)) throw new AppError("enrolment-unsupported");
    const record: EnrolmentRecord = {
      id: newId(),
      accountId: account.id,
      providerId,
      address: account.address,
      ...(byToken ? { byToken } : {}),
      how,
      step: { step: "what-you-need" },
      canGoBack: false,
      secretKeyKept: false,
      backupCodesKept: 0,
      withoutBackup: false,
      paused: false,
      startedAt: now(),
      updatedAt: now(),
    };
    await records.put("enrolment", record.id, record);
    events.tell("security.changed", {});
    return hold(record);
  };

  /** Another way for an enrolment that has begun: the pages may be shown elsewhere; the practice API stands by itself. */
  const changeWay = async (record: EnrolmentRecord, how: EnrolmentHow): Promise<Running> => {
    const begun = record.step.step !== "what-you-need";
    if (begun && (how === "practice" || record.how === "practice")) throw new AppError("enrolment-order");
    const changed = { ...record, how, updatedAt: now() };
    running.delete(record.id);
    const held = hold(changed);
    await records.put("enrolment", record.id, changed);
    return held;
  };

  let starting: Promise<unknown> = Promise.resolve();
  const start = async (account: AccountRecord, how: EnrolmentHow | undefined): Promise<EnrolmentView> => {
    const stored = (await listEnrolments(records)).find(({ accountId }) => accountId === account.id);
    const known = stored && (running.get(stored.id)?.way.record ?? stored);
    if (!known) return viewOf(await begin(account, how));
    const held = how !== undefined && how !== known.how ? await changeWay(known, how) : hold(known);
    return inOrder(held, () => lookHere(held));
  };

  return {
    start(account, how) {
      const run = starting.then(() => start(account, how));
      starting = run.catch(() => undefined);
      return run;
    },
    async get(enrolmentId) {
      const held = await find(enrolmentId);
      return inOrder(held, () => lookHere(held));
    },
    async act(enrolmentId, action) {
      const held = await find(enrolmentId);
      return inOrder(held, () => act(held, action));
    },
    async shownSecret(enrolmentId) {
      const held = await find(enrolmentId);
      return inOrder(held, () => held.way.shownSecret());
    },
    async mailAgain(enrolmentId, control) {
      const held = await find(enrolmentId);
      await inOrder(held, () => held.way.mailAgain(control));
    },
    async stop(enrolmentId) {
      const held = await find(enrolmentId);
      await inOrder(held, async () => {
        await held.way.giveUp();
        const { codeId } = held.way.record;
        // Kept all the same: whether the provider has really forgotten it, only the provider knows.
        if (codeId !== undefined) await markCode(codeId, true, options);
        await records.remove("enrolment", enrolmentId);
        running.delete(enrolmentId);
      });
      events.tell("security.changed", {});
    },
    recordOf: async (enrolmentId) => (await find(enrolmentId)).way.record,
  };
}

async function lookHere(held: Running): Promise<EnrolmentView> {
  await told(held, () => held.way.lookHere());
  return viewOf(held);
}

/** Runs `look`; what is expected to fail stands in the view. */
async function told(held: Running, look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure;
    held.problem = toErrorView(failure);
  }
}

function viewOf({ way, open, problem }: Running): EnrolmentView {
  const { record } = way;
  return {
    id: record.id,
    accountId: record.accountId,
    providerId: record.providerId,
    providerName:
      providerOf(record.providerId)?.name ?? record.address.slice(record.address.lastIndexOf("@") + 1),
    address: record.address,
    how: record.how,
    ways: [...open.hows],
    pages: [...open.pages],
    steps: [...way.labels],
    at: Math.max(0, way.at),
    current: record.step,
    canGoBack: record.canGoBack,
    looks: record.guide?.looks ?? false,
    keyKept: record.secretKeyKept,
    ...(problem === undefined ? {} : { problem }),
  };
}
