// npm start [-- --practice [mail-com|mailfence]]: brings an empty machine to the open program. Installs what is missing,
// gets an Electron, builds if the sources are newer, and on a machine without a display opens it on one of its own.
import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { buildIfStale } from "./lib/build-if-stale.mjs";
import { electronRuntime, sandboxSwitches } from "./lib/electron-runtime.mjs";
import { installDependencies } from "./lib/install-dependencies.mjs";
import { besidePrivateKeychain, hasSessionBus } from "./lib/private-keychain.mjs";
import { startProgram } from "./lib/program.mjs";
import { Explained, main, root, say } from "./lib/say.mjs";
import { packages, systemPackages } from "./lib/system-packages.mjs";
import { startXvfb } from "./lib/xvfb.mjs";

const providers = ["mail-com", "mailfence"];

await main(async (args) => {
  const practice = practiceOf(args);
  const headless = process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  const busless = !(await hasSessionBus());

  await installDependencies();
  await systemPackages(
    [...packages.runtime, ...(headless ? packages.display : []), ...(busless ? packages.keyring : [])],
    "Gatepost",
  );
  const runtime = await electronRuntime();
  await buildIfStale();

  const environment = practice ? await practiceEnvironment(practice) : {};
  const display = headless ? await ownDisplay(environment) : undefined;
  const sandbox = await sandboxSwitches(runtime);
  if (sandbox.why) say(sandbox.why);
  const program = [runtime.executable, [root, ...sandbox.args]];
  const keychain = busless ? await ownKeychain(environment, ...program) : undefined;

  say(`Opening Gatepost in Electron ${runtime.version} …`);
  const running = startProgram(keychain?.command ?? program[0], keychain?.args ?? program[1], {
    environment: { ...environment, ...keychain?.environment },
    pidFile: keychain?.pidFile,
  });
  if (display) {
    say(`A picture of its window, taken again every few seconds: ${environment.GATEPOST_PICTURE}`);
    say("Ctrl+C ends it.");
  }
  try {
    return await running.stopped;
  } finally {
    running.endGroup();
    await keychain?.end();
    await display?.stop();
  }
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

function settingsFolder() {
  if (process.platform === "darwin") return join(homedir(), "Library/Application Support");
  if (process.platform === "win32") return process.env.APPDATA ?? join(homedir(), "AppData/Roaming");
  return process.env.XDG_CONFIG_HOME || join(homedir(), ".config");
}

async function ownDisplay(environment) {
  const display = await startXvfb(undefined, { apart: true });
  if (!display) {
    throw new Explained(
      "There is no display, and no Xvfb to stand in for one. On Debian and Ubuntu:\n\n  sudo apt-get install xvfb xauth\n",
    );
  }
  await mkdir(join(root, ".cache"), { recursive: true });
  environment.DISPLAY = display.display;
  environment.GATEPOST_PICTURE = process.env.GATEPOST_PICTURE || join(root, ".cache/window.png");
  say("There is no display: Gatepost opens on one of its own, which nobody sees.");
  return display;
}

async function ownKeychain(environment, executable, args) {
  environment.GATEPOST_DATA ??= join(settingsFolder(), "Gatepost headless");
  const folder = join(environment.GATEPOST_DATA, "keychain");
  const beside = await besidePrivateKeychain(folder, executable, args);
  if (beside)
    say(
      `There is no keychain here: one is started for this run, its items in ${folder}. For trying out only.`,
    );
  else say("There is no keychain here; Gatepost will say so. It needs dbus and gnome-keyring.");
  return beside;
}
