// Of all pictures that were looked at, the one thing most likely to help.
import type { ScanAdvice, ScannedPicture } from "../../../shared/models/scan.ts";

/** What is closest to a code that can be read comes first. */
const order: readonly ScanAdvice[] = [
  "larger",
  "whole",
  "brighter",
  "unreadable",
  "other-kind",
  "small-picture",
  "none",
];

export function adviceOf(pictures: readonly ScannedPicture[]): ScanAdvice {
  return order.find((advice) => pictures.some((picture) => picture.advice === advice)) ?? "none";
}
