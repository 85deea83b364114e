// A display without a screen, for machines that have none and for tests. Xvfb chooses a free number by itself.
import { spawn } from "node:child_process";

const deadline = 10_000;

/**
 * Starts Xvfb; answers { display: ":7", stop() }, or undefined if it is not installed. `size` is "1280x900x24".
 * `apart` keeps the terminal's Ctrl+C from it, so that a program on it can end in order first.
 */
export function startXvfb(size = "1280x900x24", { apart = false } = {}) {
  return new Promise((resolve, reject) => {
    const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", size, "-nolisten", "tcp"], {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
      detached: apart,
    });
    const late = setTimeout(() => {
      server.kill("SIGKILL");
      reject(new Error("Xvfb did not start"));
    }, deadline);
    server.once("error", (failure) => {
      clearTimeout(late);
      if (failure.code === "ENOENT") resolve(undefined);
      else reject(failure);
    });
    server.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`Xvfb ended at once with code ${code}`));
    });
    let number = "";
    server.stdio[3].on("data", (data) => {
      number += data;
      if (!number.includes("\n")) return;
      clearTimeout(late);
      resolve({ display: `:${number.trim()}`, stop: () => stop(server) });
    });
  });
}

function stop(server) {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(() => server.kill("SIGKILL"), 3_000);
    server.once("exit", () => {
      clearTimeout(late);
      resolve();
    });
    server.kill("SIGTERM");
  });
}
