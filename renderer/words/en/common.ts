// Words that several screens share.
export const common = {
  back: "Back",
  cancel: "Cancel",
  close: "Close",
  hidePassword: "Hide what is typed",
  loading: "Loading…",
  open: "Open",
  passphraseAgain: "Repeat the passphrase",
  passphraseDiffers: "The two are not the same.",
  passphraseShort: (least: number) => `Use at least ${least} characters.`,
  save: "Save",
  serverWords: "The server’s own words",
  showPassword: "Show what is typed",
  tryAgain: "Try again",
  undo: "Undo",
};
