// The enrolment machine: starts, resumes and drives switching on two-factor authentication, one action after the other,
// and gives the page what it draws. It knows no provider by name; plans and drivers do.
import { AppError, type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { EnrolmentAction, EnrolmentView } from "../../../shared/models/enrolment.ts";
import { providerOf } from "../../../shared/providers/index.ts";
import type { AccountRecord } from "../mail/mail-service.ts";
import type { EnrolmentDriver, ShownSecret } from "./driver.ts";
import { perform } from "./enrolment-actions.ts";
import { EnrolmentRecord, listEnrolments } from "./enrolment-record.ts";
import { adopt, type EnrolmentTools, type Held, hasSession, markCode } from "./running-enrolment.ts";
import type { StepPlan } from "./step-plan.ts";

/** How an address is enrolled: which steps, and who talks to the provider; undefined if it cannot be done here. */
export type FindDriver = (
  account: Pick<AccountRecord, "address" | "providerId">,
) => { readonly plan: StepPlan; readonly driver: EnrolmentDriver } | undefined;

export interface Enrolments {
  /** Begins, or goes on with the one that the account has. @throws AppError `enrolment-unsupported` */
  start(account: AccountRecord): Promise<EnrolmentView>;
  get(enrolmentId: string): Promise<EnrolmentView>;
  /** Expected failures stand in the view's `problem`; what was done before them stays done. */
  act(enrolmentId: string, action: EnrolmentAction): Promise<EnrolmentView>;
  /** The QR code and setup key of the current step. SECURITY: only for the calls whose name says so. */
  shownSecret(enrolmentId: string): Promise<ShownSecret>;
  stop(enrolmentId: string): Promise<void>;
}

interface Running extends Held {
  problem: ErrorView | undefined;
  /** one thing after the other: two clicks must not become two requests */
  last: Promise<unknown>;
}

export function createEnrolments(
  options: EnrolmentTools & { readonly newId: () => string; readonly findDriver: FindDriver },
): Enrolments {
  const { records, events, now, newId, findDriver } = options;
  const running = new Map<string, Promise<Running>>();

  const hold = (record: EnrolmentRecord): Promise<Running> => {
    const known = running.get(record.id);
    if (known) return known;
    const made = makeRunning(record);
    running.set(record.id, made);
    made.catch(() => running.delete(record.id));
    return made;
  };

  const makeRunning = async (stored: EnrolmentRecord): Promise<Running> => {
    const how = findDriver(stored);
    if (!how) throw new AppError("enrolment-unsupported");
    return { record: stored, ...how, password: undefined, problem: undefined, last: Promise.resolve() };
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
      await perform(held, action, options);
    } catch (failure) {
      if (!(failure instanceof AppError)) throw failure;
      held.problem = toErrorView(failure);
      if (failure.code === "enrolment-order") await lookAgain(held, options);
    }
    return viewOf(held);
  };

  let starting: Promise<unknown> = Promise.resolve();
  const start = async (account: AccountRecord): Promise<EnrolmentView> => {
    const known = (await listEnrolments(records)).find(({ accountId }) => accountId === account.id);
    if (known) return viewOf(await hold(known));
    const how = findDriver(account);
    if (!how) throw new AppError("enrolment-unsupported");
    const record: EnrolmentRecord = {
      id: newId(),
      accountId: account.id,
      providerId: how.plan.providerId,
      address: account.address,
      step: { step: "what-you-need" },
      canGoBack: false,
      secretKeyKept: false,
      backupCodesKept: 0,
      paused: false,
      startedAt: now(),
      updatedAt: now(),
    };
    await records.put("enrolment", record.id, record);
    events.tell("security.changed", {});
    return viewOf(await hold(record));
  };

  return {
    start(account) {
      const run = starting.then(() => start(account));
      starting = run.catch(() => undefined);
      return run;
    },
    get: async (enrolmentId) => viewOf(await find(enrolmentId)),
    async act(enrolmentId, action) {
      const held = await find(enrolmentId);
      return inOrder(held, () => act(held, action));
    },
    async shownSecret(enrolmentId) {
      const held = await find(enrolmentId);
      return inOrder(held, () => showSecret(held, options));
    },
    async stop(enrolmentId) {
      const held = await find(enrolmentId);
      await inOrder(held, async () => {
        if (held.record.step.step === "done") throw new AppError("enrolment-order");
        if (held.record.step.step !== "what-you-need") await giveUp(held, options);
        const { codeId } = held.record;
        // Kept all the same: whether the provider has really forgotten it, only the provider knows.
        if (codeId !== undefined) await markCode(codeId, true, options);
        await records.remove("enrolment", enrolmentId);
        running.delete(enrolmentId);
      });
      events.tell("security.changed", {});
    },
  };
}

/** After an action out of turn: where does the provider stand really? */
async function lookAgain(held: Running, tools: EnrolmentTools): Promise<void> {
  if (!held.driver.signedIn) return;
  try {
    await adopt(held, tools, await held.driver.state());
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure;
    held.problem = toErrorView(failure);
  }
}

async function requireSession(held: Held, tools: EnrolmentTools): Promise<void> {
  // Without a session because the second factor is asked for: it is on, and this step is over.
  if (!(await hasSession(held, tools))) throw new AppError("enrolment-order");
}

async function showSecret(held: Running, tools: EnrolmentTools): Promise<ShownSecret> {
  if (held.record.step.step !== "authenticator") throw new AppError("enrolment-order");
  await requireSession(held, tools);
  return held.driver.shownSecret();
}

async function giveUp(held: Running, tools: EnrolmentTools): Promise<void> {
  // A password step that the provider knows nothing of: there is nothing to give up.
  if (held.record.step.step === "password" && !held.driver.signedIn) return;
  await requireSession(held, tools);
  await held.driver.giveUp();
}

function viewOf({ record, plan, problem }: Running): EnrolmentView {
  return {
    id: record.id,
    accountId: record.accountId,
    providerId: record.providerId,
    providerName: providerOf(record.providerId)?.name ?? record.providerId,
    address: record.address,
    steps: [...plan.steps],
    current: record.step,
    canGoBack: record.canGoBack,
    ...(problem === undefined ? {} : { problem }),
  };
}
