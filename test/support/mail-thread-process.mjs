// Runs the built mail thread in a process of its own and passes messages through, so that a test can kill it at any
// moment (ending a thread in the middle of a call into the database would end the test's own process).
import { Worker } from "node:worker_threads";

const worker = new Worker(new URL("../../dist/main/mail-thread.js", import.meta.url));
worker.on("message", (message) => process.send?.(message));
process.on("message", (message) => worker.postMessage(message));
process.on("disconnect", () => process.exit());
