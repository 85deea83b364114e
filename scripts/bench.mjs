// npm run bench [-- name …]: builds, runs the measurements of test/bench/ one after the other, and prints their ratios
// in one table. A goal that is missed is said, and is no failure: machines are noisy.
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
  await systemPackages(
    [...packages.runtime, ...packages.display, ...packages.keyring, ...packages.servers],
    "Measuring",
  );
  await electronRuntime();
  await buildIfStale();
  const folder = await mkdtemp(join(tmpdir(), "gatepost-bench-"));
  const file = join(folder, "rows.jsonl");
  const code = await run(
    process.execPath,
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--config",
      "test/bench/vitest.config.ts",
      "--root",
      root,
      ...names,
    ],
    { env: { ...process.env, GATEPOST_BENCH_FILE: file } },
  );
  const lines = (await readFile(file, "utf8").catch(() => "")).trim().split("\n").filter(Boolean);
  await rm(folder, { recursive: true, force: true });
  say("\n| what | measured | reference | ratio | goal | |\n|---|---|---|---|---|---|");
  for (const row of lines.map((line) => JSON.parse(line))) {
    const ratio = row.ratio === undefined ? "" : `${row.ratio.toFixed(2)}×`;
    say(
      `| ${row.what} | ${row.measured} | ${row.reference} | ${ratio} | ${row.goal} | ${row.reached ? "✓" : "✗"} |`,
    );
  }
  return code;
});
