// Words of moving to another keychain, in the settings and at the start.
export const keychain = {
  title: "Your system’s keychain",
  about:
    "Passwords and codes are in your system’s keychain, and stay behind when you change the desktop (GNOME, KDE), the user or the computer. Before you do, write them into a file; Gatepost asks for it at its first start there. The old keychain keeps everything.",
  prepare: "Prepare a move",
  preparing: "Writing the keychain’s items",
  prepared: (items: number) =>
    `Written and read back: ${items} ${items === 1 ? "item" : "items"}. Take this file along with Gatepost’s folder, and delete it when you have moved: whoever has it and its passphrase has your passwords and codes.`,
  write: "Choose where to save it",
  passphrase: "Passphrase of the file",
  passphraseHint: "At least 8 characters. Without it nobody opens the file, you neither.",
  bringTitle: "You have moved to another keychain or computer?",
  bringText:
    "In the old place choose “Prepare a move” in Gatepost’s settings. Then bring the file over here; nothing is changed if it does not fit.",
  bring: "Choose the file",
  bringing: "Bringing the items over",
  phases: {
    waiting: "Waiting for you to choose",
    reading: "Reading",
    writing: "Writing",
    checking: "Reading back",
  } as Readonly<Record<string, string>>,
};
