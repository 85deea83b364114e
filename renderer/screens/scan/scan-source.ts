// Where a search for codes looks, and the call that starts it.
import type { CallInput } from "../../../shared/ipc/contract.ts";
import type { ErrorView } from "../../../shared/ipc/errors.ts";
import type { ImportSource } from "../authenticator/import-source.ts";

export type ScanSource =
  | { readonly from: "screen" | "region" | "chooseFile" | "clipboard" }
  /** one screen or window; without an id the desktop asks which */
  | { readonly from: "source"; readonly sourceId: string | undefined }
  /** dropped or pasted */
  | { readonly from: "pictures"; readonly pictures: CallInput<"scan.pictures">["pictures"] }
  /** of a message */
  | { readonly from: "attachments"; readonly messageId: number; readonly indexes: readonly number[] };

export function inputOf(source: ScanSource): CallInput<`scan.${ScanSource["from"]}`> {
  switch (source.from) {
    case "screen":
      return { ownWindow: "hidden" };
    case "source":
      return source.sourceId === undefined ? {} : { sourceId: source.sourceId };
    case "pictures":
      return { pictures: source.pictures };
    case "attachments":
      return { messageId: source.messageId, indexes: [...source.indexes] };
    default:
      return undefined;
  }
}

/** Where an import finds what was no picture of any kind, and is perhaps an export; undefined: nowhere. */
export function otherThanPicture(source: ScanSource, error: ErrorView | undefined): ImportSource | undefined {
  if (error?.code !== "picture-unreadable" || error.detail.format !== "unknown") return undefined;
  if (source.from === "clipboard") return { from: "clipboard" };
  if (source.from !== "pictures") return undefined;
  return { from: "files", files: source.pictures.map(({ bytes }) => bytes) };
}
