// The words of the tray's menu: they come from the page, which knows the person's language.
import { z } from "zod";

const Words = z.string().min(1).max(200);

export const TrayWords = z.object({
  tooltip: Words,
  open: Words,
  quit: Words,
  /** the line that locks the authenticator, where it has a lock */
  lock: Words,
  /** in place of the codes: none is pinned, the authenticator is locked, the program cannot reach them */
  nothingPinned: Words,
  locked: Words,
  closed: Words,
  /** an entry without issuer and account */
  nameless: Words,
});
export type TrayWords = z.infer<typeof TrayWords>;
