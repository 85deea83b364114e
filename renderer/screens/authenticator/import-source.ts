// Where the import of codes finds what it reads, and how it begins with all but a file that is still to be chosen.
import { useEffect, useRef } from "react";
import type { CallInput } from "../../../shared/ipc/contract.ts";
import type { JobCall } from "../../ipc/hooks.ts";

/** Only for `file` and `backup` the person is asked; what another screen has at hand is opened at once. */
export type ImportSource =
  | { readonly from: "file" }
  /** a backup of Gatepost, to be chosen like a file */
  | { readonly from: "backup" }
  /** a version of the automatic backups */
  | { readonly from: "version"; readonly versionId: string }
  /** an export that scans have collected */
  | { readonly from: "scan"; readonly batchId: string }
  /** files that were copied in a file manager */
  | { readonly from: "clipboard" }
  /** dropped or pasted */
  | { readonly from: "files"; readonly files: CallInput<"import.files">["files"] };

export function isBackup({ from }: ImportSource): boolean {
  return from === "backup" || from === "version";
}

export interface ImportStarts {
  readonly version: Pick<JobCall<"backup.openVersion">, "start">;
  readonly collected: Pick<JobCall<"import.collected">, "start">;
  readonly clipboard: Pick<JobCall<"import.clipboard">, "start">;
  readonly files: Pick<JobCall<"import.files">, "start">;
}

/** Once, when the dialog is opened. */
export function useSource(source: ImportSource, starts: ImportStarts): void {
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    begin(source, starts);
  }, [source, starts]);
}

function begin(source: ImportSource, { version, collected, clipboard, files }: ImportStarts): void {
  if (source.from === "version") version.start({ versionId: source.versionId });
  if (source.from === "scan") collected.start({ batchId: source.batchId });
  if (source.from === "clipboard") clipboard.start(undefined);
  if (source.from === "files") files.start({ files: source.files });
}
