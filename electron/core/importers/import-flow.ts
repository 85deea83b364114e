// An import from the files to the saved codes: read, show what would come of it, save all or nothing. What was read waits
// here with its secrets; the page knows it by an id.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { ImportPreview } from "../../../shared/models/import.ts";
import type { JobResult } from "../../../shared/models/job.ts";
import type { JobControl } from "../jobs.ts";
import { fieldsOf } from "../otp/stored-code.ts";
import type { Vault } from "../otp/vault.ts";
import { readHeader } from "../qr/picture-header.ts";
import type { Pictures } from "../qr/pictures.ts";
import type { Secret } from "../secret.ts";
import type { Imported, KeptRecovery } from "./importer.ts";
import type { Imports } from "./imports.ts";
import { namesOf, type TypedPin, withTypedPins } from "./lacking-pin.ts";
import type { ReadImport } from "./read-import.ts";
import { type RestoreRecovery, recoveryAt } from "./restore-recovery.ts";

export interface ImportFlow {
  /** Reads files, or says that they need a passphrase. Pictures are looked through for the codes of an export. */
  begin(files: readonly Uint8Array[], control: JobControl): Promise<JobResult>;
  unlock(importId: string, passphrase: Secret, control: JobControl): Promise<JobResult>;
  /** Saves all but the rows that are left out, in one transaction; then what is kept for recovery. */
  apply(importId: string, choice: ImportChoice, control: JobControl): Promise<JobResult>;
  /** SECURITY: of a file that was opened with its passphrase. @throws AppError `not-found` */
  revealRecovery(importId: string, index: number): KeptRecovery;
  discard(importId: string): void;
  discardAll(): void;
}

export interface ImportChoice {
  readonly leaveOut: readonly number[];
  /** accounts whose recovery things are to be those of the file, by their index */
  readonly replaceRecovery: readonly number[];
  /** that were typed, for rows that lack theirs */
  readonly pins: readonly TypedPin[];
}

interface Waiting {
  readonly files: readonly Uint8Array[];
  readonly named: Omit<ReadImport, "imported">;
  readonly imported?: Imported;
  readonly until: number;
}

/** Milliseconds that secrets which nobody has saved stay in memory. */
const keepFor = 15 * 60_000;

export function createImportFlow(options: {
  readonly imports: Imports;
  readonly pictures: Pictures;
  readonly vault: Pick<Vault, "known" | "addAll">;
  readonly recovery: RestoreRecovery;
  readonly now: () => number;
  readonly newId: () => string;
}): ImportFlow {
  const { imports, vault, recovery, now, newId } = options;
  const waiting = new Map<string, Waiting>();
  const forgetOld = () => {
    for (const [importId, { until }] of waiting) if (until <= now()) waiting.delete(importId);
  };
  const keep = (importId: string, kept: Omit<Waiting, "until">) => {
    forgetOld();
    waiting.set(importId, { ...kept, until: now() + keepFor });
    setTimeout(forgetOld, keepFor + 1_000).unref();
  };
  const find = (importId: string) => {
    forgetOld();
    const found = waiting.get(importId);
    if (!found) throw new AppError("not-found");
    return found;
  };

  const preview = async (importId: string): Promise<JobResult> => {
    const { named, imported } = find(importId);
    const { format, formatName, encrypted } = named;
    const common = { importId, format, formatName };
    if (!imported) {
      const empty = { rows: [], lackingPin: [], troubles: [], recovery: [] };
      return { kind: "import", preview: { ...common, passphraseNeeded: encrypted, ...empty } };
    }
    const known = await vault.known(imported.entries);
    const rows = imported.entries.map((entry, index): ImportPreview["rows"][number] => {
      const { note: _, icon: __, ...fields } = fieldsOf(entry);
      const { trashed = false, iconLost = false } = entry;
      const hints = { ...(trashed && { trashed }), ...(iconLost && { iconLost }) };
      return { index, entry: fields, known: known[index] ?? "new", ...hints };
    });
    const lackingPin = namesOf(imported.lackingPin);
    const asked = new Set(lackingPin.map(({ row }) => row));
    const troubles = imported.problems
      .filter(({ row }) => !asked.has(row))
      .map((problem) => ({ ...problem }));
    const kept = await recovery.compare(imported.recovery ?? []);
    return {
      kind: "import",
      preview: {
        ...common,
        passphraseNeeded: false,
        rows,
        lackingPin: [...lackingPin],
        troubles,
        recovery: [...kept],
      },
    };
  };

  const read = async (importId: string, passphrase: Secret | undefined, { signal, report }: JobControl) => {
    const { files, named } = find(importId);
    report(passphrase ? "deriving" : "reading");
    const imported = await imports.read(files, passphrase, signal, (done, total) =>
      report("deriving", done, total),
    );
    keep(importId, { files: [], named, imported });
    return preview(importId);
  };

  return {
    async begin(files, control) {
      control.report("reading");
      const lists = await textsOf(files, options.pictures, control);
      const named = await imports.name(lists, control.signal);
      const importId = newId();
      keep(importId, { files: lists, named });
      return named.encrypted ? preview(importId) : read(importId, undefined, control);
    },
    unlock: read,
    async apply(importId, { leaveOut, replaceRecovery, pins }, { signal, report }) {
      const { imported } = find(importId);
      if (!imported) throw new AppError("passphrase-needed");
      const out = new Set(leaveOut);
      const chosen = imported.entries.filter((_, index) => !out.has(index));
      const entries = await recovery.linked([...chosen, ...withTypedPins(imported.lackingPin, pins)]);
      const { added, changed } = await vault.addAll(entries, {
        signal,
        report: (done, total) => report("saving", done, total),
      });
      const restored = await recovery.restore(imported.recovery ?? [], replaceRecovery);
      waiting.delete(importId);
      return { kind: "imported", added, changed, restored };
    },
    revealRecovery: (importId, index) => recoveryAt(find(importId).imported?.recovery ?? [], index),
    discard: (importId) => void waiting.delete(importId),
    discardAll: () => waiting.clear(),
  };
}

/** Codes in pictures become the list of links that they hold; other files stay as they are. */
async function textsOf(
  files: readonly Uint8Array[],
  pictures: Pictures,
  { signal, report }: JobControl,
): Promise<readonly Uint8Array[]> {
  const lists: Uint8Array[] = [];
  for (const [index, bytes] of files.entries()) {
    if (!isPicture(bytes)) {
      lists.push(bytes);
      continue;
    }
    report("looking", index, files.length);
    const { codes } = await pictures.find(bytes, { signal });
    const links = codes.map(({ text }) => text).filter((text) => /^otpauth(?:-migration)?:/i.test(text));
    if (links.length === 0) throw new AppError("qr-not-found", { pictures: files.length });
    lists.push(Buffer.from(links.join("\n")));
  }
  return lists;
}

function isPicture(bytes: Uint8Array): boolean {
  try {
    readHeader(bytes);
    return true;
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure;
    return failure.code === "picture-too-large";
  }
}
