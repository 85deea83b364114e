// Words of the global shortcuts in the settings.
export const shortcuts = {
  title: "Keys that work in every program",
  about:
    "With these keys you reach Gatepost while you work in another program. None is set unless you choose one.",
  names: {
    quickCode: "Quick code: a small window to copy a code",
    scanScreen: "Scan the screen for a QR code",
  },
  states: {
    on: "Works in every program.",
    asked:
      "Your desktop was asked for these keys. It may ask you, or choose others: look at its keyboard settings.",
    partly: "Works in some programs only: this desktop keeps keys to itself.",
    refused: "This desktop gives programs no keys, so they do nothing here.",
    taken: "Another program has these keys now, so they do nothing here.",
    off: "",
  },
  inDesktop: (command: string) =>
    `In its own keyboard settings you can set keys for the command “gatepost ${command}”.`,
  none: "Not set",
  press: "Hold Ctrl, Alt or both, and press a key. Escape leaves it as it is.",
  pressing: "Press the keys…",
  change: (name: string, written: string) => `${name}: ${written}. Change`,
  turnOff: (name: string) => `${name}: turn off`,
  off: "Turn off",
};
