// npm start [-- --practice [mail-com|mailfence]]: brings an empty machine to the open program. Installs what is missing,
// gets an Electron, builds if the sources are newer, and on a machine without a display opens it on one of its own.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { buildIfStale } from "./lib/build-if-stale.mjs";
import { electronRuntime } from "./lib/electron-runtime.mjs";
import { installDependencies } from "./lib/install-dependencies.mjs";
import { Explained, main, say } from "./lib/say.mjs";
import { openProgram, settingsFolder, surroundings } from "./lib/surroundings.mjs";

const providers = ["mail-com", "mailfence"];

await main(async (args) => {
  const practice = practiceOf(args);
  await installDependencies();
  const around = await surroundings();
  const runtime = await electronRuntime();
  await buildIfStale();
  const environment = practice ? await practiceEnvironment(practice) : {};
  return (await openProgram(runtime, around, environment)).stopped;
});

function practiceOf(args) {
  if (args.length === 0) return undefined;
  const [first, provider = providers[0], ...rest] = args;
  if (first !== "--practice" || rest.length > 0 || !providers.includes(provider)) {
    throw new Explained(`Use: npm start, or npm start -- --practice [${providers.join("|")}]`);
  }
  return provider;
}

/** Practice has a profile of its own, so that it never stands beside real accounts. */
async function practiceEnvironment(provider) {
  const folder = join(settingsFolder(), "Gatepost practice");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  say(
    `Practice: a mail provider in the manner of ${provider} that lives only on this computer. Its data: ${folder}`,
  );
  return { GATEPOST_PRACTICE: provider, GATEPOST_DATA: folder };
}
