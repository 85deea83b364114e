// What the page may ask of scanning. Each search is a job; its result names what was found, the secrets stay here.
import { basename } from "node:path";
import { maxPictures } from "../../../shared/ipc/contract.ts";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Platform } from "../platform.ts";
import type { HandlersOf } from "../topics.ts";
import type { CameraScan } from "./camera-scan.ts";
import { kindOf } from "./classify.ts";
import { readPictureFile } from "./picture-file.ts";
import type { Previews } from "./previews.ts";
import type { Scan } from "./scan.ts";

export interface ScanOptions {
  readonly scan: Scan;
  readonly camera: CameraScan;
  readonly previews: Pick<Previews, "get" | "forget">;
  readonly platform: Pick<
    Platform,
    | "asksForScreen"
    | "captureScreens"
    | "captureSources"
    | "captureSource"
    | "captureRegion"
    | "chooseFiles"
    | "readClipboardFiles"
    | "readClipboardPicture"
    | "readClipboard"
  >;
  readonly attachment: (input: {
    readonly messageId: number;
    readonly index: number;
  }) => Promise<{ readonly bytes: Uint8Array }>;
}

export function scanHandlers({
  scan,
  camera,
  previews,
  platform,
  attachment,
}: ScanOptions): HandlersOf<"scan"> {
  return {
    "scan.screen": (input) =>
      scan("scan.screen", async ({ signal, report }) => {
        if (platform.asksForScreen) report("asking");
        const screens = await platform.captureScreens({ hideOwn: input.ownWindow === "hidden", signal });
        if (screens.length === 0) throw new AppError("screen-unavailable");
        return screens;
      }),
    "scan.sources": async () => {
      const sources = await platform.captureSources();
      return { asksItself: sources === undefined, sources: [...(sources ?? [])] };
    },
    "scan.source": ({ sourceId }) =>
      scan("scan.source", async ({ signal, report }) => {
        if (platform.asksForScreen) report("asking");
        return [await platform.captureSource(sourceId, signal)];
      }),
    "scan.region": () =>
      scan("scan.region", async ({ signal, report }) => {
        if (platform.asksForScreen) report("asking");
        const picture = await platform.captureRegion(signal);
        if (!picture) throw new AppError("cancelled");
        return [picture];
      }),
    "scan.chooseFile": () =>
      scan("scan.chooseFile", async () => {
        const paths = await platform.chooseFiles("picture", true);
        if (paths.length === 0) throw new AppError("cancelled");
        return readFiles(paths);
      }),
    "scan.clipboard": () => scan("scan.clipboard", () => fromClipboard(platform)),
    "scan.pictures": ({ pictures }) => scan("scan.pictures", async () => pictures),
    "scan.attachments": ({ messageId, indexes }) =>
      scan("scan.attachments", () =>
        Promise.all(
          indexes.map(async (index) => ({ bytes: (await attachment({ messageId, index })).bytes })),
        ),
      ),
    "scan.openCamera": () => camera.open(),
    "scan.frame": ({ bytes }) => camera.frame(bytes),
    "scan.closeCamera": async () => camera.close(),
    "scan.preview": async ({ pictureId }) => previews.get(pictureId),
    "scan.forget": async ({ pictureIds }) => previews.forget(pictureIds),
  };
}

function readFiles(paths: readonly string[]) {
  return Promise.all(
    paths.map(async (path) => ({ bytes: await readPictureFile(path), name: basename(path) })),
  );
}

/** A copied file first: file managers put its sign beside it, as a picture. A copied otpauth:// link is as good as a picture of it. Other text is not shown: it may be anything. */
async function fromClipboard(platform: ScanOptions["platform"]) {
  const files = await platform.readClipboardFiles();
  if (files.length > 0) return readFiles(files.slice(0, maxPictures));
  const picture = await platform.readClipboardPicture();
  if (picture) return [picture];
  const text = await platform.readClipboard();
  const kind = kindOf(text);
  if (kind !== "otpauth" && kind !== "otpauth-migration") throw new AppError("clipboard-empty");
  return { text };
}
