// The pictures that a file has beside its codes, made into icons of ours. One that cannot be is told of and costs nothing
// else. Runs where the file is read: in the imports thread, or in the terminal's program.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { CodeIcon } from "../../../shared/models/code.ts";
import { iconPicture } from "./icon-picture.ts";
import type { Imported, ImportedEntry } from "./importer.ts";

/** Milliseconds for all icons of a file: nobody waits longer for them than for the codes. */
const patience = 20_000;

/** Without `iconFile`: it has become the icon, or `iconLost` says that it could not. */
export async function takeIcons(
  imported: Imported,
  now: () => number = performance.now.bind(performance),
): Promise<Imported> {
  const until = now() + patience;
  const made = new Map<string, CodeIcon | undefined>();
  const take = async ({ iconFile, ...entry }: ImportedEntry): Promise<ImportedEntry> => {
    if (iconFile === undefined) return entry;
    // Many entries have the same one.
    if (!made.has(iconFile) && now() < until) made.set(iconFile, await iconOf(iconFile));
    const icon = made.get(iconFile);
    return { ...entry, ...(icon ? { icon } : { iconLost: true }) };
  };
  const entries: ImportedEntry[] = [];
  for (const entry of imported.entries) entries.push(await take(entry));
  if (!imported.lackingPin) return { ...imported, entries };
  const lackingPin: NonNullable<Imported["lackingPin"]>[number][] = [];
  for (const { row, entry } of imported.lackingPin) lackingPin.push({ row, entry: await take(entry) });
  return { ...imported, entries, lackingPin };
}

async function iconOf(file: string): Promise<CodeIcon | undefined> {
  try {
    const png = await iconPicture(Buffer.from(file, "base64"));
    return { kind: "picture", png: Buffer.from(png).toString("base64") };
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure;
    return undefined;
  }
}
