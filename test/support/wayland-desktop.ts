// A person's Wayland desktop for tests of the whole program: a real compositor (sway) with a screen that nobody sees, PipeWire,
// and the desktop's portal, in whose dialog the test answers. Everything a scan goes through is real but the dialog's looks.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { access, chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import type { PrivateBus } from "./private-bus.ts";
import { endProcess } from "./processes.ts";

export interface WaylandDesktop {
  /** to be laid over the environment of programs on it, beside that of its bus */
  readonly environment: Readonly<
    Record<"WAYLAND_DISPLAY" | "XDG_CURRENT_DESKTOP" | "XDG_SESSION_TYPE", string>
  >;
  /** value of DISPLAY, for programs that an X server draws on it */
  readonly display: string;
  /** What the person does when the portal's dialog opens; `wait` leaves it open until another answer is given. */
  answer(answer: "screen" | "close" | "wait"): Promise<void>;
  /** how often that dialog was opened */
  asked(): Promise<number>;
  /** Runs a program on it and answers what it has written, without the end of the line. */
  run(command: string, ...args: readonly string[]): Promise<string>;
  /** What the screen shows, into test-results/<name>.png */
  screenshot(name: string): Promise<string>;
  /** Ends the portal: the desktop has none any more. */
  endPortal(): Promise<void>;
  stop(): Promise<void>;
}

const deadline = 15_000;
const nobody = 65_534;
const screenName = "HEADLESS-1";
const portals = "/usr/libexec";
const pictures = join(import.meta.dirname, "../../test-results");
const execute = promisify(execFile);

type Environment = Readonly<Record<string, string>>;

interface Started {
  readonly folder: string;
  readonly environment: Environment;
  /** Ends with the desktop. Throws `desktop-missing: …` where it is not installed. */
  start(command: readonly string[], environment?: Environment): Promise<ChildProcess>;
}

