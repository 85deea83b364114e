// What the screen in sight adds to the command palette. A screen gives its commands as long as it is drawn.
import { useEffect, useSyncExternalStore } from "react";
import type { Command } from "./screens/mail/commands.ts";

const none: readonly Command[] = [];
let given: readonly Command[] = none;
const listeners = new Set<() => void>();

function change(next: readonly Command[]): void {
  given = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Offers `commands`; a list that is made anew is offered anew. */
export function usePaletteCommands(commands: readonly Command[]): void {
  useEffect(() => {
    change(commands);
    return () => change(none);
  }, [commands]);
}

export function useOfferedCommands(): readonly Command[] {
  return useSyncExternalStore(subscribe, () => given);
}
