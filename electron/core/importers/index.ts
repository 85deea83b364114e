// All import formats, sorted by id.
import type { Importer } from "./importer.ts";
import { otpauthList } from "./otpauth-list.ts";

export type { Imported, Importer, ImportProblem } from "./importer.ts";

const importers: readonly Importer[] = [otpauthList];

/** The format of a file, by its content. */
export function recogniseImport(bytes: Uint8Array): Importer | undefined {
  return importers.find((importer) => importer.recognise(bytes));
}
