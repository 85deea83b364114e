// npm run package [-- --e2e] [-- --out <folder>]: the unpacked program for this system, in out/ or the named folder.
// --e2e makes the flavour that Playwright can drive; it differs in one fuse.
import { join, resolve } from "node:path";
import { buildIfStale } from "./lib/build-if-stale.mjs";
import { electronRuntime } from "./lib/electron-runtime.mjs";
import { installDependencies } from "./lib/install-dependencies.mjs";
import { capture, Explained, main, root, say } from "./lib/say.mjs";

await main(async (args) => {
  const e2e = args.includes("--e2e");
  const named = args[args.indexOf("--out") + 1];
  const out = args.includes("--out") && named ? resolve(named) : join(root, e2e ? "out/e2e" : "out");
  await installDependencies();
  const runtime = await electronRuntime();
  await buildIfStale();
  say(`Packaging with Electron ${runtime.version} …`);
  const { code, output } = await capture(
    process.execPath,
    [
      join(root, "node_modules/electron-builder/cli.js"),
      "--dir",
      "--config=electron-builder.yml",
      `-c.electronDist=${runtime.folder}`,
      `-c.electronVersion=${runtime.version}`,
      `-c.directories.output=${out}`,
    ],
    {
      env: {
        ...process.env,
        GATEPOST_FLAVOUR: e2e ? "e2e" : "release",
        CSC_IDENTITY_AUTO_DISCOVERY: "false",
      },
    },
  );
  if (code !== 0) throw new Explained(`electron-builder failed:\n${output.trim()}`);
  say(`The program is in ${out}.`);
  if (runtime.kind === "carried") {
    say(
      "It holds a stand-in for Electron: packages for users are made where the official binary can be had.",
    );
  }
});
