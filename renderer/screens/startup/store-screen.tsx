// Stands before everything if the store does not open with its key. It never offers to delete anything.
import { words } from "../../words/words.ts";
import { BeginAnew } from "./begin-anew.tsx";
import { StartupTrouble } from "./keychain-screen.tsx";

/** The key is not in the keychain any more; the file may well be sound. */
export function KeyGoneScreen({ onBegun }: { readonly onBegun: () => void }) {
  const { keyGoneTitle, keyGone, keyGoneTodo } = words.startup;
  return (
    <StartupTrouble title={keyGoneTitle} text={keyGone} todo={keyGoneTodo}>
      <BeginAnew onBegun={onBegun} />
    </StartupTrouble>
  );
}

export function StoreScreen() {
  const { unreadableTitle, unreadable, unreadableTodo } = words.startup;
  return <StartupTrouble title={unreadableTitle} text={unreadable} todo={unreadableTodo} />;
}
