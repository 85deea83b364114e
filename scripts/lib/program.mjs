// Runs the program from the terminal: hands signals on to it and to all that it started, and waits for its end.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { root } from "./say.mjs";

// What Chromium says on every machine without a system bus, a graphics card or a sound card; of no use to anybody.
const noise =
  /^dbus-daemon|^\[session uid|(bus|viz_main_impl|command_buffer_proxy_impl|gpu_|object_proxy|bluez|atom_cache|alsa|interface_endpoint_client)\S*\.cc/;

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Starts it in a process group of its own, out of reach of the terminal's Ctrl+C, which is handed on to the program
 * alone: its display and keychain must outlive it. `pidFile` names the program where `command` only wraps it.
 * `stopped` is its exit code; `endGroup()` ends what the program left behind.
 */
export function startProgram(command, args, { environment = {}, pidFile } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "inherit", "pipe"],
    detached: process.platform !== "win32",
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    for (const line of text.split("\n")) {
      if (line.trim() !== "" && !noise.test(line)) process.stderr.write(`${line}\n`);
    }
  });
  const stop = (signal) => {
    if (child.exitCode === null && child.pid !== undefined) send(pidIn(pidFile) ?? child.pid, signal);
  };
  const endGroup = () => {
    if (child.pid !== undefined && process.platform !== "win32") send(-child.pid, "SIGTERM");
  };
  for (const signal of signals) process.on(signal, stop);
  child.once("close", () => {
    for (const signal of signals) process.off(signal, stop);
  });
  const stopped = Promise.race([
    once(child, "exit").then(([code]) => code ?? 0),
    once(child, "error").then(([failure]) => {
      throw failure;
    }),
  ]);
  return { stopped, stop, endGroup };
}

function pidIn(file) {
  return file && existsSync(file) ? Number(readFileSync(file, "utf8")) : undefined;
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (failure) {
    // It has ended by itself.
    if (failure.code !== "ESRCH") throw failure;
  }
}
