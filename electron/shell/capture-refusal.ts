// Why the system has shown us no screen, from what is known of it. Pure; what to do about each is said in
// renderer/words/en/errors.ts.
export interface CaptureFacts {
  readonly os: "linux" | "darwin" | "win32";
  /** Chromium draws on Wayland, where only the desktop's own dialog gives pictures of the screen */
  readonly wayland: boolean;
  /** macOS: what the system says of screen recording */
  readonly access: "granted" | "denied" | "restricted" | "not-determined" | "unknown";
  /** nothing was given, or asking has failed */
  readonly outcome: "empty" | "failed";
}

/**
 * `mac-asks`: the system has just put its question · `mac-denied`: it was answered with no · `mac-managed`: somebody who
 * manages the computer has forbidden it · `portal-cancelled`: its dialog was closed · `portal-missing`: there is none
 */
export type CaptureRefusal =
  | "mac-asks"
  | "mac-denied"
  | "mac-managed"
  | "portal-cancelled"
  | "portal-missing"
  | "other";

export function whyNoCapture({ os, wayland, access, outcome }: CaptureFacts): CaptureRefusal {
  if (os === "darwin") {
    if (access === "not-determined") return "mac-asks";
    if (access === "restricted") return "mac-managed";
    return access === "granted" ? "other" : "mac-denied";
  }
  if (os === "linux" && wayland) return outcome === "empty" ? "portal-cancelled" : "portal-missing";
  return "other";
}
