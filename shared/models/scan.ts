// What a search for QR codes tells the page: the pictures that were looked at, the codes in them, the parts of exports
// that have been collected. Never the text of a code.
import { z } from "zod";
import { ErrorView } from "../ipc/errors.ts";
import { FoundCode } from "./code.ts";

export const PictureId = z.string().min(1).max(64);

/** The one thing most likely to help when nothing was found. */
export const ScanAdvice = z.enum([
  /** something like a code is there, with too few pixels */
  "larger",
  /** something like a code is cut by an edge of the picture, or covered */
  "whole",
  /** there is a barcode, and it is no QR code */
  "other-kind",
  /** dark and light are hardly apart */
  "brighter",
  /** the picture itself has too few pixels for any code */
  "small-picture",
  /** something like a code is there, large enough, and cannot be read */
  "unreadable",
  /** nothing in it looks like a code */
  "none",
]);
export type ScanAdvice = z.infer<typeof ScanAdvice>;

/** In pixels of the picture. */
export const PictureArea = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export type PictureArea = z.infer<typeof PictureArea>;

export const ScannedPicture = z.object({
  /** for `scan.preview` */
  pictureId: PictureId,
  /** a file's name or a window's title, as its maker wrote it */
  name: z.string().max(300).optional(),
  /** pixels; 0 as long as it has not been read */
  width: z.number(),
  height: z.number(),
  state: z.enum(["waiting", "searched", "unreadable"]),
  /** why it is `unreadable` */
  problem: ErrorView.optional(),
  /** nothing was found in it */
  advice: ScanAdvice.optional(),
  /** what looks like a code and could not be read */
  suspects: z.array(PictureArea).max(10),
});
export type ScannedPicture = z.infer<typeof ScannedPicture>;

/** A screen or a window that can be looked at by itself. */
export const ScanSourceView = z.object({
  id: z.string().max(200),
  kind: z.enum(["screen", "window"]),
  /** a window's title, or what the maker calls the screen; may be empty */
  name: z.string(),
  /** real pixels of a screen */
  width: z.number().optional(),
  height: z.number().optional(),
});
export type ScanSourceView = z.infer<typeof ScanSourceView>;

/** An export of Google Authenticator over several codes, as far as it has been collected. */
export const MigrationParts = z.object({
  batchId: z.string().max(64),
  /** how many parts it has */
  size: z.number().int(),
  /** those that are there, from 1 */
  have: z.array(z.number().int()),
});
export type MigrationParts = z.infer<typeof MigrationParts>;

export const ScanResult = z.object({
  kind: z.literal("scan"),
  pictures: z.array(ScannedPicture),
  /** each text once; codes that can be saved first */
  found: z.array(FoundCode),
  /** exports of which this scan has found a part */
  migrations: z.array(MigrationParts),
});
export type ScanResult = z.infer<typeof ScanResult>;

/** What a camera has before it now, and what it has had since it was opened. */
export const CameraView = z.object({
  /** pixels of the picture in which `corners` stand */
  width: z.number(),
  height: z.number(),
  /** `foundId`s of the codes that are in the picture now */
  seen: z.array(z.string()),
  found: z.array(FoundCode),
  migrations: z.array(MigrationParts),
});
export type CameraView = z.infer<typeof CameraView>;
