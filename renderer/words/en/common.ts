// Words that several screens share.
export const common = {
  add: "Add",
  back: "Back",
  cancel: "Cancel",
  close: "Close",
  details: "Details",
  hidePassword: "Hide what is typed",
  loading: "Loading…",
  open: "Open",
  remove: "Remove",
  save: "Save",
  saved: "Saved",
  serverWords: "The server’s own words",
  showPassword: "Show what is typed",
  tryAgain: "Try again",
  undo: "Undo",
};
