// Keys of the mail screen. They act only while nobody types and no dialog is open.
import { useEffect, useRef } from "react";

export interface Shortcut {
  /** as in KeyboardEvent.key; a capital letter needs Shift */
  readonly key: string;
  readonly run: () => void;
  /** with Ctrl, on a Mac Command; then it works while typing, too */
  readonly control?: boolean;
}

export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const newest = useRef(shortcuts);
  useEffect(() => {
    newest.current = shortcuts;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const control = event.ctrlKey || event.metaKey;
      if (!control && isTyping(event.target)) return;
      if (document.querySelector("[role=dialog],[role=alertdialog],[role=menu]")) return;
      const found = newest.current.find((one) => one.key === event.key && (one.control ?? false) === control);
      if (!found) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
