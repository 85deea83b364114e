// Runs vitest suites and counts what came of them.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, run } from "./say.mjs";

export const suites = ["unit", "integration", "browser", "electron"];

export const nothing = { passed: 0, failed: 0, skipped: 0 };

export const sum = (counts) =>
  counts.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    nothing,
  );

/** Runs one suite, only the files that match one of `filters` if there are any; answers { passed, failed, skipped }. */
export async function runSuite(name, filters = []) {
  const folder = await mkdtemp(join(tmpdir(), "gatepost-results-"));
  const report = join(folder, "report.json");
  try {
    const code = await run(process.execPath, [
      join(root, "node_modules/vitest/vitest.mjs"),
      "run",
      "--project",
      name,
      "--passWithNoTests",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...filters,
    ]);
    return counted(await readFile(report, "utf8").catch(() => undefined), code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function counted(text, code) {
  // No report: vitest itself did not get to its end.
  if (text === undefined) return { ...nothing, failed: 1 };
  const report = JSON.parse(text);
  // A file that could not even be loaded has no tests to count, and is one failure.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = report.numFailedTests + broken;
  return {
    passed: report.numPassedTests,
    // An error outside of any test (an unhandled rejection) fails the run without failing a test.
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
