// Runs the practice place in a worker thread: posts the PracticeAccount as its first message, ends at the message
// "stop". `workerData` is { folder, providerId }.
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import type { PracticeAccount } from "../../electron/core/platform.ts";
import { startPractice } from "./practice.ts";

const Wish = z.object({ folder: z.string().min(1), providerId: z.enum(["mail-com", "mailfence"]) });

const port = parentPort;
if (!port) throw new Error("practice-thread runs in a worker thread only");

const practice = await startPractice(Wish.parse(workerData));
const account: PracticeAccount = {
  domains: practice.domains,
  address: practice.address,
  password: practice.password,
  certificate: practice.certificate,
};
port.postMessage(account);
port.on("message", (message: unknown) => {
  if (message !== "stop") return;
  void practice.stop().then(() => {
    port.postMessage("stopped");
    port.close();
  });
});
