// How far this computer's clock is off, from the times that several servers told. Pure: nobody is asked here.
//
// [Note: clock] A server's time is known within bounds only: it was told at some moment between question and answer, and
// often in whole seconds. Each source so gives an interval; what most of them have in common is believed (Marzullo's
// algorithm, as NTP has it in RFC 5905 section 11.2.1). One source alone is never believed: it could make every code
// wrong.

/** What one answer told: this computer's clock needs between `low` and `high` milliseconds more. */
export interface ClockSample {
  /** who said so: answers of one source count once */
  readonly source: string;
  readonly low: number;
  readonly high: number;
}

export interface ClockOffset {
  /** milliseconds to add to this computer's clock */
  readonly offset: number;
  /** half of what is left open */
  readonly within: number;
  readonly sources: number;
}

/** `told` is a server's time in milliseconds, known to `resolution`; it was asked at `asked`, heard at `heard`. */
export function sampleOf(
  source: string,
  told: number,
  resolution: number,
  { asked, heard }: { readonly asked: number; readonly heard: number },
): ClockSample {
  return { source, low: told - heard, high: told + resolution - asked };
}

/** undefined unless at least two sources, and more than half of all, have a moment in common. */
export function offsetOf(samples: readonly ClockSample[]): ClockOffset | undefined {
  const sources = narrowed(samples);
  const edges = sources
    .flatMap(({ low, high }) => [
      { at: low, step: 1 },
      { at: high, step: -1 },
    ])
    // Where one interval ends and another begins, both hold.
    .sort((a, b) => a.at - b.at || b.step - a.step);
  let agreeing = 0;
  let best: { readonly low: number; high: number; readonly sources: number } | undefined;
  for (const [index, { at, step }] of edges.entries()) {
    agreeing += step;
    if (step < 0 || agreeing < (best?.sources ?? 1)) continue;
    const high = edges[index + 1]?.at ?? at;
    // As many agree on another moment too: the truth may be in either.
    if (best?.sources === agreeing) best.high = high;
    else best = { low: at, high, sources: agreeing };
  }
  if (!best || best.sources < 2 || best.sources * 2 <= sources.length) return undefined;
  return { offset: (best.low + best.high) / 2, within: (best.high - best.low) / 2, sources: best.sources };
}

/** One interval a source: what all its answers have in common. One that contradicts itself is left out. */
function narrowed(samples: readonly ClockSample[]): readonly ClockSample[] {
  const bySource = new Map<string, ClockSample>();
  for (const sample of samples) {
    const known = bySource.get(sample.source);
    bySource.set(sample.source, {
      source: sample.source,
      low: Math.max(sample.low, known?.low ?? Number.NEGATIVE_INFINITY),
      high: Math.min(sample.high, known?.high ?? Number.POSITIVE_INFINITY),
    });
  }
  return [...bySource.values()].filter(({ low, high }) => low <= high);
}
