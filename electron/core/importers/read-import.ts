// From the bytes of one or several files to what they hold: finds the format, joins the parts of a list, reads. Pure; runs
// in the imports thread, or in the terminal's program.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { ImportFormat } from "../../../shared/models/import.ts";
import type { Secret } from "../secret.ts";
import { type ImportFile, importFile, maxImportBytes } from "./import-file.ts";
import type { Imported } from "./importer.ts";
import { recogniseImport } from "./index.ts";
import { takeIcons } from "./take-icons.ts";

export interface ReadImport {
  readonly format: ImportFormat;
  readonly formatName: string;
  readonly encrypted: boolean;
  readonly imported: Imported;
}

/**
 * Several files must be lists of links: the pictures of one Google export, say. Their lines are read as one list.
 * @throws AppError `unknown-format`, and what the importer of the format throws
 */
export async function readImport(
  files: readonly Uint8Array[],
  passphrase: Secret | undefined,
): Promise<ReadImport> {
  const file = join(files);
  const recognised = recogniseImport(file);
  if (!recognised) throw new AppError("unknown-format");
  const { importer, encrypted } = recognised;
  const imported = await takeIcons(await importer.read(file, passphrase));
  return { format: importer.id, formatName: importer.name, encrypted, imported };
}

/** Whether a passphrase will be asked for, and for what; without reading. @throws AppError `unknown-format` */
export function nameImport(
  files: readonly Uint8Array[],
): Pick<ReadImport, "format" | "formatName" | "encrypted"> {
  const recognised = recogniseImport(join(files));
  if (!recognised) throw new AppError("unknown-format");
  const { importer, encrypted } = recognised;
  return { format: importer.id, formatName: importer.name, encrypted };
}

function join(files: readonly Uint8Array[]): ImportFile {
  const [first, ...more] = files;
  if (!first) throw new AppError("bad-file", { reason: "empty" });
  if (more.length === 0) return importFile(first);
  const size = files.reduce((sum, { length }) => sum + length + 1, 0);
  if (size > maxImportBytes) throw new AppError("too-large", { limit: maxImportBytes });
  const texts = files.map((bytes) => importFile(bytes).text());
  const lists = texts.filter((text) => text !== undefined && /^(?:otpauth|steam|motp)[a-z-]*:/im.test(text));
  if (lists.length < files.length) throw new AppError("unknown-format", { several: true });
  return importFile(Buffer.from(lists.join("\n")));
}
