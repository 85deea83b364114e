// Why the system has shown us no screen, from what is known of it. Pure; what to do about each is said in
// renderer/words/en/no-pictures.ts.
export interface CaptureFacts {
  readonly os: "linux" | "darwin" | "win32";
  /** macOS: what the system says of screen recording */
  readonly access: "granted" | "denied" | "restricted" | "not-determined" | "unknown";
}

/**
 * `mac-asks`: the system has just put its question · `mac-denied`: it was answered with no · `mac-managed`: somebody who
 * manages the computer has forbidden it · `portal-cancelled`: its dialog was closed (Wayland) · `portal-missing`: it has
 * shown none
 */
export type CaptureRefusal =
  | "mac-asks"
  | "mac-denied"
  | "mac-managed"
  | "portal-cancelled"
  | "portal-missing"
  | "other";

/** Where we look at the screen by ourselves. */
export function whyNoCapture({ os, access }: CaptureFacts): CaptureRefusal {
  if (os !== "darwin") return "other";
  if (access === "not-determined") return "mac-asks";
  if (access === "restricted") return "mac-managed";
  return access === "granted" ? "other" : "mac-denied";
}

/** Milliseconds within which no person has read a dialog and closed it. */
const instant = 500;

/** `after`: milliseconds until the desktop's portal said no. At once, it has asked nobody: there is none that could. */
export function whyNothingShown(after: number): CaptureRefusal {
  return after < instant ? "portal-missing" : "portal-cancelled";
}
