// Words of the authenticator screen.
import { isolated } from "../../../shared/isolated.ts";

const named = (issuer: string, account: string) =>
  [issuer, account]
    .filter((part) => part !== "")
    .map(isolated)
    .join(", ");

export const authenticator = {
  title: "Authenticator",
  list: "Codes",
  search: "Search codes",
  nothingFound: (text: string) => `No code matches “${text}”.`,
  nameOf: (issuer: string, account: string) => named(issuer, account) || "Without a name",

  empty: "No codes yet",
  emptyText:
    "Gatepost makes the six digits that a provider asks for. Scan the QR code that it shows, or type its secret key.",

  clock: {
    label: "The clock",
    wrong: (amount: string, direction: "behind" | "ahead") =>
      `This computer’s clock is ${amount} ${direction}, so a provider may refuse the codes. Set it in your system’s date and time settings, or let Gatepost make the codes for the right time.`,
    correct: "Correct the codes",
    corrected: (amount: string, direction: "behind" | "ahead") =>
      `This computer’s clock is ${amount} ${direction}. Codes are made for the right time.`,
    stop: "Stop correcting",
    seconds: (count: number) => (count === 1 ? "1 second" : `${count} seconds`),
    minutes: (count: number) => (count === 1 ? "1 minute" : `${count} minutes`),
    hours: (count: number) => (count === 1 ? "1 hour" : `${count} hours`),
    about: (amount: string) => `about ${amount}`,
  },

  add: "Add code",
  addScreen: "Scan the screen",
  addPicture: "Choose a picture",
  addClipboard: "Paste from clipboard",
  addByHand: "Enter by hand",

  copy: "Copy code",
  copied: (seconds: number) => `Code copied. The clipboard is cleared in ${seconds} seconds.`,
  next: "Show next code",
  hideNext: "Hide next code",
  nextIs: "Next:",
  edit: "Edit",
  remove: "Remove",
  removed: (name: string) => `Removed ${name}.`,
  restored: (name: string) => `${name} is back.`,
  added: (name: string) => `Added ${name}.`,
  secondsLeft: (seconds: number) => `${seconds} ${seconds === 1 ? "second" : "seconds"} left`,
  counterHint: "This code changes each time it is used. Show the next one only when you need it.",
  keychainLocked: "Your system’s keychain is locked or does not answer, so there is no code now.",
  secretGone: "Its secret is no longer in your system’s keychain. Set it up again at the provider.",
  unfinished: "Setting it up was stopped before the end: the provider may not accept this code.",

  kinds: {
    otpauth: "A code for an authenticator",
    "otpauth-migration": "A part of an export of another authenticator.",
    web: "A web address, not a code for an authenticator.",
    wifi: "The access to a wireless network, not a code for an authenticator.",
    "proprietary-2fa":
      "A code for the provider’s own app, which alone can read it. On its page choose “I want to use a different authenticator app”, or the like.",
    text: "Some text, not a code for an authenticator.",
  },

  byHandTitle: "Enter a code by hand",
  issuer: "Issuer",
  issuerHint: "The provider, for example mail.com.",
  account: "Account name",
  secret: "Secret key",
  secretHint: "As the provider shows it; blanks do not matter. A whole otpauth:// link is taken as well.",
  type: "Type",
  typeTotp: "Time-based (usual)",
  typeHotp: "Counter-based",
  typeSteam: "Steam Guard",
  typeYandex: "Yandex.Key",
  typeMotp: "Mobile-OTP",
  pin: "PIN",
  algorithm: "Algorithm",
  digits: "Digits",
  period: "Period in seconds",
  counter: "Counter",
  save: "Save code",
  fieldErrors: {
    missing: "This is missing.",
    "not-a-number": "Type a whole number.",
    "out-of-range": "This is out of range.",
  } as Readonly<Record<string, string>>,
  periodRange: "Type a whole number from 1 to 86,400.",

  editTitle: "Edit code",
  protects: "Mail account it protects",
  noAccount: "None",
};
