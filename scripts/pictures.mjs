// node scripts/pictures.mjs: builds, then makes the pictures of docs/pictures/ from the real program with a practice
// provider and mailbox. With `screens` it photographs every screen instead, light and dark, in two sizes, into
// test-results/screens/, to be looked through.
import { buildIfStale } from "./lib/build-if-stale.mjs";
import { electronRuntime } from "./lib/electron-runtime.mjs";
import { installDependencies } from "./lib/install-dependencies.mjs";
import { main, root, run } from "./lib/say.mjs";
import { packages, systemPackages } from "./lib/system-packages.mjs";

await main(async (names) => {
  await installDependencies();
  const { runtime, display, keyring, servers, browser } = packages;
  await systemPackages([...runtime, ...display, ...keyring, ...servers, ...browser], "Making pictures");
  await electronRuntime();
  await buildIfStale();
  return run(process.execPath, [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--config",
    "test/pictures/vitest.config.ts",
    "--root",
    root,
    ...(names.length > 0 ? names : ["readme"]),
  ]);
});
