// The lines that the authenticator adds to the command palette, each with the key that does the same.
import { useMemo } from "react";
import type { CodeEntry } from "../../../../shared/models/code.ts";
import { usePaletteCommands } from "../../../palette-commands.ts";
import { words } from "../../../words/words.ts";
import type { Command } from "../../mail/commands.ts";
import type { RowActions } from "./code-row.tsx";

const text = words.authenticator;

export function useCodeCommands({
  active,
  actions,
  focusSearch,
  removed,
  undo,
  step,
  onGroups,
  onBin,
  commands,
}: {
  /** the entry that the keyboard is at */
  readonly active: CodeEntry | undefined;
  readonly actions: RowActions;
  readonly focusSearch: () => void;
  /** what was removed last, and how it comes back */
  readonly removed: CodeEntry | undefined;
  readonly undo: () => void;
  /** moves an entry one place; undefined while the order is not the user's own */
  readonly step: ((entry: CodeEntry, by: -1 | 1) => void) | undefined;
  readonly onGroups: () => void;
  readonly onBin: () => void;
  /** of the whole screen */
  readonly commands: readonly Command[];
}): void {
  usePaletteCommands(
    useMemo(() => {
      const { keys, commands: names } = text;
      const general = [
        ...(removed ? [{ name: names.undo(nameOf(removed)), keys: keys.undo, run: undo }] : []),
        { name: names.search, keys: keys.search, run: focusSearch },
        { name: text.groups.open, keys: "", run: onGroups },
        { name: text.bin.title, keys: "", run: onBin },
        ...commands,
      ];
      if (!active) return general;
      const name = nameOf(active);
      const pin = active.pinned === true ? names.unpin : names.pin;
      return [
        { name: names.copy(name), keys: keys.copy, run: () => actions.copy(active) },
        { name: names.next(name), keys: keys.next, run: () => actions.next(active) },
        { name: pin(name), keys: keys.pin, run: () => actions.pin(active) },
        { name: names.edit(name), keys: keys.edit, run: () => actions.edit(active) },
        { name: names.remove(name), keys: keys.remove, run: () => actions.remove(active) },
        ...(step
          ? [
              { name: names.up(name), keys: keys.up, run: () => step(active, -1) },
              { name: names.down(name), keys: keys.down, run: () => step(active, 1) },
            ]
          : []),
        ...general,
      ];
    }, [active, actions, focusSearch, removed, undo, step, onGroups, onBin, commands]),
  );
}

function nameOf({ issuer, account }: CodeEntry): string {
  return text.nameOf(issuer, account);
}
