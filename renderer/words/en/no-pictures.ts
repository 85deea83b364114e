// Why there is no picture of the screen or the camera, or a file is none, and what else to do, by what was found out.
import type { ErrorDetail } from "../../../shared/ipc/errors.ts";
import type { ErrorSentence } from "./errors.ts";

type Sentences = Readonly<Record<string, ErrorSentence>> & { readonly other: ErrorSentence };

/** By `why` of `screen-unavailable`; see electron/shell/capture-refusal.ts. */
export const noScreen: Sentences = {
  "mac-asks": {
    says: "macOS asks whether Gatepost may record the screen.",
    todo: "Gatepost takes one picture when you press the button, and drops it after looking at it. Allow it, then try again; or press ⇧⌃⌘4, mark the QR code and choose “Paste from clipboard”.",
  },
  "mac-denied": {
    says: "macOS does not let Gatepost look at the screen.",
    todo: "Switch Gatepost on in System Settings, Privacy & Security, Screen & System Audio Recording, and start Gatepost anew. Or press ⇧⌃⌘4, mark the QR code and choose “Paste from clipboard”.",
  },
  "mac-managed": {
    says: "Whoever manages this Mac has forbidden recording the screen.",
    todo: "Use the camera, a photo of the screen, or type the key that the page shows beside the QR code.",
  },
  "portal-cancelled": {
    says: "The desktop has given Gatepost no screen.",
    todo: "Try again and choose the screen or window in the desktop’s own dialog; or take a screenshot, copy it and choose “Paste from clipboard”.",
  },
  "portal-missing": {
    says: "The desktop has given Gatepost no screen, and has asked you nothing.",
    todo: "On Wayland this needs PipeWire, xdg-desktop-portal and the part of it for your desktop. Without them take a screenshot with the desktop’s own program, copy it and choose “Paste from clipboard”.",
  },
  other: {
    says: "The system did not let Gatepost look at the screen.",
    todo: "Take a screenshot with the system’s own program, then choose that picture, or copy it and choose “Paste from clipboard”.",
  },
};

/** By `why` of `camera-unavailable`. */
export const noCamera: Sentences = {
  denied: {
    says: "The system does not let Gatepost use the camera.",
    todo: "Allow it in the system’s privacy settings, then try again; or take a photo of the QR code and choose that picture.",
  },
  none: {
    says: "No camera was found.",
    todo: "Connect one and try again; or take a photo of the QR code with a phone and choose that picture.",
  },
  "in-use": {
    says: "The camera does not start.",
    todo: "Another program may be using it: close that one, then try again; or choose a picture instead.",
  },
  other: {
    says: "The camera cannot be used.",
    todo: "Take a photo of the QR code and choose that picture, or scan the screen.",
  },
};

const photo: ErrorSentence = {
  says: "This photo is damaged, or saved in a way that Gatepost cannot read.",
  todo: "Save it as JPEG and choose that; or show it on the screen and scan the screen.",
};
const picture: ErrorSentence = {
  says: "This picture is damaged, or saved in a way that Gatepost cannot read.",
  todo: "Save it as PNG and choose that; or show it on the screen and scan the screen.",
};
const notRead = "This file is not a picture that Gatepost can read.";
const show = "Open it so that the QR code can be seen, and scan the screen.";

/** By `format` of `picture-unreadable`, as far as the first bytes tell it. */
const unreadable: Sentences = {
  ...{ png: picture, jpeg: picture, webp: picture, gif: picture, bmp: picture },
  ...{ heic: photo, avif: photo, heif: photo },
  pdf: { says: "This PDF is damaged, or locked with a password.", todo: show },
  svg: { says: notRead, todo: show },
  tiff: { says: notRead, todo: picture.todo },
  other: {
    says: notRead,
    todo: "Choose a PNG, JPEG, HEIC, WebP, AVIF, GIF, BMP or SVG picture, or a PDF, or take a new screenshot.",
  },
};
const tookTooLong: ErrorSentence = {
  says: "Looking at this picture took too long.",
  todo: "Cut out the part with the QR code, then try again.",
};

export function unreadablePicture({ format, reason }: ErrorDetail): ErrorSentence {
  return reason === "time" ? tookTooLong : byReason(unreadable, format);
}

export function byReason(sentences: Sentences, why: string | number | boolean | undefined): ErrorSentence {
  return sentences[typeof why === "string" ? why : "other"] ?? sentences.other;
}
