// A short explanation that appears beside a control. It repeats a name; it must never be the only place of a fact.
import { Tooltip as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import styles from "./tooltip.module.css";

/**
 * Of two things that can be closed the upper one alone gets the Escape key, and who presses it in a dialog does not mean the
 * name of a button: the dialog gets it once that has gone.
 */
function passOn({ target }: KeyboardEvent): void {
  const dialog = target instanceof Element && target.closest("[role=dialog], [role=alertdialog]");
  if (!dialog) return;
  const again = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true });
  setTimeout(() => dialog.isConnected && dialog.dispatchEvent(again));
}

export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={500} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  );
}

export function Tooltip({
  text,
  shortcut,
  children,
}: {
  readonly text: string;
  readonly shortcut?: string | undefined;
  readonly children: ReactElement;
}) {
  return (
    <Radix.Root disableHoverableContent>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={styles.tooltip}
          sideOffset={6}
          collisionPadding={8}
          onEscapeKeyDown={passOn}
        >
          {text}
          {shortcut !== undefined && <kbd className={styles.key}>{shortcut}</kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
