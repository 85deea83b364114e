// What a found code is called beside its frame and in the list: its names, or what kind of code it is.
import type { FoundCode } from "../../../shared/models/code.ts";
import { words } from "../../words/words.ts";

export function nameOfFound({ entry, part, kind }: FoundCode): string {
  if (entry) return words.authenticator.nameOf(entry.issuer, entry.account);
  if (part) return words.scanning.part(part.index, part.of);
  return words.scanning.picture.kinds[kind] ?? kind;
}
