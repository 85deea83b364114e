// Entry of the thread "pictures": decoding pictures takes up to seconds, and a broken one must not stop the program.
import { parentPort } from "node:worker_threads";
import { linkWorker } from "../worker-link.ts";
import { findInPicture, type PictureCodes } from "./find-in-picture.ts";

export interface PicturesThread {
  /** `timeLimit` in milliseconds */
  find(input: { readonly bytes: Uint8Array; readonly timeLimit: number }): Promise<PictureCodes>;
}

const service: PicturesThread = {
  find: async ({ bytes, timeLimit }) => findInPicture(bytes, timeLimit),
};

if (!parentPort) throw new Error("this script runs in a worker thread");
// What is unexpected ends the thread: the other side logs where it happened, and starts a new one for the next picture.
linkWorker(parentPort, service, (_event, failure) => {
  setImmediate(() => {
    throw failure;
  });
});
