// Entry of the thread "pictures": decoding pictures takes up to seconds, and a broken one must not stop the program.
import { parentPort } from "node:worker_threads";
import { linkWorker } from "../worker-link.ts";
import { type FoundEarly, findInPicture, type PictureCodes } from "./find-in-picture.ts";
import { lookAtPicture, type PictureLook } from "./look-at-picture.ts";
import { openZxing } from "./zxing.ts";

export interface PicturesThread {
  /** answered once a picture can be looked at without waiting for the decoder */
  prepare(): Promise<void>;
  /** `timeLimit` in milliseconds */
  find(input: { readonly bytes: Uint8Array; readonly timeLimit: number }): Promise<PictureCodes>;
  look(input: { readonly bytes: Uint8Array; readonly timeLimit: number }): Promise<PictureLook>;
}

/** What the thread tells the main side of the one picture that it looks at. */
export interface PicturesMain {
  found(found: FoundEarly): Promise<void>;
}

const service: PicturesThread = {
  async prepare() {
    await openZxing();
  },
  // The answer names the code again, so nobody waits for the news to be taken.
  find: ({ bytes, timeLimit }) =>
    findInPicture(bytes, timeLimit, { onFound: (found) => void main.remote.found(found) }),
  look: ({ bytes, timeLimit }) => lookAtPicture(bytes, timeLimit, (found) => void main.remote.found(found)),
};

if (!parentPort) throw new Error("this script runs in a worker thread");
// What is unexpected ends the thread: the other side logs where it happened, and starts a new one for the next picture.
const main = linkWorker<PicturesMain>(parentPort, service, (_event, failure) => {
  setImmediate(() => {
    throw failure;
  });
});
