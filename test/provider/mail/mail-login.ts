// Whether the embedded mail servers let somebody in: the same rule as Dovecot's SQL, read from the same state.
import { optionalText, text } from "../database.ts";
import type { House } from "../house.ts";
import { refusalTexts } from "../schema.ts";
import { note } from "../tries.ts";

export type MailLogin =
  | { readonly ok: true; readonly address: string }
  /** `words` may begin with a response code in square brackets */
  | { readonly ok: false; readonly words: string };

const wrongPassword = "[AUTHENTICATIONFAILED] Authentication failed.";

export function mailLogin(
  house: House,
  user: string,
  password: string,
  protocol: "imap" | "smtp",
): MailLogin {
  const address = user.trim().toLowerCase();
  const row = house.database.one("SELECT * FROM mail_users WHERE user = ?", address);
  const used = house.database.one(
    "SELECT id FROM app_passwords WHERE address = ? AND password = ?",
    address,
    password,
  );
  const known = row !== undefined && (used !== undefined || text(row, "password") === password);
  const refuse = (code: string, words: string): MailLogin => {
    note(house, address, protocol, code);
    return { ok: false, words };
  };
  if (row && optionalText(row, "refusal") !== undefined) return refuse("told", text(row, "refusal"));
  if (!row || !known) return refuse("wrong-password", wrongPassword);
  if (row.access === 0) return refuse("access-off", `[AUTHENTICATIONFAILED] ${refusalTexts.accessOff}`);
  if (row.app_password_only === 1 && !used) {
    return refuse("app-password", `[AUTHENTICATIONFAILED] ${refusalTexts.appPassword}`);
  }
  if (used) {
    house.database.run(
      "UPDATE app_passwords SET last_used_at = ? WHERE id = ?",
      house.now(),
      text(used, "id"),
    );
  }
  return { ok: true, address };
}
