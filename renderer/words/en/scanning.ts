// Words of the search for QR codes: what is looked at, what was found in it, and what helps when nothing was.
import type { CodePurpose } from "../../../shared/models/code.ts";
import type { MigrationParts, ScanAdvice, ScanSourceView } from "../../../shared/models/scan.ts";

const list = (numbers: readonly number[]) =>
  numbers.length < 2 ? numbers.join() : `${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
const missingOf = ({ size, have }: MigrationParts) =>
  Array.from({ length: size }, (_, index) => index + 1).filter((number) => !have.includes(number));

interface NothingWords {
  readonly says: string;
  /** what helps where the screen was looked at */
  readonly onScreen: string;
  /** what helps where pictures were chosen, dropped or came with a message */
  readonly inPictures: string;
}

const typeTheKey =
  "The page that shows it has a key as text as well, often behind “Can’t scan it?”: type that key.";
const nothing: { readonly [Advice in ScanAdvice]: NothingWords } = {
  larger: {
    says: "Something like a QR code is there, but too small to be read.",
    onScreen: "Enlarge the page that shows it (Ctrl or Cmd and +), then try again.",
    inPictures:
      "Enlarge the page that shows it (Ctrl or Cmd and +), take the picture anew, and choose that one.",
  },
  whole: {
    says: "Only a part of a QR code is in the picture.",
    onScreen:
      "Bring the whole code into view, with the white margin around it and nothing over it, then try again.",
    inPictures:
      "Take a picture that shows the whole code, with the white margin around it, and choose that one.",
  },
  "other-kind": {
    says: "There is a barcode, but no QR code.",
    onScreen:
      "Authenticators use QR codes alone, with three squares in their corners. Look on the page for that one, then try again.",
    inPictures:
      "Authenticators use QR codes alone, with three squares in their corners. Choose a picture that shows that one.",
  },
  brighter: {
    says: "Dark and light are hardly apart.",
    onScreen: "Switch dark or night mode off and make the screen brighter, then try again.",
    inPictures: "Take the picture in better light, or of a brighter screen, and choose that one.",
  },
  "small-picture": {
    says: "The picture is too small to show a QR code.",
    onScreen: "Choose a larger part of the screen, or all of it, then try again.",
    inPictures:
      "It may be a preview. Take a screenshot of the page that shows the code, and choose that one.",
  },
  unreadable: {
    says: "Something like a QR code is there, but it cannot be read.",
    onScreen: typeTheKey,
    inPictures: typeTheKey,
  },
  none: {
    says: "Nothing in the picture looks like a QR code.",
    onScreen: "Bring the page with the code to the front, so that nothing covers it, then try again.",
    inPictures: "Take a screenshot of the page that shows the code, and choose that one.",
  },
};

/** `name`: beside its frame; `says`: in the list of what was found. */
const purposes: { readonly [Purpose in CodePurpose]: { readonly name: string; readonly says: string } } = {
  passkey: {
    name: "a sign-in with a passkey",
    says: "A sign-in with a passkey that lies on a phone. Point the phone’s own camera at it; there is no secret in it that could be kept here.",
  },
  "steam-sign-in": {
    name: "a sign-in to Steam",
    says: "It signs in to Steam by Steam’s own app on a phone. The secret of Steam Guard is not in it.",
  },
  contact: { name: "contact details", says: "Somebody’s contact details, not a code for an authenticator." },
  appointment: { name: "an appointment", says: "An appointment, not a code for an authenticator." },
  mail: { name: "an email to write", says: "An email to be written, not a code for an authenticator." },
  phone: { name: "a phone number", says: "A phone number, not a code for an authenticator." },
  message: { name: "a text message", says: "A text message to be sent, not a code for an authenticator." },
  place: { name: "a place on the map", says: "A place on the map, not a code for an authenticator." },
  esim: {
    name: "the access to a mobile network",
    says: "The access of a phone to its mobile network (eSIM), not a code for an authenticator.",
  },
  payment: { name: "a payment", says: "A payment to be made, not a code for an authenticator." },
  "app-link": {
    name: "a link for another app",
    says: "A link for another app, not a code for an authenticator.",
  },
};

export const scanning = {
  title: "Scan a QR code",
  unlockFirst: "What is found goes into the authenticator. Unlock it, and the search begins by itself.",
  looking: "Looking for a QR code…",
  lookingAt: (number: number, count: number) => `Looking at picture ${number} of ${count}…`,
  waitingForFile: "Choose the picture in the window that has opened.",
  asking: "Your desktop asks what Gatepost may see: choose the screen or window with the QR code.",
  foundTitle: (count: number) => (count === 1 ? "Found one code" : `Found ${count} codes`),
  foundList: "Found codes",
  nothingTitle: "No QR code found",
  save: "Save code",
  saved: "Saved",
  notOpened: "Gatepost does not open it.",
  alreadyAs: (name: string) => `Its secret is already in Gatepost, as ${name}.`,
  already: "Its secret is already in Gatepost.",
  pinNeeded: "The PIN that you type into its app. It does not stand in the QR code.",
  chooseAnother: "Choose a picture",
  region: "Mark a part of the screen",
  byHand: "Type the key",
  drop: "Drop the pictures with QR codes here",
  dropped: {
    addressOnly:
      "Only the address of the picture was dropped, and Gatepost loads nothing from the web for this. In the browser choose “Copy image”, then “Paste from clipboard” here.",
    nothing: "What was dropped holds no picture.",
  },

  picture: {
    group: "What was looked at",
    alt: (codes: number) =>
      codes === 1
        ? "What was looked at, in shades of grey. One code was found in it, and is covered."
        : `What was looked at, in shades of grey. ${codes} codes were found in it, and are covered.`,
    altNothing: "What was looked at, in shades of grey",
    frame: (number: number, name: string) => `Code ${number}: ${name}`,
    suspect: "Looks like a QR code, but cannot be read",
    otherKind: "A barcode of another kind",
    of: (number: number, count: number) => `Picture ${number} of ${count}`,
    named: (name: string) => `“${name}”`,
    previous: "Previous picture",
    next: "Next picture",
    kinds: {
      otpauth: "a code for an authenticator",
      "otpauth-migration": "an export of another authenticator",
      web: "a web address",
      wifi: "a wireless network",
      "proprietary-2fa": "a code for the provider’s own app",
      text: "some text",
    } as Readonly<Record<string, string>>,
  },

  purposes,
  nothing,

  camera: {
    title: "Scan with the camera",
    picture: "What the camera sees",
    starting: "Starting the camera…",
    hold: "Hold the QR code before the camera, so that all of it is in the picture.",
    more: "Hold the next code before the camera, or close.",
    kept: "Its pictures stay in this computer’s memory and are dropped at once.",
  },

  sources: {
    title: "Choose a screen or window",
    screen: (number: number, { name, width, height }: ScanSourceView) =>
      [
        `Screen ${number}`,
        name !== "" && name,
        width !== undefined && height !== undefined && `${width} × ${height}`,
      ]
        .filter((part) => part !== false)
        .join(" · "),
    unnamed: "A window without a title",
    noWindows: "The system names no windows to Gatepost.",
  },

  part: (index: number, of: number) =>
    of === 1
      ? "An export of Google Authenticator"
      : `Part ${index} of ${of} of an export of Google Authenticator`,
  migration: {
    group: "Export of Google Authenticator",
    whole: (size: number) =>
      size === 1 ? "The export is here." : `All ${size} parts of the export are here.`,
    missing: (parts: MigrationParts) => {
      const missing = missingOf(parts);
      const here = parts.have.length === 1 ? `Part ${list(parts.have)} is` : `Parts ${list(parts.have)} are`;
      return `${here} here. Missing: ${missing.length === 1 ? "part" : "parts"} ${list(missing)} of ${parts.size}. Show the next code on the phone and scan again, or choose its picture.`;
    },
    again: "Scan the next part",
    choose: "Choose its picture",
    takeOver: "Show its codes",
    takeOverPart: "Go on without them",
  },
};
