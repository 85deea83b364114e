// What a found code is called beside its frame and in the list: its names, or what kind of code it is and what for.
import type { FoundCode } from "../../../shared/models/code.ts";
import { words } from "../../words/words.ts";

export function nameOfFound({ entry, part, kind, purpose }: FoundCode): string {
  if (entry) return words.authenticator.nameOf(entry.issuer, entry.account);
  if (part) return words.scanning.part(part.index, part.of);
  if (purpose) return words.scanning.purposes[purpose].name;
  return words.scanning.picture.kinds[kind] ?? kind;
}
