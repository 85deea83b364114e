// Words of an account's health page: how its logins went, and what Gatepost does next.
import { wholeDate } from "../dates.ts";

const clock = (at: number) => new Date(at).toLocaleTimeString([], { timeStyle: "short" });
const day = (at: number) => new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });

const protocols = { imap: "Receiving (IMAP)", smtp: "Sending (SMTP)", oauth: "Permission (OAuth2)" };

export const health = {
  of: (address: string) => `Health of ${address}`,
  details: "Details",
  now: "Now",
  next: {
    ok: "Connected. Gatepost hears of new mail at once; nothing is to be done.",
    connecting: "Gatepost is connecting.",
    paused: "Gatepost logs in nowhere while two-factor authentication is being switched on.",
    signIn:
      "Nothing is lost. Gatepost does not log in by itself any more, neither for receiving nor for sending, not even after a restart. It goes on once you have signed in again.",
    withoutTime: "Gatepost is not connected.",
    waits: (left: string) => `Gatepost tries again by itself in ${left}.`,
    due: "Gatepost is about to try again.",
  },
  /** minutes and seconds */
  left: (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`,
  protocols,
  successes: "Last success",
  never: "Not yet",
  refusal: "Last refusal",
  noRefusal: "No login has been refused.",
  when: "When",
  what: "By",
  words: "The server’s own words",
  nothingSaid: "It said nothing.",
  code: "Code",
  cause: "Which means",
  mayBe: "One of these, the likeliest first:",
  mended: "It has been mended since.",
  history: "What happened",
  nothingYet: "Nothing has happened yet.",
  at: day,
  whole: wholeDate,
  times: (times: number, lastAt: number) => `${times} times, the last at ${clock(lastAt)}`,
  events: {
    accepted: "the login was accepted",
    refused: "the login was refused",
    tried: "a new password was tried, and not accepted",
    renewed: {
      password: "A new password was put into the keychain",
      "app-password": "A new app password was put into the keychain",
      oauth: "A new permission of the provider was put into the keychain",
    },
  },
};
