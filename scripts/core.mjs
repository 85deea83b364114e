// npm run --silent core -- <command> …: the headless core from a terminal. Standard output belongs to its answer, so
// what has to be installed or built first is told on standard error.
import { join } from "node:path";
import { buildIfStale } from "./lib/build-if-stale.mjs";
import { installDependencies } from "./lib/install-dependencies.mjs";
import { main, root, run, sayOnStandardError } from "./lib/say.mjs";

sayOnStandardError();
await main(async (args) => {
  await installDependencies();
  await buildIfStale();
  return run(process.execPath, [join(root, "dist/main/cli.js"), ...args], {
    // npm runs its scripts in the project; file names are meant from where the person stands.
    cwd: process.env.INIT_CWD ?? process.cwd(),
  });
});
