// Opens the program with what the machine lacks for it: packages of the system, a display, a keychain. For people who
// start it from the terminal; tests have their own.
import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { sandboxSwitches } from "./electron-runtime.mjs";
import { besidePrivateKeychain, hasSessionBus } from "./private-keychain.mjs";
import { startProgram } from "./program.mjs";
import { Explained, root, say } from "./say.mjs";
import { packages, systemPackages } from "./system-packages.mjs";
import { startXvfb } from "./xvfb.mjs";

/** { headless, busless }, with what the system has to have for it installed. Throws an explained failure if it cannot be. */
export async function surroundings() {
  const headless = process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  const busless = !(await hasSessionBus());
  await systemPackages(
    [...packages.runtime, ...(headless ? packages.display : []), ...(busless ? packages.keyring : [])],
    "Gatepost",
  );
  return { headless, busless };
}

/** Answers { stop, stopped } as `startProgram`; what was started around it has ended with `stopped`. */
export async function openProgram(runtime, { headless, busless }, given = {}) {
  const environment = { ...given };
  const display = headless ? await ownDisplay(environment) : undefined;
  const sandbox = await sandboxSwitches(runtime);
  if (sandbox.why) say(sandbox.why);
  const program = [runtime.executable, [root, ...sandbox.args, ...drawingSwitches()]];
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
  const stopped = running.stopped.finally(async () => {
    running.endGroup();
    await keychain?.end();
    await display?.stop();
  });
  return { stop: running.stop, stopped };
}

/** Up to Electron 37 an X server is looked for first, and without one the program ends. */
function drawingSwitches() {
  const onlyWayland = process.platform === "linux" && process.env.WAYLAND_DISPLAY && !process.env.DISPLAY;
  return onlyWayland ? ["--ozone-platform=wayland"] : [];
}

/** Where programs keep what is theirs. */
export function settingsFolder() {
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
