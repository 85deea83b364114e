// How a pasted password may be meant: as it was typed, and, where the provider is known to show blanks that are only for
// the eye, without them. Pure. A password that a person chose may well hold a blank: it is always tried as typed first.
//
// [Note: two forms] One refused login stops everything that logs in by itself; that holds here too. The second form is
// no automatic login: it is part of the one press of "Check and sign in", comes only after a definite refusal over IMAP
// of the first, only where it differs, and at most once. Two attempts by a person's hand are far below what providers
// count as an attack, and a paste with blanks that is refused would be pasted again by hand anyway.
import type { AppPassword } from "../../../shared/providers/provider.ts";

export interface PasswordForm {
  readonly name: "as-typed" | "without-blanks";
  readonly password: string;
}

/** One form or two, in the order in which they are to be tried. `rule`: what is known of the provider's own. */
export function passwordForms(
  typed: string,
  rule: Pick<AppPassword, "cosmetic"> | undefined,
): readonly [PasswordForm, ...PasswordForm[]] {
  const asTyped: PasswordForm = { name: "as-typed", password: typed };
  if (!rule) return [asTyped];
  // Nobody makes a password for programs with blanks at its ends; copying does. Hyphens stay, as they are shown.
  const ends = typed.replace(/^\s+|\s+$/gu, "");
  const tidy = rule.cosmetic === "blanks" ? ends.replaceAll(/\s+/gu, "") : ends;
  return tidy === typed || tidy === "" ? [asTyped] : [asTyped, { name: "without-blanks", password: tidy }];
}
