// Runs the program from the terminal: hands signals on to it and to all that it started, and waits for its end.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { root } from "./say.mjs";

// What Chromium says on every machine without a system bus, a graphics card or a sound card; of no use to anybody.
const noise = /(bus|viz_main_impl|command_buffer_proxy_impl|gpu_|object_proxy|bluez|atom_cache|alsa)\S*\.cc/;

/** Starts it in a process group of its own; `stopped` is its exit code, `stop(signal)` ends the whole group. */
export function startProgram(command, args, environment) {
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
    if (child.exitCode !== null || child.pid === undefined) return;
    try {
      process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
    } catch (failure) {
      if (failure.code !== "ESRCH") throw failure;
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));
  const stopped = Promise.race([
    once(child, "exit").then(([code]) => code ?? 0),
    once(child, "error").then(([failure]) => {
      throw failure;
    }),
  ]);
  return { stopped, stop };
}
