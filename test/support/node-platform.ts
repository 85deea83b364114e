// The machine as the core sees it, in plain Node: dialogs answer what the test has put in, the clipboard is a variable,
// the screen is a picture that the test gives.
import type { PictureFile, Platform, PracticeDomain } from "../../electron/core/platform.ts";

export interface NodePlatform extends Platform {
  /** Answers of the next file dialogs; an empty answer is "the user changed their mind". */
  readonly files: string[][];
  readonly savePaths: (string | undefined)[];
  /** what `captureScreens` sees */
  screens: PictureFile[];
  clipboard: { text: string; picture: PictureFile | undefined };
  /** addresses and paths that were opened, in order */
  readonly openedAddresses: string[];
  readonly openedPaths: string[];
}

export function nodePlatform(options: {
  readonly dataFolder: string;
  readonly practiceDomains?: readonly PracticeDomain[];
  readonly startPractice?: Platform["startPractice"];
  /** where the message frames are served; the web bridge sets it */
  readonly frameAddress?: (token: string) => string;
}): NodePlatform {
  const files: string[][] = [];
  const savePaths: (string | undefined)[] = [];
  const openedAddresses: string[] = [];
  const openedPaths: string[] = [];
  return {
    version: "0.0.0",
    os: "linux",
    dataFolder: options.dataFolder,
    keychainService: "Gatepost test",
    practiceDomains: options.practiceDomains ?? [],
    startPractice: options.startPractice,
    files,
    savePaths,
    openedAddresses,
    openedPaths,
    screens: [],
    clipboard: { text: "", picture: undefined },
    chooseFiles: async () => files.shift() ?? [],
    chooseSavePath: async () => savePaths.shift(),
    openPath: async (path) => void openedPaths.push(path),
    openAddress: async (url) => void openedAddresses.push(url),
    async captureScreens() {
      return this.screens;
    },
    async readClipboardPicture() {
      return this.clipboard.picture;
    },
    async readClipboard() {
      return this.clipboard.text;
    },
    async writeClipboard(text) {
      this.clipboard = { text, picture: undefined };
    },
    frameAddress: options.frameAddress ?? ((token) => `message://${token}/`),
  };
}
