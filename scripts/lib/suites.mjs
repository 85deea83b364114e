// Runs vitest suites and counts what came of them.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root, run, say } from "./say.mjs";

export const suites = ["unit", "integration", "browser", "electron"];

export const nothing = { passed: 0, failed: 0, skipped: 0, failures: [] };

export const sum = (counts) =>
  counts.reduce(
    (total, { passed, failed, skipped, failures }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
      failures: [...total.failures, ...failures],
    }),
    nothing,
  );

/** Runs one suite, only the files that match one of `filters` if there are any; answers { passed, failed, skipped, failures }. */
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

/** Says again, after everything else, which tests failed: one line each, beginning with "FAILED". */
export function sayFailures({ failures }) {
  if (failures.length > 0) say(`\n${failures.map((line) => `FAILED ${line}`).join("\n")}`);
}

function counted(text, code) {
  // No report: vitest itself did not get to its end.
  if (text === undefined) return { ...nothing, failed: 1, failures: ["vitest wrote no report"] };
  const report = JSON.parse(text);
  const failures = report.testResults.flatMap(failuresOfFile);
  // An error outside of any test (an unhandled rejection) fails the run without failing a test.
  if (failures.length === 0 && code !== 0) failures.push("an error outside of any test");
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}

function failuresOfFile({ name, status, message, assertionResults }) {
  const file = relative(root, name);
  const failed = assertionResults.filter((test) => test.status === "failed");
  // A file that could not even be loaded has no tests to count, and is one failure.
  if (failed.length === 0) return status === "failed" ? [`${file}: ${firstLine(message)}`] : [];
  return failed.map((test) => `${file} > ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
}

const firstLine = (text = "") => stripVTControlCharacters(text).split("\n", 1)[0].slice(0, 300);
