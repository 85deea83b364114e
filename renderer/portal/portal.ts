// The page of a window that nobody sees: it gets what the person shows by the desktop's own dialog, and draws one picture of
// it. It has no bridge; the shell calls its two functions (electron/shell/portal/portal-page.ts) and ends it.

/** Not in every browser, so TypeScript does not know it. */
declare const MediaStreamTrackProcessor: new (options: {
  readonly track: MediaStreamTrack;
}) => { readonly readable: ReadableStream<VideoFrame> };

/** Milliseconds without a new frame after which the desktop has drawn what was beneath our windows. */
const quiet = 200;
/** And when it is taken all the same: something on the screen may always move. */
const longest = 2_000;

let latest: VideoFrame | undefined;
/** When `latest` came, by this page's clock. */
let came = Number.NEGATIVE_INFINITY;

/** True with the first frame of what is shown; false if the person, or the desktop, gives nothing. */
async function ask(): Promise<boolean> {
  const stream = await navigator.mediaDevices.getDisplayMedia({
    // All that there is, also where it is larger than what is usual for sharing a screen.
    video: { width: { max: 16_384 }, height: { max: 16_384 } },
    audio: false,
  });
  const [track] = stream.getVideoTracks();
  if (!track) return false;
  const frames = new MediaStreamTrackProcessor({ track }).readable.getReader();
  const first = await frames.read();
  if (first.done) return false;
  keep(first.value);
  void follow(frames);
  return true;
}

async function follow(frames: ReadableStreamDefaultReader<VideoFrame>): Promise<void> {
  for (;;) {
    const next = await frames.read();
    if (next.done) return;
    keep(next.value);
  }
}

function keep(frame: VideoFrame): void {
  latest?.close();
  latest = frame;
  came = performance.now();
}

/**
 * The newest frame as a data address of a PNG, once the screen has become quiet. `changed`: milliseconds since when it must
 * have changed, because our windows have gone; 0 if nothing has.
 */
async function picture(changed: number): Promise<string> {
  const begun = performance.now();
  const settled = () => {
    const now = performance.now();
    const isNew = changed === 0 || came >= begun - changed;
    return (isNew && now - Math.max(came, begun - quiet) >= quiet) || now - begun >= longest;
  };
  while (!settled()) await new Promise((resolve) => setTimeout(resolve, 20));
  const frame = latest;
  if (!frame) throw new Error("nothing was shown");
  const canvas = document.createElement("canvas");
  canvas.width = frame.displayWidth;
  canvas.height = frame.displayHeight;
  canvas.getContext("2d")?.drawImage(frame, 0, 0);
  return canvas.toDataURL("image/png");
}

Object.assign(globalThis, { ask, picture });
