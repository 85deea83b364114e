// One timer that can only come earlier: wakes somebody at the nearest of several times.

export interface WakeUp {
  /** Milliseconds since 1970; a later time than the one that is set changes nothing. Infinity sets none. */
  at(time: number): void;
  stop(): void;
}

/** A timer for longer would overflow, and after sleep the clock has gone on: look again at least every ten minutes. */
const longest = 10 * 60_000;

export function createWakeUp(now: () => number, wake: () => void): WakeUp {
  let timer: NodeJS.Timeout | undefined;
  let set = Number.POSITIVE_INFINITY;
  let stopped = false;
  return {
    at(time) {
      if (stopped || time >= set) return;
      clearTimeout(timer);
      set = time;
      timer = setTimeout(
        () => {
          set = Number.POSITIVE_INFINITY;
          wake();
        },
        Math.min(Math.max(time - now(), 0), longest),
      );
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
