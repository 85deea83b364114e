// Lets changes of one thing happen one after the other: each reads what the one before it has written.

/** A failure is told to who asked for that change, and does not hold up the next. */
export function createOrder(): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const run = last.then(work, work);
    last = run.catch(() => undefined);
    return run;
  };
}
