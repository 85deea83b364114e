// What a bare "authentication failed" means at providers that say nothing more. Data; providers with a file of their
// own in shared/providers give their facts there, which come first.
import type { Cause } from "../../../shared/providers/cause.ts";

const orAppPassword: Cause = "wrong_password_or_app_password_required";
const orSwitchedOff: Cause = "wrong_password_or_imap_disabled";

/** Ids without hyphens, in lower case. */
const meanings: Readonly<Record<string, Cause>> = {
  aol: orAppPassword,
  fastmail: orAppPassword,
  gmxcom: orSwitchedOff,
  gmxnet: orSwitchedOff,
  icloud: orAppPassword,
  infomaniak: orAppPassword,
  mailboxorg: orAppPassword,
  mailcom: orSwitchedOff,
  mailcow: orAppPassword,
  mailru: orAppPassword,
  microsoft365: "auth_failed_generic",
  outlook: "auth_failed_generic",
  runbox: orAppPassword,
  tonline: orAppPassword,
  webde: orSwitchedOff,
  yahoo: orAppPassword,
  yandex: orSwitchedOff,
  zoho: orAppPassword,
};

export function meaningOfBareRefusal(providerId: string | undefined): Cause | undefined {
  const plain = providerId?.toLowerCase().replaceAll(/[-.]/g, "") ?? "";
  return Object.hasOwn(meanings, plain) ? meanings[plain] : undefined;
}
