// Counts the seconds down until something may be tried again. The core decides; this only shows.
import { useEffect, useState } from "react";

/** `milliseconds` from now, as the core has just said. Answers whole seconds; 0: now. */
export function useWait(milliseconds: number): number {
  const [left, setLeft] = useState(milliseconds);
  useEffect(() => {
    const end = performance.now() + milliseconds;
    const tick = () => setLeft(Math.max(0, end - performance.now()));
    tick();
    if (milliseconds === 0) return;
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [milliseconds]);
  return Math.ceil(left / 1_000);
}
