// What the page may ask of scanning. Each call is a job; its result names what was found, the secrets stay here.
import { randomUUID } from "node:crypto";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { FoundCode } from "../../../shared/models/code.ts";
import type { JobResult } from "../../../shared/models/job.ts";
import type { JobControl, Jobs } from "../jobs.ts";
import type { Vault } from "../otp/vault.ts";
import type { Platform } from "../platform.ts";
import type { HandlersOf } from "../topics.ts";
import { kindOf } from "./classify.ts";
import { describeFound } from "./describe-found.ts";
import type { FoundEarly } from "./find-in-picture.ts";
import type { FoundCodes } from "./found-codes.ts";
import { readPictureFile } from "./picture-file.ts";
import type { Pictures } from "./pictures.ts";

export { createFoundCodes } from "./found-codes.ts";

export interface ScanOptions {
  readonly jobs: Jobs;
  readonly pictures: Pictures;
  readonly vault: Pick<Vault, "duplicateOf">;
  readonly found: FoundCodes;
  readonly platform: Pick<
    Platform,
    "captureScreens" | "chooseFiles" | "readClipboardPicture" | "readClipboard"
  >;
  readonly attachment: (input: {
    readonly messageId: number;
    readonly index: number;
  }) => Promise<{ readonly bytes: Uint8Array }>;
}

/** Starts a job that looks for codes in the pictures that `bring` brings. The pictures are forgotten with it. */
export type Scan = (name: string, bring: () => Promise<readonly Uint8Array[]>) => { readonly jobId: string };

export function createScan(options: Omit<ScanOptions, "platform" | "attachment">): Scan {
  return (name, bring) =>
    options.jobs.start(name, async (control) => {
      control.report("waiting");
      return findInAll(await bring(), control, options);
    });
}

export function scanHandlers(options: ScanOptions): HandlersOf<"scan"> {
  const { jobs, platform } = options;
  const scan = createScan(options);

  return {
    "scan.screen": () =>
      scan("scan.screen", async () => {
        const screens = await platform.captureScreens();
        if (screens.length === 0) throw new AppError("screen-unavailable");
        return screens.map(({ bytes }) => bytes);
      }),
    "scan.chooseFile": () =>
      scan("scan.chooseFile", async () => {
        const paths = await platform.chooseFiles("picture", true);
        if (paths.length === 0) throw new AppError("cancelled");
        return Promise.all(paths.map(readPictureFile));
      }),
    "scan.clipboard": () =>
      jobs.start("scan.clipboard", async (control) => {
        const picture = await platform.readClipboardPicture();
        return picture ? findInAll([picture.bytes], control, options) : findInText(options);
      }),
    "scan.picture": ({ bytes }) => scan("scan.picture", async () => [bytes]),
    "scan.attachment": (input) =>
      scan("scan.attachment", async () => [(await options.attachment(input)).bytes]),
  };
}

/** A copied otpauth:// link is as good as a picture of it. Other text is not shown: it may be anything. */
async function findInText(options: ScanOptions): Promise<JobResult> {
  const text = await options.platform.readClipboard();
  if (kindOf(text) !== "otpauth") throw new AppError("clipboard-empty");
  const code = await describeFound({ text, corners: [] }, { ...options, newId: randomUUID });
  return { kind: "scan", width: 0, height: 0, found: [code] };
}

/** Pictures that cannot be read are told of only if the others held nothing either. */
async function findInAll(
  pictures: readonly Uint8Array[],
  control: JobControl,
  options: Omit<ScanOptions, "platform" | "attachment">,
): Promise<JobResult> {
  const gathered = gather(control, options);
  let size: { readonly width: number; readonly height: number } | undefined;
  let unreadable: AppError | undefined;
  for (const [index, bytes] of pictures.entries()) {
    control.report("looking", index, pictures.length);
    try {
      const { signal } = control;
      const { width, height, codes } = await options.pictures.find(bytes, { signal, onFound: gathered.add });
      size ??= { width, height };
      for (const code of codes) gathered.add({ code, width, height });
    } catch (failure) {
      if (!(failure instanceof AppError) || !failure.code.startsWith("picture-")) throw failure;
      unreadable ??= failure;
    }
  }
  const found = await gathered.all();
  if (found.length === 0) throw unreadable ?? new AppError("qr-not-found", { pictures: pictures.length });
  return { kind: "scan", width: size?.width ?? 0, height: size?.height ?? 0, found };
}

/** Describes each text once, in the order in which they come, and shows what there is so far. */
function gather(control: JobControl, options: Omit<ScanOptions, "platform" | "attachment">) {
  const found: FoundCode[] = [];
  const seen = new Set<string>();
  let last = Promise.resolve();
  return {
    add({ code, width, height }: FoundEarly): void {
      // Two screens that show the same are one find.
      if (seen.has(code.text)) return;
      seen.add(code.text);
      last = last.then(async () => {
        found.push(await describeFound(code, { ...options, newId: randomUUID }));
        control.show({ kind: "scan", width, height, found: [...found] });
      });
      // A failure is thrown where `all` is awaited.
      last.catch(() => undefined);
    },
    async all(): Promise<FoundCode[]> {
      await last;
      // Codes that Gatepost can save come first.
      return [...found].sort((a, b) => Number(b.kind === "otpauth") - Number(a.kind === "otpauth"));
    },
  };
}
