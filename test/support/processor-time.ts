// How long work takes by the time that this process spent on a processor: what other programs do meanwhile does not
// count, so that a busy machine fails no test of speed. Not for work in other threads of this process at the same time.

/** Begins now; the answer tells the milliseconds since then. */
export function processorTime(): () => number {
  const begun = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1_000;
  };
}
