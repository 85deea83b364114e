// Codes before a camera: one picture after the other, each text described once for as long as the camera is open. The
// pictures are dropped at once; the texts are known here only by their hashes.
import { createHash, randomUUID } from "node:crypto";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { FoundCode } from "../../../shared/models/code.ts";
import type { CameraView } from "../../../shared/models/scan.ts";
import type { Platform } from "../platform.ts";
import { describeFound } from "./describe-found.ts";
import type { QrCode } from "./found-places.ts";
import type { Pictures } from "./pictures.ts";
import { rank, type ScanParts } from "./scan.ts";

export interface CameraScan {
  /** Lets the page use the camera. @throws AppError `camera-unavailable` */
  open(): Promise<void>;
  /** What is seen now, and everything since the camera was opened. @throws AppError `not-found` while it is not */
  frame(bytes: Uint8Array): Promise<CameraView>;
  close(): void;
}

/** Milliseconds: the next picture is there soon, and may be sharper. */
const timeLimit = 250;

export function createCameraScan(
  parts: Omit<ScanParts, "pictures" | "previews" | "jobs"> & {
    readonly pictures: Pick<Pictures, "prepare" | "find">;
    readonly platform: Pick<Platform, "openCamera" | "closeCamera">;
  },
): CameraScan {
  const { platform, pictures, collected } = parts;
  let known: Map<string, FoundCode> | undefined;

  const describe = async (code: QrCode, codes: Map<string, FoundCode>): Promise<FoundCode> => {
    const hash = createHash("sha256").update(code.text).digest("base64");
    const before = codes.get(hash);
    const described = before
      ? { ...before, corners: code.corners.map(([x, y]): [number, number] => [x, y]) }
      : await describeFound(code, undefined, { ...parts, newId: randomUUID });
    codes.set(hash, described);
    return described;
  };

  return {
    async open() {
      pictures.prepare();
      await platform.openCamera();
      known = new Map();
    },
    async frame(bytes) {
      const codes = known;
      if (!codes) throw new AppError("not-found");
      const { width, height, codes: read } = await pictures.find(bytes, { timeLimit });
      const seen: string[] = [];
      for (const code of read) seen.push((await describe(code, codes)).foundId);
      const found = [...codes.values()].sort((a, b) => rank(a) - rank(b));
      const batches = new Set(found.flatMap(({ part }) => (part ? [part.batchId] : [])));
      return { width, height, seen, found, migrations: [...batches].map((id) => collected.parts(id)) };
    },
    close() {
      known = undefined;
      platform.closeCamera();
    },
  };
}
