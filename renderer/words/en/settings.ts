// Words of the settings.
export const settings = {
  title: "Settings",
  accounts: "Accounts",
  general: "General",
  theme: "Appearance",
  themeSystem: "Like the system",
  themeLight: "Light",
  themeDark: "Dark",
  clipboardSeconds: "Clear copied codes after (seconds)",
  clipboardHint: "From 5 to 600. Only if the code is still in the clipboard.",
  undoSeconds: "Time to take back a sent message (seconds)",
  undoHint: "From 0 to 60. With 0, messages leave at once.",
  markRead: "Mark a message as read when it is opened",
  correctClock: "If this computer’s clock is wrong, make codes for the right time",
  range: (low: number, high: number) => `Type a whole number from ${low} to ${high}.`,
  version: (version: string) => `Gatepost ${version}`,
};
