// npm run dev: the page from vite's dev server, changing as it is edited; the program is built anew and opened again
// when its own sources change.
import { watch } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { build } from "./lib/build-if-stale.mjs";
import { electronRuntime, sandboxSwitches } from "./lib/electron-runtime.mjs";
import { installDependencies } from "./lib/install-dependencies.mjs";
import { startProgram } from "./lib/program.mjs";
import { main, root, say } from "./lib/say.mjs";

/** Editors write a file in several steps. */
const quiet = 300;

await main(async () => {
  await installDependencies();
  const runtime = await electronRuntime();
  const sandbox = await sandboxSwitches(runtime);
  await build();

  const { createServer } = await import("vite");
  const server = await createServer({
    configFile: join(root, "vite.config.ts"),
    server: { host: "127.0.0.1", port: 5173, strictPort: false },
  });
  await server.listen();
  const address = `http://127.0.0.1:${server.httpServer.address().port}`;
  say(`The page comes from ${address}.`);

  let changed = false;
  let running;
  const again = () => {
    changed = true;
    running?.stop("SIGTERM");
  };
  for (const folder of ["electron", "shared"]) watch(join(root, folder), { recursive: true }, again);
  do {
    if (changed) {
      await wait(quiet);
      changed = false;
      await build().catch((failure) => say(failure.message));
    }
    running = startProgram(runtime.executable, [root, ...sandbox.args], {
      environment: { GATEPOST_DEV_SERVER: address },
    });
    await running.stopped;
  } while (changed);
  await server.close();
});
