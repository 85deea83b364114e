// npm test [-- suite … filter …]: installs what the tests need, builds, runs the suites, and ends with one line that
// says how many tests passed, failed and were skipped. With CI=true a skipped test is a failure.
import { buildIfStale } from "./lib/build-if-stale.mjs";
import { electronRuntime } from "./lib/electron-runtime.mjs";
import { installDependencies } from "./lib/install-dependencies.mjs";
import { Explained, main, say } from "./lib/say.mjs";
import { runSuite, sayFailures, suites, sum } from "./lib/suites.mjs";
import { packages, systemPackages } from "./lib/system-packages.mjs";

const needs = {
  unit: [],
  integration: [...packages.servers, ...packages.keyring, ...packages.wallet],
  browser: [...packages.browser, ...packages.servers],
  electron: [
    ...packages.runtime,
    ...packages.display,
    ...packages.keyring,
    ...packages.wallet,
    ...packages.servers,
    ...packages.desktop,
    ...packages.wayland,
    ...packages.browser,
  ],
};

await main(async (args) => {
  const chosen = suites.filter((name) => args.includes(name));
  const filters = args.filter((name) => !suites.includes(name));
  const wanted = chosen.length > 0 ? chosen : suites;

  await installDependencies();
  await prepareSystem(wanted);
  if (wanted.includes("electron")) {
    const runtime = await electronRuntime();
    say(`Electron ${runtime.version} (${runtime.kind}).`);
  }
  // Unit tests run the sources; the others the built threads and program.
  if (wanted.some((name) => name !== "unit")) await buildIfStale();

  const counts = [];
  for (const name of wanted) {
    say(`\n— ${name}`);
    counts.push(await runSuite(name, filters));
  }
  const total = sum(counts);
  const { passed, failed, skipped } = total;
  sayFailures(total);
  if (skipped > 0 && process.env.CI === "true") say("On CI a skipped test is a failure.");
  say(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  const nothingRan = passed + failed === 0;
  return failed > 0 || nothingRan || (skipped > 0 && process.env.CI === "true") ? 1 : 0;
});

/** Without the right to install, the suites that lack something say so themselves and skip; on CI that is a failure. */
async function prepareSystem(wanted) {
  const all = wanted.flatMap((name) => needs[name]);
  try {
    await systemPackages([...new Map(all.map((entry) => [entry[0], entry])).values()], "Running the tests");
  } catch (failure) {
    if (!(failure instanceof Explained) || process.env.CI === "true") throw failure;
    say(`${failure.message}\nWithout them some tests are skipped.`);
  }
}
