// The reference of the sync measurement: a thread of its own, as cold as the program's, in which imapflow fetches the
// envelopes and flags of INBOX and does nothing with them. Answers milliseconds and the count.
import { parentPort, workerData } from "node:worker_threads";
import { ImapFlow } from "imapflow";

const client = new ImapFlow({ ...workerData, logger: false });
const start = performance.now();
await client.connect();
await client.mailboxOpen("INBOX");
let count = 0;
const wanted = { uid: true, flags: true, envelope: true, internalDate: true, size: true };
for await (const message of client.fetch("1:*", wanted)) if (message.uid) count++;
parentPort.postMessage({ took: performance.now() - start, count });
await client.logout();
