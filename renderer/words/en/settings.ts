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
  tray: "Show Gatepost in the system’s tray, with the pinned codes",
  trayHint:
    "A click on a code copies it. Some desktops have no tray, or only with an extension; there it does nothing.",
  staysOnClose: "Closing the window leaves Gatepost running in the tray",
  staysHint: "Mail goes on arriving. Quit ends it, in the tray’s menu or with Ctrl+Q.",
  range: (low: number, high: number) => `Type a whole number from ${low} to ${high}.`,
  version: (version: string) => `Gatepost ${version}`,
};
