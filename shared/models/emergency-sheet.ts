// The words of the emergency sheet: they come from the page, which knows the person's language; the core puts them
// beside the facts, as text.
import { z } from "zod";

const Words = z.string().min(1).max(500);

export const SheetWords = z.object({
  /** of the words, as in HTML (BCP 47) */
  language: z.string().regex(/^[a-zA-Z0-9-]{2,35}$/),
  title: Words,
  lead: Words,
  /** with the date in it */
  made: Words,
  address: Words,
  provider: Words,
  login: Words,
  help: Words,
  digits: Words,
  digitsHere: Words,
  digitsNot: Words,
  codes: Words,
  codesFor: Words,
  key: Words,
  keyFor: Words,
  phone: Words,
  /** where the provider's data do not say */
  phoneUse: Words,
  phoneFor: Words,
  phoneKept: Words,
  none: Words,
  used: Words,
});
export type SheetWords = z.infer<typeof SheetWords>;