/** On the bus of the program under test: `bus` is what its keyring answers. */
export async function startWaylandDesktop(
  bus: Pick<PrivateBus, "environment">,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<WaylandDesktop> {
  // A socket's path may have no more than 107 characters, so this stays directly under the temporary folder.
  const folder = await mkdtemp(join(tmpdir(), "gp-wayland-"));
  const running: ChildProcess[] = [];
  const stop = async () => {
    for (const child of running.splice(0).reverse()) await endProcess(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const environment = {
    WAYLAND_DISPLAY: join(folder, "sway", "wayland-1"),
    XDG_CURRENT_DESKTOP: "sway",
    XDG_SESSION_TYPE: "wayland",
  };
  const started: Started = {
    folder,
    environment: { ...bus.environment, ...environment },
    async start(command, more = {}) {
      const child = await spawned(command, { ...started.environment, ...more });
      running.push(child);
      return child;
    },
  };
  try {
    await chmod(folder, 0o755);
    const display = await startCompositor(started, `${width}x${height}`);
    await startPipeWire(started);
    const portal = await startPortal(started);
    return { environment, display, stop, ...person(started), endPortal: () => endProcess(portal) };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

function person({
  folder,
  environment,
}: Started): Pick<WaylandDesktop, "answer" | "asked" | "run" | "screenshot"> {
  const answers = { screen: `${screenName}\n`, close: "nothing\n", wait: "" };
  const run = async (command: string, ...args: readonly string[]) => {
    const env = { ...process.env, ...environment, SWAYSOCK: controlOf(folder) };
    return (await execute(command, [...args], { env, timeout: deadline })).stdout.trimEnd();
  };
  return {
    answer: (answer) => writeFile(join(folder, "answer"), answers[answer]),
    asked: async () => (await readFile(join(folder, "asked"), "utf8")).length,
    run,
    async screenshot(name) {
      await mkdir(pictures, { recursive: true });
      const path = join(pictures, `${name}.png`);
      await run("grim", path);
      return path;
    },
  };
}

/** Answers the display of its X server. The compositor refuses to run as root, so then it is nobody's. */
async function startCompositor({ folder, start }: Started, size: string): Promise<string> {
  const own = join(folder, "sway");
  await mkdir(own, { mode: 0o700 });
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await chown(own, nobody, nobody);
  const configuration = join(folder, "sway.conf");
  await writeFile(
    configuration,
    [
      `output ${screenName} resolution ${size} position 0 0 bg #35506b solid_color`,
      // Every window fills the screen, and the last lies above the others.
      "workspace_layout tabbed",
      "xwayland force",
      // To be told which display the X server has, and to let the tests' programs in, whoever they are.
      `exec "sh -c 'xhost +local: && echo $DISPLAY >${join(own, "display")}'"`,
    ].join("\n"),
    { mode: 0o644 },
  );
  const asNobody = ["setpriv", `--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups"];
  const sway = await start([...(isRoot ? asNobody : []), "sway", "--config", configuration], {
    ...{ HOME: own, XDG_RUNTIME_DIR: own, XDG_CONFIG_HOME: own },
    ...{ WAYLAND_DISPLAY: "", DISPLAY: "" },
    ...{ WLR_BACKENDS: "headless", WLR_RENDERER: "pixman", WLR_LIBINPUT_NO_DEVICES: "1" },
  });
  let display = "";
  await until("sway", sway, async () => {
    display = (await readFile(join(own, "display"), "utf8").catch(() => "")).trim();
    return display !== "";
  });
  return display;
}

async function startPipeWire({ environment, start }: Started): Promise<void> {
  const server = await start(["pipewire"]);
  await until("pipewire", server, () => isThere(join(environment.XDG_RUNTIME_DIR ?? "", "pipewire-0")));
  // Connects who shows with who looks.
  await start(["wireplumber"]);
}

async function startPortal({ folder, environment, start }: Started): Promise<ChildProcess> {
  await writeFile(join(folder, "answer"), `${screenName}\n`);
  await writeFile(join(folder, "asked"), "");
  const dialog = join(folder, "dialog");
  // As long as a person needs at least. It prints the name of the screen that was chosen.
  const lines = [
    "#!/bin/sh",
    `printf x >>${folder}/asked`,
    "sleep 0.8",
    `until [ -s ${folder}/answer ]; do sleep 0.05; done`,
    `cat ${folder}/answer`,
  ];
  await writeFile(dialog, `${lines.join("\n")}\n`, { mode: 0o755 });
  const settings = join(environment.XDG_CONFIG_HOME ?? "", "xdg-desktop-portal-wlr");
  await mkdir(settings, { recursive: true });
  await writeFile(join(settings, "config"), `[screencast]\nchooser_type=simple\nchooser_cmd=${dialog}\n`);
  const line = join(folder, "screencopy");
  const between = await start([
    "python3",
    join(import.meta.dirname, "wayland-screencopy.py"),
    line,
    environment.WAYLAND_DISPLAY ?? "",
  ]);
  await until("python3", between, () => isThere(line));
  const part = await start([join(portals, "xdg-desktop-portal-wlr")], { WAYLAND_DISPLAY: line });
  await until("xdg-desktop-portal-wlr", part, () => owned(environment, "impl.portal.desktop.wlr"));
  const portal = await start([join(portals, "xdg-desktop-portal")]);
  await until("xdg-desktop-portal", portal, () => owned(environment, "portal.Desktop"));
  return portal;
}

async function owned(environment: Environment, name: string): Promise<boolean> {
  const asked = [
    ...["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"],
    ...["org.freedesktop.DBus.NameHasOwner", `string:org.freedesktop.${name}`],
  ];
  const answer = await execute("dbus-send", asked, { env: { ...process.env, ...environment } });
  return answer.stdout.includes("boolean true");
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

function controlOf(folder: string): string {
  const own = join(folder, "sway");
  return join(own, readdirSync(own).find((name) => name.startsWith("sway-ipc.")) ?? "");
}

function spawned(
  [program = "", ...args]: readonly string[],
  environment: Environment,
): Promise<ChildProcess> {
  const child = spawn(program, args, {
    env: { ...process.env, ...environment },
    stdio: "ignore",
  });
  return new Promise((resolve, reject) => {
    child.once("spawn", () => resolve(child));
    child.once("error", (failure: NodeJS.ErrnoException) =>
      reject(failure.code === "ENOENT" ? new Error(`desktop-missing: ${program} is not installed`) : failure),
    );
  });
}

async function until(name: string, child: ChildProcess, ready: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + deadline; !(await ready()); await wait(20)) {
    if (child.exitCode === 127) throw new Error(`desktop-missing: ${name} is not installed`);
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > end)
      throw new Error(`${name} did not start`);
  }
}
