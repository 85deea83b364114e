// A D-Bus session of its own in a temporary home, for services that a test starts and ends. Nothing is started on it by
// itself, and it ends only the processes that it has started.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { busAlone } from "../../scripts/lib/bus-alone.mjs";
import { endProcess } from "./processes.ts";

export interface PrivateBus {
  /** HOME, XDG_* and DBUS_SESSION_BUS_ADDRESS; to be laid over the environment of the program under test */
  readonly environment: Readonly<Record<string, string>> &
    Readonly<Record<"XDG_RUNTIME_DIR" | "XDG_DATA_HOME" | "XDG_CONFIG_HOME", string>>;
  readonly home: string;
  /** Starts a service on this bus, with `input` typed into it; it is ended with the bus. */
  start(
    command: readonly string[],
    options?: { readonly input?: string; readonly environment?: Readonly<Record<string, string>> },
  ): ChildProcess;
  /** Calls a method (`org.example.Interface.Method`); answers what dbus-send prints. */
  ask(object: BusObject, method: string, args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

export interface BusObject {
  readonly service: string;
  readonly path: string;
}

const deadline = 10_000;
/** What a shell says of a program that is not there. */
const notFound = 127;

/** Throws `keyring-missing: …` where D-Bus is not installed. */
export async function startBus(): Promise<PrivateBus> {
  // A socket's path may have no more than 107 characters, so this stays directly under the temporary folder.
  const home = await mkdtemp(join(tmpdir(), "gp-keyring-"));
  const environment = {
    HOME: home,
    XDG_RUNTIME_DIR: join(home, "run"),
    XDG_DATA_HOME: join(home, ".local", "share"),
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_CACHE_HOME: join(home, ".cache"),
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(home, "run", "bus")}`,
  };
  await mkdir(environment.XDG_RUNTIME_DIR, { mode: 0o700 });
  await mkdir(environment.XDG_DATA_HOME, { recursive: true });
  const running: ChildProcess[] = [];
  const bus: PrivateBus = {
    environment,
    home,
    start([program = "", ...args], { input = "", environment: more = {} } = {}) {
      const child = spawn(program, args, {
        env: { ...process.env, ...environment, ...more },
        stdio: ["pipe", "ignore", "ignore"],
      });
      child.on("error", () => undefined);
      child.stdin.on("error", () => undefined);
      child.stdin.end(input);
      running.push(child);
      return child;
    },
    ask: (object, method, args) => send(environment, object, method, args),
    async stop() {
      for (const child of running.splice(0).reverse()) await endProcess(child);
      await rm(home, { recursive: true, force: true });
    },
  };
  try {
    const socket = join(home, "run", "bus");
    await writeFile(join(home, "bus.conf"), busAlone(`unix:path=${socket}`));
    const daemon = bus.start([
      "dbus-daemon",
      `--config-file=${join(home, "bus.conf")}`,
      "--nofork",
      "--nopidfile",
    ]);
    // Its socket is there before anybody listens.
    await untilReady("dbus-daemon", daemon, () => listens(socket));
    return bus;
  } catch (failure) {
    await bus.stop();
    throw failure;
  }
}

/** Waits until the service `name`, run by `child`, is ready. Throws `keyring-missing: …` if it is not installed. */
export async function untilReady(
  name: string,
  child: ChildProcess,
  ready: () => Promise<boolean>,
): Promise<void> {
  const end = Date.now() + deadline;
  while (!(await ready())) {
    if (child.pid === undefined || child.exitCode === notFound)
      throw new Error(`keyring-missing: ${name} is not installed`);
    if (child.exitCode !== null || Date.now() > end) throw new Error(`${name} did not start`);
    await wait(20);
  }
}

function listens(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const line = connect(socket);
    const told = (yes: boolean) => {
      line.destroy();
      resolve(yes);
    };
    line.once("connect", () => told(true));
    line.once("error", () => told(false));
  });
}

function send(
  environment: Readonly<Record<string, string>>,
  { service, path }: BusObject,
  method: string,
  args: readonly string[],
): Promise<string> {
  const to = ["--session", "--print-reply", `--dest=${service}`, path];
  const child = spawn("dbus-send", [...to, method, ...args], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "ignore"],
  });
  return new Promise((resolve, reject) => {
    let printed = "";
    child.stdout.on("data", (part: Buffer) => {
      printed += part.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(printed) : reject(new Error(`${method}: ${code}`))));
  });
}
