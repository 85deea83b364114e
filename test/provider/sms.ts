// Text messages that never leave the house: numbers, codes, and the visible phone on which they arrive.
import { number, text } from "./database.ts";
import { type House, ProviderRefusal, randomText } from "./house.ts";
import { forgetTries, mayTry, note, wrong } from "./tries.ts";

export interface Sms {
  readonly number: string;
  readonly text: string;
  /** milliseconds since 1970 */
  readonly at: number;
}

/** `+` and 8 to 15 digits (E.164); throws `phone-invalid`. */
export function normalNumber(typed: string): string {
  const bare = typed.replace(/[\s()/.-]/g, "").replace(/^00/, "+");
  if (!/^\+[1-9]\d{7,14}$/.test(bare)) throw new ProviderRefusal("phone-invalid");
  return bare;
}

/** As the provider shows a number that it has: country code and the last two digits. */
export function masked(phone: string): string {
  return `${phone.slice(0, 3)} ${"•".repeat(Math.max(4, phone.length - 5))} ${phone.slice(-2)}`;
}

/** Sends a new code; codes sent before are void. Answers when it was sent. */
export function sendCode(house: House, address: string, phone: string): number {
  const now = house.now();
  const since = now - house.limits.smsWindowMs;
  const recent = house.database.all(
    "SELECT at FROM sms WHERE address = ? AND at > ? ORDER BY at",
    address,
    since,
  );
  if (recent.length >= house.limits.smsRequests) {
    note(house, address, "api", "too-many-tries");
    const oldest = recent[recent.length - house.limits.smsRequests];
    const retryAfterMs = (oldest ? number(oldest, "at") : now) + house.limits.smsWindowMs - now;
    throw new ProviderRefusal("too-many-tries", { retryAfterMs });
  }
  const code = randomText("0123456789", 6);
  const words = `mail.com: ${code} is your confirmation code. It is valid for 5 minutes. Give it to nobody.`;
  house.database.run(
    "INSERT INTO sms (number, text, code, address, at) VALUES (?, ?, ?, ?, ?)",
    phone,
    words,
    code,
    address,
    now,
  );
  return now;
}

/** Takes the newest code of the user, if it was sent at `sentAt` and is young enough. */
export function takeCode(house: House, address: string, typed: string): void {
  mayTry(house, address, "sms");
  const code = typed.replace(/[\s-]/g, "");
  const rows = house.database.all(
    "SELECT code, at FROM sms WHERE address = ? ORDER BY id DESC LIMIT 10",
    address,
  );
  const place = rows.findIndex((row) => text(row, "code") === code);
  const row = rows[place];
  if (!row) wrong(house, address, "sms", "sms-wrong");
  if (place > 0 || number(row, "at") + house.limits.smsLifeMs < house.now()) {
    note(house, address, "api", "sms-expired");
    throw new ProviderRefusal("sms-expired");
  }
  forgetTries(house, address, "sms");
}

/** Newest first; all numbers, or one. */
export function smsInbox(house: House, phone?: string): readonly Sms[] {
  const rows =
    phone === undefined
      ? house.database.all("SELECT * FROM sms ORDER BY id DESC LIMIT 100")
      : house.database.all("SELECT * FROM sms WHERE number = ? ORDER BY id DESC LIMIT 100", phone);
  return rows.map((row) => ({ number: text(row, "number"), text: text(row, "text"), at: number(row, "at") }));
}
