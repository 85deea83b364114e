// npm run bench [-- name …]: installs what the measurements need, builds, runs those of test/bench/ one after the other
// and shows their ratios in one table. A missed goal is shown, not an error: machines differ.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildIfStale } from "./lib/build-if-stale.mjs";
import { electronRuntime } from "./lib/electron-runtime.mjs";
import { installDependencies } from "./lib/install-dependencies.mjs";
import { main, root, run, say } from "./lib/say.mjs";
import { packages, systemPackages } from "./lib/system-packages.mjs";

await main(async (names) => {
  await installDependencies();
  const { runtime, display, keyring, servers, browser } = packages;
  await systemPackages([...runtime, ...display, ...keyring, ...servers, ...browser], "Measuring");
  await electronRuntime();
  await buildIfStale();
  const folder = await mkdtemp(join(tmpdir(), "gatepost-bench-"));
  const file = join(folder, "rows");
  try {
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const code = await run(
      process.execPath,
      [vitest, "run", "--config", "test/bench/vitest.config.ts", ...names],
      { env: { ...process.env, GATEPOST_BENCH_FILE: file } },
    );
    table(await readFile(file, "utf8").catch(() => ""));
    return code;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Rows as test/bench/report.ts writes them, one a line. */
function table(text) {
  const rows = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line))
    .map(({ what, measured, reference, ratio, goal, reached }) => [
      what,
      measured,
      reference,
      ratio === undefined ? "" : `${ratio.toFixed(2)}×`,
      goal,
      reached ? "reached" : "missed",
    ]);
  const all = [["what", "measured", "reference", "ratio", "goal", ""], ...rows];
  const widths = all[0].map((_title, column) => Math.max(...all.map((row) => row[column].length)));
  say("");
  for (const row of all)
    say(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    );
}
