// npm run dev: the page from vite's dev server, changing as it is edited; the program is built anew and opened again
// when its own sources change.
import { watch } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { build } from "./lib/build-if-stale.mjs";
import { electronRuntime } from "./lib/electron-runtime.mjs";
import { installDependencies } from "./lib/install-dependencies.mjs";
import { main, root, say } from "./lib/say.mjs";
import { openProgram, surroundings } from "./lib/surroundings.mjs";

/** Editors write a file in several steps. */
const quiet = 300;

await main(async () => {
  await installDependencies();
  const around = await surroundings();
  const runtime = await electronRuntime();
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
  const watchers = ["electron", "shared"].map((folder) =>
    watch(join(root, folder), { recursive: true }, again),
  );
  do {
    if (changed) {
      await wait(quiet);
      changed = false;
      await build().catch((failure) => say(failure.message));
    }
    running = await openProgram(runtime, around, { GATEPOST_DEV_SERVER: address });
    await running.stopped;
  } while (changed);
  for (const watcher of watchers) watcher.close();
  await server.close();
});
