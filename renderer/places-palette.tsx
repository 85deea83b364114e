// The command palette outside the mail screen, which has its own with more in it: what the screen offers, and
// the places one can go to.
import { useState } from "react";
import { useOfferedCommands } from "./palette-commands.ts";
import type { Place } from "./place.ts";
import { useLockCommand } from "./screens/lock/use-lock-command.ts";
import { MainPalette } from "./screens/mail/command-palette.tsx";
import { useShortcuts } from "./screens/mail/shortcuts.ts";
import { words } from "./words/words.ts";

export function PlacesPalette({ go }: { readonly go: (place: Place) => void }) {
  const [open, setOpen] = useState(false);
  const offered = useOfferedCommands();
  const lock = useLockCommand();
  useShortcuts([{ key: "k", control: true, run: () => setOpen(true) }]);
  if (!open) return null;
  const commands = [
    ...offered,
    ...lock,
    { name: words.app.mail, keys: "", run: () => go({ at: "mail" }) },
    { name: words.app.authenticator, keys: "", run: () => go({ at: "authenticator" }) },
    { name: words.app.settings, keys: "", run: () => go({ at: "settings" }) },
    { name: words.kept.title, keys: "", run: () => go({ at: "security-overview" }) },
    { name: words.backup.title, keys: "", run: () => go({ at: "backup", from: { at: "settings" } }) },
    { name: words.addAccount.title, keys: "", run: () => go({ at: "add-account" }) },
    {
      name: words.providers.allTitle,
      keys: "",
      run: () => go({ at: "providers", from: { at: "settings" } }),
    },
  ];
  return <MainPalette commands={commands} onClose={() => setOpen(false)} />;
}
