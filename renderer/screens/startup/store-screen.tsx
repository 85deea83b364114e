// Stands before everything if the store does not open with its key. It never offers to delete anything.
import { words } from "../../words/words.ts";
import { StartupTrouble } from "./keychain-screen.tsx";

export function StoreScreen() {
  const { unreadableTitle, unreadable, unreadableTodo } = words.startup;
  return <StartupTrouble title={unreadableTitle} text={unreadable} todo={unreadableTodo} />;
}
