// Watches this computer's clock: time-based codes of a clock that is wrong are wrong codes. It asks the web servers of
// the user's own providers, never others, and corrects codes only if the user has agreed.
import type { ClockView } from "../../../shared/models/clock.ts";
import { type ClockOffset, type ClockSample, offsetOf } from "./clock-offset.ts";

/** Beyond this, what is shown near the end of a period may be refused. Milliseconds. */
export const tolerated = 5_000;

export interface ClockWatch {
  view(): Promise<ClockView>;
  /** Asks now; several questions at once are one. */
  measure(signal?: AbortSignal): Promise<ClockView>;
  /** Milliseconds to add to this computer's clock for codes; 0 unless the user has agreed and the clock is wrong. */
  correction(): Promise<number>;
}

export function createClockWatch(options: {
  /** names of web servers of the user's providers */
  readonly hosts: () => Promise<readonly string[]>;
  readonly ask: (hosts: readonly string[], signal: AbortSignal) => Promise<readonly ClockSample[]>;
  readonly agreed: () => Promise<boolean>;
  readonly changed: () => void;
  readonly now: () => number;
}): ClockWatch {
  let known: { readonly offset: ClockOffset | undefined; readonly at: number } | undefined;
  let asking: Promise<void> | undefined;

  const view = async (): Promise<ClockView> => {
    const offset = known?.offset;
    return {
      ...(offset && { offset: Math.round(offset.offset), within: Math.round(offset.within) }),
      sources: offset?.sources ?? 0,
      ...(known && { measuredAt: known.at }),
      wrong: isWrong(offset),
      corrected: isWrong(offset) && (await options.agreed()),
    };
  };

  const askAll = async (signal: AbortSignal) => {
    const samples = await options.ask(await options.hosts(), signal);
    if (signal.aborted) return;
    const offset = offsetOf(samples);
    // Being offline for a moment is no reason to forget what was measured.
    if (samples.length === 0 && known) return;
    known = { offset, at: options.now() };
    options.changed();
  };

  return {
    view,
    async measure(signal = new AbortController().signal) {
      asking ??= askAll(signal).finally(() => {
        asking = undefined;
      });
      await asking;
      return view();
    },
    async correction() {
      const offset = known?.offset;
      return offset && isWrong(offset) && (await options.agreed()) ? Math.round(offset.offset) : 0;
    },
  };
}

/** Even the end of the interval that is nearest to us is too far off. */
function isWrong(offset: ClockOffset | undefined): boolean {
  return offset !== undefined && Math.abs(offset.offset) - offset.within > tolerated;
}
