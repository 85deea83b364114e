// What the page may ask of the lock. Passphrases come in, nothing comes out.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { LockView } from "../../../shared/models/lock.ts";
import type { JobControl, Jobs } from "../jobs.ts";
import type { Platform } from "../platform.ts";
import { Secret } from "../secret.ts";
import type { HandlersOf } from "../topics.ts";
import type { ForgottenFlow } from "./forgotten.ts";
import type { Lock } from "./lock.ts";
import type { Triggers } from "./triggers.ts";

export function lockHandlers(parts: {
  readonly lock: Lock;
  readonly triggers: Triggers;
  readonly forgotten: ForgottenFlow;
  readonly jobs: Jobs;
  readonly platform: Pick<Platform, "touchId">;
}): HandlersOf<"lock"> {
  const { lock, triggers, forgotten, jobs, platform } = parts;
  const view = async (): Promise<LockView> => {
    const unfinished = await lock.unfinished();
    const trouble = await lock.trouble();
    const available = platform.touchId?.available() === true;
    return {
      state: await lock.state(),
      ...(unfinished && { unfinished }),
      ...(trouble && { trouble }),
      waitFor: await lock.waitFor(),
      triggers: await triggers.get(),
      touchId: available ? (lock.resting ? "ready" : "available") : "unavailable",
    };
  };
  const job = (name: string, work: (control: JobControl) => Promise<void>) =>
    jobs.start(name, async (control) => {
      control.report("deriving");
      await work(control);
      return { kind: "done" };
    });

  return {
    "lock.get": view,
    "lock.lock": async () => lock.lock((await triggers.get()).touchId),
    "lock.lookAgain": async () => {
      await lock.lookAgain();
      return view();
    },
    "lock.unlock": ({ passphrase }) => lock.unlock(new Secret(passphrase)),
    "lock.touch": async () => {
      if (!lock.resting || !platform.touchId) throw new AppError("locked");
      if (!(await platform.touchId.ask("unlock its authenticator"))) throw new AppError("cancelled");
      await lock.wake();
    },
    "lock.turnOn": ({ passphrase }) =>
      job("lock.turnOn", (control) => lock.turnOn(new Secret(passphrase), control)),
    "lock.turnOff": ({ passphrase }) =>
      job("lock.turnOff", (control) => lock.turnOff(new Secret(passphrase), control)),
    "lock.change": ({ passphrase, next }) =>
      job("lock.change", () => lock.change(new Secret(passphrase), new Secret(next))),
    "lock.setTriggers": async (input) => {
      await triggers.set(input);
      return view();
    },
    "lock.chooseBackup": () =>
      jobs.start("lock.chooseBackup", async (control) => ({
        kind: "backup",
        backup: await forgotten.choose(control),
      })),
    "lock.openBackup": ({ backupId, passphrase }) =>
      jobs.start("lock.openBackup", async (control) => ({
        kind: "backup",
        backup: await forgotten.open(backupId, new Secret(passphrase), control),
      })),
    "lock.startAnew": ({ backupId, pins }) =>
      jobs.start("lock.startAnew", async (control) => ({
        kind: "imported",
        ...(await forgotten.startAnew({ backupId, pins }, control)),
      })),
  };
}
