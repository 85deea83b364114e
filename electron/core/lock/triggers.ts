// When the lock closes by itself: after idle, on suspend, when the screen is locked. On start it is always closed, because
// the key is nowhere but in the memory of a running program.
import { defaultTriggers, LockTriggers } from "../../../shared/models/lock.ts";
import type { Platform } from "../platform.ts";
import type { Records } from "../store/records.ts";
import type { Lock } from "./lock.ts";

export interface Triggers {
  get(): Promise<LockTriggers>;
  set(triggers: LockTriggers): Promise<void>;
  close(): void;
}

const id = "triggers";
/** Milliseconds; systems tell of no idle time by themselves. */
const lookEvery = 5_000;

export function watchTriggers(options: {
  readonly lock: Pick<Lock, "isOpen" | "lock">;
  readonly records: Records;
  readonly platform: Pick<Platform, "onAway" | "idle">;
  readonly fault: (event: string, failure: unknown) => void;
}): Triggers {
  const { lock, records, platform, fault } = options;
  const get = async (): Promise<LockTriggers> => {
    const stored = await records.get("lock", id);
    const both = LockTriggers.safeParse({ ...defaultTriggers, ...(stored as object | undefined) });
    return both.success ? both.data : defaultTriggers;
  };
  const closeIf = async (wanted: (triggers: LockTriggers) => boolean) => {
    if (!lock.isOpen) return;
    const triggers = await get();
    if (wanted(triggers)) await lock.lock(triggers.touchId);
  };
  const told = (work: Promise<void>) => void work.catch((failure: unknown) => fault("lock.trigger", failure));

  const stop = platform.onAway((why) =>
    told(closeIf((triggers) => (why === "suspend" ? triggers.onSuspend : triggers.onScreenLock))),
  );
  const look = () => {
    if (!lock.isOpen) return;
    const { seconds, screenLocked } = platform.idle();
    const isIdle = ({ idleMinutes }: LockTriggers) => idleMinutes > 0 && seconds >= idleMinutes * 60;
    told(closeIf((triggers) => isIdle(triggers) || (screenLocked && triggers.onScreenLock)));
  };
  const timer = setInterval(look, lookEvery);
  timer.unref();

  return {
    get,
    set: (triggers) => records.put("lock", id, triggers),
    close() {
      stop();
      clearInterval(timer);
    },
  };
}
