// The camera, from the first question to the last picture: shows it in a video element and hands one picture after the
// other to the core. The camera is off as soon as this goes.
import { type RefObject, useEffect, useRef, useState } from "react";
import { AppError, type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { CameraView } from "../../../shared/models/scan.ts";
import { call } from "../../ipc/client.ts";

/** Pixels: more than this makes a code before a camera no sharper, and the search slower. */
const widest = 1_280;
/** Milliseconds between two pictures, for the computer's sake. */
const pause = 120;

export interface Camera {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly view: CameraView | undefined;
  readonly running: boolean;
  readonly error: ErrorView | undefined;
}

export function useCamera(): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const [view, setView] = useState<CameraView>();
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<ErrorView>();
  useEffect(() => {
    const ended = new AbortController();
    const fail = (failure: unknown) => {
      if (!ended.signal.aborted) setError(toErrorView(failure));
    };
    const run = async () => {
      await call("scan.openCamera");
      const stream = await openStream(ended.signal);
      const shown = video.current;
      if (!stream || !shown) return;
      shown.srcObject = stream;
      await shown.play();
      setRunning(true);
      await look(shown, ended.signal, setView);
    };
    run().catch(fail);
    return () => {
      ended.abort();
      call("scan.closeCamera").catch(() => undefined);
    };
  }, []);
  return { video, view, running, error };
}

/** Undefined when nobody waits for it any more. @throws AppError `camera-unavailable` */
async function openStream(signal: AbortSignal): Promise<MediaStream | undefined> {
  const wish = { audio: false, video: { facingMode: "environment", width: { ideal: widest } } };
  const stream = await navigator.mediaDevices.getUserMedia(wish).catch((failure: unknown) => {
    throw new AppError("camera-unavailable", { why: whyOf(failure) }, { cause: failure });
  });
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  if (signal.aborted) {
    stop();
    return undefined;
  }
  signal.addEventListener("abort", stop, { once: true });
  return stream;
}

async function look(
  video: HTMLVideoElement,
  signal: AbortSignal,
  tell: (view: CameraView) => void,
): Promise<void> {
  while (!signal.aborted) {
    const bytes = await pictureOf(video);
    if (signal.aborted) return;
    const view = await call("scan.frame", { bytes });
    if (signal.aborted) return;
    tell(view);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

async function pictureOf(video: HTMLVideoElement): Promise<Uint8Array> {
  const scale = Math.min(1, widest / Math.max(1, video.videoWidth));
  const [width, height] = [video.videoWidth, video.videoHeight].map((side) =>
    Math.max(1, Math.round(side * scale)),
  );
  const canvas = new OffscreenCanvas(width ?? 1, height ?? 1);
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  const picture = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.92 });
  return new Uint8Array(await picture.arrayBuffer());
}

/** As the browser calls it; see noCamera in renderer/words/en/no-pictures.ts. */
function whyOf(failure: unknown): string {
  const name = failure instanceof DOMException ? failure.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "none";
  return name === "NotReadableError" || name === "AbortError" ? "in-use" : "other";
}
