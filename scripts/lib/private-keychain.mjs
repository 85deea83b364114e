// A keychain for a machine that has none: a D-Bus session and a GNOME keyring of our own, for one run of the program.
// It is for trying Gatepost out on a server; whoever can read the folder can open this keyring.
import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { busAlone } from "./bus-alone.mjs";
import { capture } from "./say.mjs";

const there = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Whether a program started now would find a session bus, and so perhaps a keychain. */
export async function hasSessionBus() {
  if (process.platform !== "linux") return true;
  const address = process.env.DBUS_SESSION_BUS_ADDRESS ?? "";
  const path = /^unix:(?:.*,)?path=([^,]+)/.exec(address)?.[1];
  if (path) return there(path);
  if (address.startsWith("unix:abstract=")) return true;
  const runtime = process.env.XDG_RUNTIME_DIR;
  return runtime !== undefined && (await there(join(runtime, "bus")));
}

/**
 * { command, args, environment, pidFile, end } that run `program` with `args` beside such a keychain, its items under
 * `folder`; `pidFile` will hold the program's process id. Undefined if what it needs is not installed. `end` removes what
 * lasts only as long as the run.
 */
export async function besidePrivateKeychain(folder, program, args) {
  for (const needed of ["dbus-run-session", "gnome-keyring-daemon"]) {
    if ((await capture("sh", ["-c", `command -v ${needed}`])).code !== 0) return undefined;
  }
  const runtime = await mkdtemp(join(tmpdir(), "gatepost-run-"));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const bus = join(runtime, "bus.conf");
  await writeFile(bus, busAlone(`unix:dir=${runtime}`));
  // The word that opens this keyring is no secret: it protects nothing that the folder's own permissions do not.
  const pidFile = join(runtime, "program.pid");
  const script =
    'echo $$ >"$GATEPOST_PID_FILE"; printf %s gatepost | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"';
  return {
    command: "dbus-run-session",
    args: [`--config-file=${bus}`, "--", "sh", "-c", script, "sh", program, ...args],
    environment: {
      XDG_RUNTIME_DIR: runtime,
      XDG_DATA_HOME: folder,
      DBUS_SESSION_BUS_ADDRESS: "",
      GATEPOST_PID_FILE: pidFile,
    },
    pidFile,
    end: () => rm(runtime, { recursive: true, force: true }),
  };
}
