// Words of the quick-code window, and of the menu of the sign in the system's tray.
import type { TrayWords } from "../../../shared/models/tray.ts";

export const quickCode = {
  title: "Quick code",
  keys: "Enter copies the code. Escape closes.",
  keysHidden: "Enter copies the code, Ctrl+Enter shows it. Escape closes.",
  counter: "Next code on Enter",
  keychainLocked: "Keychain locked",
  secretGone: "Secret gone",
  secretChanged: "Secret changed",
  empty: "No codes yet",
  emptyTodo: "Add one in Gatepost first.",
  closed: "Gatepost cannot reach its codes now",
  closedTodo: "Its window says why, and what to do.",
  open: "Open Gatepost",
  locked: "The authenticator is locked",
};

/** The sign in the system's tray, and its menu. */
export const tray = {
  tooltip: "Gatepost",
  open: "Open Gatepost",
  quit: "Quit",
  nothingPinned: "Pin codes to have them here",
  locked: "The authenticator is locked",
  lock: "Lock the authenticator",
  closed: "Gatepost cannot reach its codes now",
  nameless: "Without a name",
} satisfies TrayWords;
