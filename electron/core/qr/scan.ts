// A search for codes in pictures, as a job: what there is is shown as it comes, each text once; the pictures are dropped
// as soon as they were looked at, and of each a small one with its codes covered is kept for the page.
import { randomUUID } from "node:crypto";
import { AppError, toErrorView } from "../../../shared/ipc/errors.ts";
import type { FoundCode } from "../../../shared/models/code.ts";
import type { ScannedPicture, ScanResult } from "../../../shared/models/scan.ts";
import type { JobControl, Jobs } from "../jobs.ts";
import type { PictureFile } from "../platform.ts";
import type { CollectedParts } from "./collected-parts.ts";
import { type DescribeOptions, describeFound } from "./describe-found.ts";
import type { QrCode } from "./found-places.ts";
import type { PictureLook } from "./look-at-picture.ts";
import type { Pictures } from "./pictures.ts";
import type { Previews } from "./previews.ts";

export interface ScanParts extends Pick<DescribeOptions, "vault" | "found"> {
  readonly jobs: Jobs;
  readonly pictures: Pick<Pictures, "prepare" | "look">;
  readonly previews: Pick<Previews, "keep">;
  readonly collected: Pick<CollectedParts, "add" | "parts">;
}

/** Brings the pictures, or a text that was copied instead of one. */
export type Bring = (control: JobControl) => Promise<readonly PictureFile[] | { readonly text: string }>;

/** Starts a job that looks for codes in what `bring` brings. Nothing found is a result, with advice. */
export type Scan = (name: string, bring: Bring) => { readonly jobId: string };

export function createScan(parts: ScanParts): Scan {
  return (name, bring) =>
    parts.jobs.start(name, async (control) => {
      control.report("waiting");
      parts.pictures.prepare();
      const brought = await bring(control);
      const running = follow(control, parts);
      if ("text" in brought) running.add({ text: brought.text, corners: [] }, undefined);
      else await lookAtAll(brought, control, parts, running);
      return running.end();
    });
}

type Running = ReturnType<typeof follow>;

/** A picture that cannot be read says so in its place; only if none can be read has the job failed. */
async function lookAtAll(
  files: readonly PictureFile[],
  control: JobControl,
  { pictures }: ScanParts,
  running: Running,
): Promise<void> {
  // Emptied as it goes: a picture is not needed any more once it was looked at.
  const waiting = [...files];
  running.expect(files);
  let unreadable: AppError | undefined;
  for (let index = 0; index < files.length; index += 1) {
    control.report("looking", index, files.length);
    const file = waiting.shift();
    if (!file) break;
    try {
      running.looked(
        index,
        await pictures.look(file.bytes, {
          signal: control.signal,
          onFound: ({ code, width, height }) => {
            running.change(index, { width, height });
            running.add(code, index);
          },
        }),
      );
    } catch (failure) {
      if (!(failure instanceof AppError) || !failure.code.startsWith("picture-")) throw failure;
      unreadable ??= failure;
      running.change(index, { state: "unreadable", problem: toErrorView(failure) });
    }
  }
  if (unreadable && !running.anyReadable()) throw unreadable;
}

/** What there is so far, told at each change. */
function follow(control: JobControl, parts: ScanParts) {
  const found: FoundCode[] = [];
  const seen = new Set<string>();
  const batches = new Set<string>();
  let pictures: readonly ScannedPicture[] = [];
  let last = Promise.resolve();

  const result = (): ScanResult => ({
    kind: "scan",
    pictures: [...pictures],
    found: found.toSorted((a, b) => rank(a) - rank(b)),
    migrations: [...batches].map((batchId) => parts.collected.parts(batchId)),
  });
  const change = (index: number, news: Partial<ScannedPicture>) => {
    pictures = pictures.map((picture, at) => (at === index ? { ...picture, ...news } : picture));
  };
  const add = (code: Omit<QrCode, "confidence"> & Partial<QrCode>, picture: number | undefined) => {
    // Two screens that show the same are one find.
    if (seen.has(code.text)) return;
    seen.add(code.text);
    last = last.then(async () => {
      const described = await describeFound(code, picture, { ...parts, newId: randomUUID });
      found.push(described);
      if (described.part) batches.add(described.part.batchId);
      control.show(result());
    });
    // A failure is thrown where `end` is awaited.
    last.catch(() => undefined);
  };

  return {
    add,
    change,
    expect(files: readonly PictureFile[]) {
      pictures = files.map(({ name }) => ({
        pictureId: randomUUID(),
        ...(name !== undefined && { name }),
        ...{ width: 0, height: 0, state: "waiting", suspects: [] },
      }));
    },
    looked(index: number, { width, height, codes, preview, advice, suspects = [] }: PictureLook) {
      const pictureId = pictures[index]?.pictureId;
      if (pictureId !== undefined) parts.previews.keep(pictureId, preview);
      change(index, {
        ...{ width, height, state: "searched", suspects: suspects.map((area) => ({ ...area })) },
        ...(advice && { advice }),
      });
      for (const code of codes) add(code, index);
      control.show(result());
    },
    anyReadable: () => pictures.some(({ state }) => state === "searched"),
    async end(): Promise<ScanResult> {
      await last;
      return result();
    },
  };
}

/** Codes that Gatepost can save come first, then what it can take over, then what is only explained. */
export function rank({ entry, kind, part }: FoundCode): number {
  if (entry) return 0;
  if (part) return 1;
  return kind === "otpauth" || kind === "otpauth-migration" ? 2 : 3;
}
