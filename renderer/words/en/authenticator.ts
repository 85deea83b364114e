// Words of the authenticator screen.
import { isolated } from "../../../shared/isolated.ts";

// Where there is no window, as in tests, it is no Mac.
const control = globalThis.navigator?.platform?.startsWith("Mac") === true ? "⌘" : "Ctrl+";

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
  addRegion: "Mark a part of the screen",
  addSource: "Choose a screen or window",
  addPicture: "Choose a picture",
  addClipboard: "Paste from clipboard",
  addCamera: "Use the camera",
  addByHand: "Enter by hand",

  copy: "Copy code",
  copied: (seconds: number) => `Code copied. The clipboard is cleared in ${seconds} seconds.`,
  next: "Show next code",
  hideNext: "Hide next code",
  nextIs: "Next:",
  showCode: "Show code",
  hidden: "Hidden code",
  pinEntry: "Pin",
  unpinEntry: "Unpin",
  edit: "Edit",
  remove: "Remove",
  removed: (name: string) => `Removed ${name}. It stays in the bin for 30 days.`,
  moved: (name: string, place: number, count: number) => `${name}, now ${place} of ${count}.`,
  notMoved: (name: string, place: number, count: number) => `${name} stays ${place} of ${count}.`,
  restored: (name: string) => `${name} is back.`,
  added: (name: string) => `Added ${name}.`,
  secondsLeft: (seconds: number) => `${seconds} ${seconds === 1 ? "second" : "seconds"} left`,
  counterHint: "This code changes each time it is used. Show the next one only when you need it.",
  keychainLocked: "Your system’s keychain is locked or does not answer, so there is no code now.",
  secretChanged:
    "Another program has changed its secret in your system’s keychain, so there is no code. Restore it from a backup, or set it up again at the provider.",
  secretGone:
    "Its secret is no longer in your system’s keychain. Restore it from a backup, or set it up again at the provider.",
  unfinished: "Setting it up was stopped before the end: the provider may not accept this code.",

  /** as they stand on the keyboard */
  keys: {
    copy: "Enter",
    next: "Space",
    pin: `${control}D`,
    edit: "F2",
    remove: "Delete",
    up: "Alt+↑",
    down: "Alt+↓",
    undo: `${control}Z`,
    search: `${control}F`,
  },
  commands: {
    search: "Search codes",
    add: (way: string) => `Add code: ${way}`,
    copy: (name: string) => `Copy code: ${name}`,
    next: (name: string) => `Show next code: ${name}`,
    pin: (name: string) => `Pin: ${name}`,
    unpin: (name: string) => `Unpin: ${name}`,
    edit: (name: string) => `Edit: ${name}`,
    remove: (name: string) => `Remove: ${name}`,
    undo: (name: string) => `Bring back: ${name}`,
    up: (name: string) => `Move up: ${name}`,
    down: (name: string) => `Move down: ${name}`,
  },

  order: {
    label: "Order",
    manual: "Own order",
    name: "By name",
    "last-used": "Last used",
    "most-used": "Most used",
  },

  groups: {
    label: "Groups",
    open: "Manage groups",
    title: "Groups",
    all: "All",
    none: "There are no groups yet. Give an entry a group when you edit it.",
    name: (group: string) => `Name of the group ${group}`,
    count: (count: number) => (count === 1 ? "1 code" : `${count} codes`),
    rename: "Rename",
    remove: "Remove group",
    removeText: "When a group is removed, its codes stay.",
  },

  bin: {
    title: "Bin",
    open: (count: number) => `Bin: ${count === 1 ? "1 code" : `${count} codes`}`,
    list: "Removed codes",
    about: "Removed codes stay here for 30 days. Until then each can be brought back, with its secret.",
    empty: "The bin is empty.",
    goes: (date: string) => `Removed for good on ${date}`,
    restore: "Bring back",
    destroy: "Delete for good",
    destroyAll: "Empty the bin",
    sureTitle: (count: number) =>
      count === 1 ? "Delete this code for good?" : `Delete ${count} codes for good?`,
    sureText:
      "The secret is deleted from your system’s keychain. If the provider still asks for this code, you can be locked out.",
  },

  kinds: {
    otpauth: "A code for an authenticator",
    "otpauth-migration": "A part of an export of another authenticator.",
    web: "A web address, not a code for an authenticator.",
    wifi: "The access to a wireless network, not a code for an authenticator.",
    "proprietary-2fa":
      "A code for the provider’s own app, which alone can read it. On its page choose “I want to use a different authenticator app”, or the like.",
    text: "Some text, not a code for an authenticator.",
  },
  makers: {
    microsoft: "This one is for Microsoft Authenticator.",
    yandex:
      "This one is for Yandex Key. Where Yandex shows the secret as letters too, enter it by hand, with the type “Yandex.Key”.",
    duo: "This one is for Duo Mobile.",
    okta: "This one is for Okta Verify. Where the page offers “Google Authenticator”, that code works here.",
    rsa: "This one is for RSA SecurID.",
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
  accountElsewhere: "An account that is not in Gatepost",
  inGroups: "Groups",
  newGroup: "New group",
  addGroup: "Add group",
  note: "Note",
  pinned: "Pinned: it stands above the others",
  usage: (count: number, date: string) =>
    `Copied ${count === 1 ? "once" : `${count} times`}, last on ${date}.`,
  neverUsed: "Not copied yet.",
  addedOn: (date: string) => `Added on ${date}.`,
  icon: {
    label: "Icon",
    auto: "Of the issuer",
    brand: "Of a brand",
    picture: "My own picture",
    letter: "First letter",
    search: "Search brands",
    brands: "Brands",
    none: "No brand has this name.",
    choose: "Choose a picture",
  },
  retype: "Change the secret key or the kind of code",
  retypeText: "Codes are right only if all of this is as the provider says.",
  keepSecret: "Leave it empty to keep the present one.",
  replaceTitle: "Replace the secret key?",
  replaceText:
    "Codes are made from the new key at once. The present one goes to the bin with its code, and can be brought back for 30 days.",
  replace: "Replace",
  pinNeeded: "This kind of code has a PIN that is not in the link. Type the PIN that you have set there.",
};
