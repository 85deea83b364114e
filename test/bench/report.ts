// What a measurement says: a figure, a reference taken in the same run, their ratio and the goal. Machines are noisy;
// the ratio is what to compare.
import { appendFileSync } from "node:fs";

export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly reference: string;
  readonly ratio: number | undefined;
  readonly goal: string;
  readonly reached: boolean;
}

/** Prints the row, and adds it as a line of JSON to the file in GATEPOST_BENCH_FILE. */
export function report(row: Row): void {
  const ratio = row.ratio === undefined ? "" : ` = ${row.ratio.toFixed(2)}×`;
  console.log(
    `${row.reached ? "✓" : "✗"} ${row.what}: ${row.measured} / ${row.reference}${ratio} (goal ${row.goal})`,
  );
  const file = process.env.GATEPOST_BENCH_FILE;
  if (file) appendFileSync(file, `${JSON.stringify(row)}\n`);
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** Nearest rank; `values` need not be sorted. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.min(sorted.length - 1, Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1));
  const value = sorted[rank];
  if (value === undefined) throw new Error("no values");
  return value;
}

export const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
