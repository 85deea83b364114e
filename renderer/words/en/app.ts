// Words of the frame around all screens.
export const app = {
  navigation: "Main",
  mail: "Mail",
  authenticator: "Authenticator",
  settings: "Settings",
  failedTitle: "This part of the window stopped working",
  failedText:
    "Nothing was lost: your mail and your drafts are kept outside the window. Open it again to go on.",
  failedAgain: "Open the window again",
  notice: (address: string, text: string) => `${address}: ${text}`,
  starting: "Opening your mail…",
};
