// Dates as the system writes them: short in lists, whole where they are read or spoken.
const clock = new Intl.DateTimeFormat([], { timeStyle: "short" });
const dayOfYear = new Intl.DateTimeFormat([], { day: "numeric", month: "short" });
const dayAndYear = new Intl.DateTimeFormat([], { day: "numeric", month: "short", year: "numeric" });
const whole = new Intl.DateTimeFormat([], { dateStyle: "full", timeStyle: "short" });

/** Today the time, this year the day, before that the day and the year. `at` and `now` in ms since 1970. */
export function shortDate(at: number, now: number): string {
  const date = new Date(at);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) return clock.format(date);
  return (date.getFullYear() === today.getFullYear() ? dayOfYear : dayAndYear).format(date);
}

/** Day, month and year. */
export function wholeDay(at: number): string {
  return dayAndYear.format(new Date(at));
}

export function wholeDate(at: number): string {
  return whole.format(new Date(at));
}

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** Bytes as a person reads them, for example `1.2 MB`; steps of 1,000. */
export function fileSize(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat([], {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}
