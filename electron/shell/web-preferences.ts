// What every web page in a window of ours has in common, our own and a provider's: it is sealed off. Must not hold
// anything that opens a way out; each place adds what it needs.
import type { WebPreferences } from "electron";

/** SECURITY: P1, P23. Isolated, without Node, without dialogs, plugins and drops that would open a file. */
export const sealedPreferences: WebPreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  plugins: false,
  webgl: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  autoplayPolicy: "user-gesture-required",
  // The dictionaries would be fetched from a server outside; the system's own spell checker is a later matter.
  spellcheck: false,
};
