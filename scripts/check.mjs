// npm run check: types, lint, format, boundaries and unit tests, in under a minute.
import { join } from "node:path";
import { installDependencies } from "./lib/install-dependencies.mjs";
import { capture, main, root, say } from "./lib/say.mjs";
import { nothing, runSuite, sayFailures, sum } from "./lib/suites.mjs";

const projects = ["shared", "electron/core", "electron", "renderer", "test"];
const local = (path) => join(root, "node_modules", path);

/** One check: its name, and what it printed if it failed. */
async function step(name, script, args) {
  const { code, output } = await capture(process.execPath, [script, ...args]);
  say(code === 0 ? `✓ ${name}` : `✗ ${name}\n${output.trim()}\n`);
  return code === 0 ? { ...nothing, passed: 1 } : { ...nothing, failed: 1, failures: [name] };
}

await main(async () => {
  await installDependencies();
  const counts = [];
  for (const project of projects) {
    // What has not changed since the last time is not looked at again.
    const remembered = join(root, ".cache/types", `${project.replace("/", "-")}.json`);
    const args = ["-p", `${project}/tsconfig.json`, "--incremental", "--tsBuildInfoFile", remembered];
    counts.push(await step(`types: ${project}`, local("typescript/bin/tsc"), args));
  }
  counts.push(await step("lint and format", local("@biomejs/biome/bin/biome"), ["check", "--colors=off"]));
  counts.push(await runSuite("unit"));
  const total = sum(counts);
  const { passed, failed, skipped } = total;
  sayFailures(total);
  // On CI nothing may be left out unseen.
  const bad = failed + (process.env.CI === "true" ? skipped : 0);
  say(`\n${passed} passed, ${bad} failed`);
  return bad > 0 ? 1 : 0;
});
