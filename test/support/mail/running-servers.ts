// Dovecot and Postfix as running processes of one instance: started, waited for, ended by their own process groups.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import type { Layout } from "./layout.ts";

const startLimitMs = 20_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function eventually(limitMs: number, ready: () => boolean | Promise<boolean>): Promise<boolean> {
  for (const end = Date.now() + limitMs; ; await pause(15)) {
    if (await ready()) return true;
    if (Date.now() > end) return false;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const done = (ok: boolean) => {
      socket.destroy();
      resolve(ok);
    };
    socket.once("data", () => done(true)); // a greeting; with TLS from the start a connection must do
    socket.once("error", () => done(false));
    socket.setTimeout(2_000, () => done(false));
  });
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // ESRCH: it has ended
  }
}

// Waits until this process is gone, however it ended, and then does what it could not do any more. A process is ended
// only if it works in our folder: a number can belong to somebody else by then.
const watch = `read -r line
[ "$line" = done ] && exit 0
for file in "$1/run/master.pid" "$1/spool/pid/master.pid"; do
  pid=$(tr -cd 0-9 <"$file") || continue
  case $(readlink "/proc/$pid/cwd") in "$1"/*) kill -s KILL -- "-$pid" ;; esac
done
rm -rf "$1"`;

/** Starts and stops the two; only ever the process groups that it started itself. */
export class RunningServers {
  #dovecot: ChildProcess | undefined;
  #postfix: number | undefined;
  #watcher: ChildProcess | undefined;

  constructor(readonly layout: Layout) {}

  async start(): Promise<void> {
    const { layout } = this;
    this.#watcher ??= startWatcher(layout.folder);
    rmSync(layout.run, { recursive: true, force: true }); // sockets of an earlier run make Dovecot wait
    mkdirSync(layout.run, { mode: 0o755 });
    // its own process group, so that stopping reaches all of Dovecot and nothing else
    const dovecot = spawn("dovecot", ["-F", "-c", join(layout.etc, "dovecot.conf")], {
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
    });
    this.#dovecot = dovecot;
    let complaint = "";
    dovecot.stderr?.on("data", (chunk: Buffer) => {
      complaint += chunk.toString("utf8");
    });
    await Promise.all([this.#startPostfix(), this.#untilDovecotAnswers(dovecot, () => complaint)]);
  }

  async #untilDovecotAnswers(dovecot: ChildProcess, complaint: () => string): Promise<void> {
    const { ports } = this.layout;
    const up = await eventually(startLimitMs, async () => {
      if (dovecot.exitCode !== null) throw new Error(`dovecot did not start: ${complaint().slice(-500)}`);
      return (await answers(ports.imap)) && (await answers(ports.lmtp));
    });
    if (!up) throw new Error("dovecot does not answer");
  }

  async #startPostfix(): Promise<void> {
    const { layout } = this;
    await run("postfix", ["-c", layout.etc, "start"]);
    const pidFile = join(layout.spool, "pid", "master.pid");
    // It is there before it is written: an empty one would name process 0, which is our own group.
    const written = () => (existsSync(pidFile) ? Number(readFileSync(pidFile, "utf8").trim()) : 0);
    if (!(await eventually(2_000, () => written() > 1)))
      throw new Error(`postfix did not start: ${tail(layout)}`);
    this.#postfix = written();
    const up = await eventually(startLimitMs, () => answers(layout.ports.submission));
    if (!up) throw new Error(`postfix does not answer: ${tail(layout)}`);
  }

  /** SECURITY: only the two process groups that were started here. */
  #kill(signal: NodeJS.Signals): void {
    for (const pid of [this.#dovecot?.pid, this.#postfix]) {
      if (pid === undefined || !alive(pid)) continue;
      try {
        process.kill(-pid, signal);
      } catch (failure) {
        if ((failure as NodeJS.ErrnoException).code !== "ESRCH") throw failure; // ended in between
      }
    }
  }

  /** Stops for good. */
  async close(): Promise<void> {
    await this.stop();
    this.#watcher?.stdin?.end("done\n");
    this.#watcher = undefined;
  }

  /** Stops; `start` may follow. */
  async stop(): Promise<void> {
    const dovecot = this.#dovecot;
    this.#kill("SIGTERM");
    const ended = () =>
      (dovecot === undefined || dovecot.exitCode !== null || dovecot.signalCode !== null) &&
      (this.#postfix === undefined || !alive(this.#postfix));
    if (!(await eventually(700, ended))) {
      this.#kill("SIGKILL");
      await eventually(3_000, ended);
    }
    this.#dovecot = undefined;
    this.#postfix = undefined;
  }
}

function tail({ logs }: Layout): string {
  const path = join(logs, "postfix.log");
  return existsSync(path) ? readFileSync(path, "utf8").slice(-500) : "(no log)";
}

function startWatcher(folder: string): ChildProcess {
  // its own group: a Ctrl+C that ends the tests must not end it before them
  const watcher = spawn("/bin/sh", ["-c", watch, "watch", folder], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watcher.unref();
  const { stdin } = watcher;
  if (stdin && "unref" in stdin && typeof stdin.unref === "function") stdin.unref();
  return watcher;
}

export function run(program: string, args: readonly string[], input?: string | Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { maxBuffer: 64 * 1024 * 1024, env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" } },
      (failure, stdout, stderr) => {
        if (failure)
          reject(
            new Error(`${program} failed: ${stderr.slice(-500) || failure.message}`, { cause: failure }),
          );
        else resolve(stdout);
      },
    );
    child.stdin?.end(input);
  });
}
