// Words of the screens that stand before everything else when the keychain or the store does not open.
export const startup = {
  lockedTitle: "Your keychain is locked",
  locked:
    "Gatepost keeps its passwords and codes in your system’s keychain and cannot read them now. Nothing is lost.",
  lockedTodo: {
    linux:
      "Unlock the keyring named “Login” (for example with the program “Passwords and Keys”), then try again.",
    darwin: "Unlock the “login” keychain in Keychain Access, then try again.",
    win32: "Sign out of Windows and in again, then try again.",
  },
  keyGone: {
    title: "The key to your mail is not in the keychain",
    text: "The mail on this computer is encrypted, and its key is no longer in your system’s keychain. Gatepost makes no new key, because that would make the stored mail unreadable for good.",
    todo: "If you have restored your system, restore its keychain too, then try again. Your mail on the servers is not affected.",
  },
  keyChanged: {
    title: "The key to your mail was changed in the keychain",
    text: "Another program has put something else in the place of the key (Gatepost’s item “database-key”). Your mail here is still encrypted with the right one; Gatepost has changed neither.",
    todo: "Restore your system’s keychain from a backup, then try again. Your mail on the servers is not affected.",
  },
  anew: {
    about:
      "If the keychain is lost for good, begin anew: your codes, backup codes and emergency keys come back from a backup and its passphrase, your mail from its servers.",
    button: "Begin anew with a backup",
    title: "Begin anew?",
    says: "The file that cannot be opened is set aside in Gatepost’s folder, not deleted: if its key is found again, it can still be opened. You add your accounts again; for your codes you need a backup and its passphrase.",
    confirm: "Begin anew",
  },
  refusedTitle: "Your keychain takes nothing new",
  refused:
    "It can be read, but what Gatepost writes into it is refused, so nothing could be kept safely. Nothing is lost.",
  refusedNote: "Mail and codes that are here work. What you add or change now cannot be kept.",
  refusedTodo: {
    linux:
      "Check that the disk is not full and that the folder “.local/share/keyrings” is yours and may be written, then try again.",
    darwin: "Check that the disk is not full, then try again.",
    win32: "Check that the disk is not full, then try again.",
  },
  missingTitle: "No keychain was found",
  missing:
    "Gatepost keeps passwords and codes only in the system’s keychain, never in a file, and no keychain was found on this computer.",
  missingTodo: {
    linux:
      "Install and start a Secret Service, for example the packages gnome-keyring or KWallet, then try again. If it has stopped and is running again, restart Gatepost.",
    darwin: "Restart the computer, then try again.",
    win32: "Check that the service “Credential Manager” runs, then try again.",
  },
  unavailableTitle: "Your keychain does not answer",
  unavailable:
    "Gatepost keeps its passwords and codes in your system’s keychain, and it gives no proper answer now. Nothing is lost.",
  unavailableTodo: {
    linux:
      "If a window asks for the password of your keyring, answer it. Else sign in to your desktop again, then try again.",
    darwin:
      "If a window asks for access to the keychain, answer it. Else restart the computer, then try again.",
    win32: "Sign out of Windows and in again, then try again.",
  },
  unreadableTitle: "The mail stored on this computer cannot be read",
  unreadable:
    "The file that holds it is damaged, or it belongs to another installation. Gatepost has removed nothing from it.",
  unreadableTodo:
    "Restore the folder of Gatepost from a backup, then try again. Your mail on the servers is not affected.",
  checking: "Looking again…",
};
