// Notes with what kind of credential an account has just signed in. It sees a password only to compare its shape.
import type { Provider } from "../../../shared/providers/index.ts";
import { securityOf } from "../enrolment/enrolment-record.ts";
import type { AccountRecord } from "../mail/mail-service.ts";
import { kindOfCredential } from "../relogin/index.ts";
import type { Records } from "../store/records.ts";
import type { KeptNotesBook } from "./kept-notes.ts";

/** `password` is undefined where a token was taken. */
export type NoteSignIn = (
  account: Pick<AccountRecord, "id" | "address" | "providerId">,
  password: string | undefined,
) => Promise<void>;

export function createNoteSignIn(parts: {
  readonly notes: Pick<KeptNotesBook, "signedInWithAppPassword" | "signedInOtherwise">;
  readonly records: Records;
  readonly providerOf: (account: Pick<AccountRecord, "address" | "providerId">) => Provider | undefined;
}): NoteSignIn {
  const { notes, records, providerOf } = parts;
  return async (account, password) => {
    if (password === undefined) return notes.signedInOtherwise(account.id);
    const rule = providerOf(account)?.afterActivation.appPassword;
    const { twoFactor } = await securityOf(records, account.id);
    // Where the server takes nothing else, what it took was one, whatever it looks like.
    const takesNothingElse = rule?.always === true || (rule?.required === true && twoFactor === "on");
    if (takesNothingElse || kindOfCredential(account, password) === "app-password")
      await notes.signedInWithAppPassword(account.id);
    else await notes.signedInOtherwise(account.id);
  };
}
