// Exports of the codes: the formats of files, and what is told of one that was made. Never a secret.
import { z } from "zod";

/** `gatepost`: our own backup, an age file; `json`: the same without protection and without what is kept for recovery. */
export const ExportFormat = z.enum(["gatepost", "aegis", "otpauth", "json", "google-migration"]);
export type ExportFormat = z.infer<typeof ExportFormat>;

export const sealedFormats: ReadonlySet<ExportFormat> = new Set(["gatepost", "aegis"]);

export const LeftOut = z.object({ issuer: z.string(), account: z.string() });

export const ExportReport = z.object({
  format: ExportFormat,
  /** how many codes are in the file; it was read back and compared */
  entries: z.number().int(),
  /** codes that the format has no place for */
  leftOut: z.array(LeftOut),
  /** entries whose secret is no longer in the keychain */
  gone: z.number().int(),
});
export type ExportReport = z.infer<typeof ExportReport>;

export const QrImage = z.object({
  png: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  width: z.number(),
  height: z.number(),
});
