// The words of the sheet with all codes: they come from the page, which knows the person's language; the core puts them
// beside the facts, as text.
import { z } from "zod";

const Words = z.string().min(1).max(500);

export const CodeSheetWords = z.object({
  /** of the words, as in HTML (BCP 47) */
  language: z.string().regex(/^[a-zA-Z0-9-]{2,35}$/),
  title: Words,
  lead: Words,
  /** with the date in it */
  made: Words,
  secretKey: Words,
  type: Words,
  algorithm: Words,
  digits: Words,
  period: Words,
  counter: Words,
  pin: Words,
  recovery: Words,
  backupCodes: Words,
  emergencyKey: Words,
  used: Words,
  /** the name of an entry that has none */
  nameless: Words,
});
export type CodeSheetWords = z.infer<typeof CodeSheetWords>;
