// Where a search for codes looks, and the call that starts it.
import type { CallInput } from "../../../shared/ipc/contract.ts";

export type ScanSource =
  | { readonly from: "screen" | "chooseFile" | "clipboard" }
  /** dropped or pasted */
  | { readonly from: "pictures"; readonly pictures: CallInput<"scan.pictures">["pictures"] }
  /** of a message */
  | { readonly from: "attachment"; readonly messageId: number; readonly index: number };

export function inputOf(source: ScanSource): CallInput<`scan.${ScanSource["from"]}`> {
  switch (source.from) {
    case "pictures":
      return { pictures: source.pictures };
    case "attachment":
      return { messageId: source.messageId, index: source.index };
    default:
      return undefined;
  }
}
