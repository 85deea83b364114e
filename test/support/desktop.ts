// A person's desktop for tests of the whole program: one or several real screens side by side (Xorg's own driver without
// a device), a window manager, keys and a mouse that no page can tell from a person's. Ends all that it has started.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { endProcess } from "./processes.ts";

export interface Desktop {
  /** value of DISPLAY */
  readonly display: string;
  /** Presses keys as xdotool names them, whatever has the focus. */
  press(...keys: readonly string[]): Promise<void>;
  /** From one point to another with the left button down; in pixels of all screens together. */
  drag(from: Point, to: Point): Promise<void>;
  /** Runs a program on it and answers what it has written, without the end of the line. */
  run(command: string, ...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

export type Point = readonly [x: number, y: number];

/** Pixels. They stand in one row, from the left, all with their upper edge at the same height. */
export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

const deadline = 15_000;
/** A hand moves on in small steps, between which the two programs of a drag ask and answer each other. */
const handSteps = 25;
const execute = promisify(execFile);

/** Throws `desktop-missing: …` where its programs are not installed. */
export async function startDesktop(screens: readonly ScreenSize[]): Promise<Desktop> {
  const folder = await mkdtemp(join(tmpdir(), "gp-desktop-"));
  const running: ChildProcess[] = [];
  const stop = async () => {
    for (const child of running.splice(0).reverse()) await endProcess(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const configuration = join(folder, "xorg.conf");
    await writeFile(configuration, withoutDevice(screens));
    const server = spawn("Xorg", serverArguments(configuration, join(folder, "xorg.log")), {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    running.push(server);
    const display = `:${await firstLine(server, "Xorg", 3)}`;
    // Debian's session of openbox would start other programs: only the window manager itself is wanted.
    const environment = { ...process.env, DISPLAY: display, HOME: folder };
    const run = async (command: string, ...args: readonly string[]) =>
      (await execute(command, [...args], { env: environment, timeout: deadline })).stdout.trimEnd();
    await arrange(screens, run);
    const manager = spawn("openbox", ["--sm-disable"], { env: environment, stdio: "ignore" });
    running.push(manager);
    await managed(manager, run);
    return { display, run, stop, ...hands(run) };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

type Run = Desktop["run"];

function hands(run: Run): Pick<Desktop, "press" | "drag"> {
  const at = ([x, y]: Point) => [`${Math.round(x)}`, `${Math.round(y)}`];
  return {
    press: async (...keys) => void (await run("xdotool", "key", ...keys)),
    async drag(from, to) {
      const steps = Array.from({ length: handSteps }, (_, index): Point => {
        const part = (index + 1) / handSteps;
        return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
      });
      const moves = steps.flatMap((step) => ["mousemove", ...at(step), "sleep", "0.04"]);
      await run("xdotool", "mousemove", "--sync", ...at(from), "mousedown", "1", ...moves, "mouseup", "1");
    },
  };
}

const serverArguments = (configuration: string, log: string) => [
  ...["-displayfd", "3", "-config", configuration, "-logfile", log],
  // Without it the screens are forgotten as soon as the last program has gone.
  ...["-noreset", "-nolisten", "tcp", "-novtswitch", "-sharevts"],
];

function withoutDevice(screens: readonly ScreenSize[]): string {
  const width = screens.reduce((sum, screen) => sum + screen.width, 0);
  const height = Math.max(...screens.map((screen) => screen.height));
  return `
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoEnableDevices" "false"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 131072
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 1-2000
  VertRefresh 1-500
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual ${width} ${height}
  EndSubSection
EndSection
`;
}

/** The server begins with one screen in a size of its own. */
async function arrange(screens: readonly ScreenSize[], run: Run): Promise<void> {
  const outputs: string[] = [];
  let left = 0;
  for (const [index, { width, height }] of screens.entries()) {
    const [name, output] = [`screen-${index}`, `DUMMY${index}`];
    const across = [width, width + 72, width + 200, width + 400];
    const down = [height, height + 3, height + 10, height + 30];
    await run("xrandr", "--newmode", name, "100", ...[...across, ...down].map(String));
    await run("xrandr", "--addmode", output, name);
    outputs.push("--output", output, "--mode", name, "--pos", `${left}x0`);
    left += width;
  }
  await run("xrandr", ...outputs);
  // Asks the outputs anew: until then programs that start are told of those alone that were there from the beginning.
  await run("xrandr", "--query");
}

/** A window manager says how many desktops it has as soon as it is there; without one xdotool refuses the question. */
async function managed(manager: ChildProcess, run: Run): Promise<void> {
  const gone = failed(manager, "openbox");
  gone.catch(() => undefined);
  const isThere = () =>
    run("xdotool", "get_num_desktops").then(
      () => true,
      () => false,
    );
  for (const until = Date.now() + deadline; !(await Promise.race([gone, isThere()])); ) {
    if (Date.now() > until) throw new Error("openbox did not start");
  }
}

async function firstLine(child: ChildProcess, command: string, descriptor: number): Promise<string> {
  const stream = child.stdio[descriptor] as Readable;
  const line = new Promise<string>((resolve) => {
    let text = "";
    stream.on("data", (data) => {
      text += String(data);
      if (text.includes("\n")) resolve(text.trim());
    });
  });
  const gone = failed(child, command);
  const late = AbortSignal.timeout(deadline);
  const tooLate = new Promise<never>((_, reject) => {
    late.addEventListener("abort", () => reject(new Error(`${command} did not start`)), { once: true });
  });
  tooLate.catch(() => undefined);
  gone.catch(() => undefined);
  return Promise.race([line, gone, tooLate]);
}

function failed(child: ChildProcess, command: string): Promise<never> {
  return new Promise((_, reject) => {
    child.once("error", (failure: NodeJS.ErrnoException) =>
      reject(failure.code === "ENOENT" ? new Error(`desktop-missing: ${command} is not installed`) : failure),
    );
    child.once("exit", (code) => reject(new Error(`${command} ended with code ${code}`)));
  });
}
