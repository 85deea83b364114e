// The lines that the authenticator adds to the command palette, each with the key that does the same.
import { useMemo } from "react";
import type { CodeEntry } from "../../../../shared/models/code.ts";
import { usePaletteCommands } from "../../../palette-commands.ts";
import { words } from "../../../words/words.ts";
import type { RowActions } from "./code-row.tsx";

const text = words.authenticator;

export function useCodeCommands({
  active,
  actions,
  focusSearch,
  onGroups,
  onBin,
}: {
  /** the entry that the keyboard is at */
  readonly active: CodeEntry | undefined;
  readonly actions: RowActions;
  readonly focusSearch: () => void;
  readonly onGroups: () => void;
  readonly onBin: () => void;
}): void {
  usePaletteCommands(
    useMemo(() => {
      const { commands, keys } = text;
      const general = [
        { name: commands.search, keys: keys.search, run: focusSearch },
        { name: text.groups.open, keys: "", run: onGroups },
        { name: text.bin.title, keys: "", run: onBin },
      ];
      if (!active) return general;
      const name = text.nameOf(active.issuer, active.account);
      const pin = active.pinned === true ? commands.unpin : commands.pin;
      return [
        { name: commands.copy(name), keys: keys.copy, run: () => actions.copy(active) },
        { name: commands.next(name), keys: keys.next, run: () => actions.next(active) },
        { name: pin(name), keys: keys.pin, run: () => actions.pin(active) },
        { name: commands.edit(name), keys: keys.edit, run: () => actions.edit(active) },
        { name: commands.remove(name), keys: keys.remove, run: () => actions.remove(active) },
        ...general,
      ];
    }, [active, actions, focusSearch, onGroups, onBin]),
  );
}
