// npm run bench [-- name …]: builds, then runs the measurements of scripts/bench/ and prints their ratios.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { buildIfStale } from "./lib/build-if-stale.mjs";
import { electronRuntime } from "./lib/electron-runtime.mjs";
import { installDependencies } from "./lib/install-dependencies.mjs";
import { Explained, main, root, run } from "./lib/say.mjs";

await main(async (args) => {
  await installDependencies();
  await electronRuntime();
  await buildIfStale();
  const folder = join(root, "scripts/bench");
  const found = (await readdir(folder).catch(() => []))
    .filter((name) => name.endsWith(".bench.mjs"))
    .map((name) => name.slice(0, -".bench.mjs".length))
    .sort();
  const chosen = args.length > 0 ? found.filter((name) => args.includes(name)) : found;
  if (chosen.length === 0)
    throw new Explained(`There is no such measurement. There are: ${found.join(", ") || "none"}.`);
  let worst = 0;
  for (const name of chosen) worst ||= await run(process.execPath, [join(folder, `${name}.bench.mjs`)]);
  return worst;
});
