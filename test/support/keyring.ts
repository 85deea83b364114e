// A private D-Bus with a real GNOME keyring in a temporary home, for tests of whole programs: give `environment` to the
// program, lock and unlock under its feet, and stop it all at the end. Ends only the processes it has started.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

export interface Keyring {
  /** HOME, XDG_* and DBUS_SESSION_BUS_ADDRESS; to be laid over the environment of the program under test */
  readonly environment: Readonly<Record<string, string>>;
  readonly home: string;
  lock(): Promise<void>;
  unlock(): Promise<void>;
  /** It can be read and takes nothing, as with a full disk: the daemon may open no file; false: as it was. */
  refuseWrites(on: boolean): Promise<void>;
  /** Ends the keyring service and leaves the bus: the service is absent. */
  endService(): Promise<void>;
  stop(): Promise<void>;
}

const password = "practice keyring";
const collection = "/org/freedesktop/secrets/collection/login";
const deadline = 10_000;

/** `service: false` gives a bus without any keyring. Throws `keyring-missing: …` where the programs are not installed. */
export async function startKeyring(options: { readonly service?: boolean } = {}): Promise<Keyring> {
  // A socket's path may have no more than 107 characters, so this stays directly under the temporary folder.
  const home = await mkdtemp(join(tmpdir(), "gp-keyring-"));
  const runtime = join(home, "run");
  const control = join(runtime, "keyring", "control");
  const data = join(home, ".local", "share");
  await mkdir(runtime, { mode: 0o700 });
  await mkdir(data, { recursive: true });
  const environment = {
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: data,
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_CACHE_HOME: join(home, ".cache"),
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(runtime, "bus")}`,
  };
  const running: ChildProcess[] = [];
  const start = (command: string, args: readonly string[], input = "") => {
    const child = spawn(command, args, {
      env: { ...process.env, ...environment },
      stdio: ["pipe", "ignore", "ignore"],
    });
    child.on("error", () => undefined);
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    running.push(child);
    return child;
  };
  const stop = async () => {
    for (const child of running.splice(0).reverse()) await end(child);
    await rm(home, { recursive: true, force: true });
  };

  try {
    // A bus without service folders: nothing else (another keyring, a password dialog) is started by itself.
    await writeFile(join(home, "bus.conf"), busConfiguration(join(runtime, "bus")));
    const bus = start("dbus-daemon", [`--config-file=${join(home, "bus.conf")}`, "--nofork", "--nopidfile"]);
    // Its socket is there before anybody listens.
    await until("dbus-daemon", bus, () => listens(join(runtime, "bus")));
    let keyring: ChildProcess | undefined;
    if (options.service !== false) {
      const where = `--control-directory=${join(runtime, "keyring")}`;
      keyring = start(
        "gnome-keyring-daemon",
        ["--unlock", "--components=secrets", "--foreground", where],
        password,
      );
      await until("gnome-keyring-daemon", keyring, () => answers(environment));
    }
    return {
      environment,
      home,
      async lock() {
        await send(environment, "org.freedesktop.Secret.Service.Lock", [`array:objpath:${collection}`]);
      },
      unlock: () => unlock(control),
      async refuseWrites(on) {
        const pid = keyring?.pid;
        if (pid === undefined) throw new Error("there is no keyring");
        // All numbers below the limit are taken, so each further file is refused; what is open stays open.
        const open = new Set((await readdir(`/proc/${pid}/fd`)).map(Number));
        let files = 1_024;
        if (on) for (files = 0; open.has(files); ) files += 1;
        await promisify(execFile)("prlimit", ["--pid", String(pid), `--nofile=${files}:`]);
      },
      async endService() {
        if (keyring) await end(keyring);
      },
      stop,
    };
  } catch (failure) {
    await stop();
    throw failure;
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

function busConfiguration(socket: string): string {
  return [
    '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"',
    ' "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">',
    "<busconfig>",
    "  <type>session</type>",
    `  <listen>unix:path=${socket}</listen>`,
    '  <policy context="default">',
    '    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>',
    "  </policy>",
    "</busconfig>",
  ].join("\n");
}

async function until(name: string, child: ChildProcess, ready: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + deadline;
  while (!(await ready())) {
    if (child.pid === undefined) throw new Error(`keyring-missing: ${name} is not installed`);
    if (child.exitCode !== null || Date.now() > end) throw new Error(`${name} did not start`);
    await wait(20);
  }
}

/** The default collection is there: the daemon has made or opened its keyring. */
function answers(environment: Readonly<Record<string, string>>): Promise<boolean> {
  const ask = ["string:default"];
  return send(environment, "org.freedesktop.Secret.Service.ReadAlias", ask).then(
    (answer) => answer.includes(collection),
    () => false,
  );
}

/** Calls a method of the Secret Service; answers what dbus-send prints. */
function send(
  environment: Readonly<Record<string, string>>,
  method: string,
  args: readonly string[],
): Promise<string> {
  const to = ["--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets"];
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

/**
 * Unlocks by the daemon's own control socket, as the log-in of a desktop does. Packet: length, operation 1 (unlock),
 * length and bytes of the password, all big-endian, after one byte that carries the sender's credentials.
 */
function unlock(control: string): Promise<void> {
  const text = Buffer.from(password);
  const packet = Buffer.alloc(12 + text.length);
  packet.writeUInt32BE(packet.length, 0);
  packet.writeUInt32BE(1, 4);
  packet.writeUInt32BE(text.length, 8);
  text.copy(packet, 12);
  return new Promise((resolve, reject) => {
    const socket = connect(control, () => {
      socket.write(Buffer.from([0]));
      socket.write(packet);
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the keyring did not answer")));
    socket.once("data", (answer) => {
      if (answer.length >= 8 && answer.readUInt32BE(4) === 0) resolve();
      else reject(new Error("the keyring stays locked"));
      socket.end();
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill();
  const hard = setTimeout(() => child.kill("SIGKILL"), 3_000);
  await gone;
  clearTimeout(hard);
}
