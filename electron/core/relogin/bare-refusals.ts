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

/** Gmail says it under ALERT only of tokens; Zoho says it so of passwords too. */
const underAlert: Readonly<Record<string, Cause>> = { gmail: "oauth_token_rejected" };

/** undefined: it means what it says. `responseCode`: of IMAP, in upper case. */
export function meaningOfBareRefusal(
  providerId: string | undefined,
  responseCode: string | undefined,
): Cause | undefined {
  const plain = providerId?.toLowerCase().replaceAll(/[-.]/g, "") ?? "";
  if (responseCode === "ALERT" && Object.hasOwn(underAlert, plain)) return underAlert[plain];
  if (Object.hasOwn(meanings, plain)) return meanings[plain];
  return responseCode === "ALERT" ? orAppPassword : undefined;
}
