// Where the focus was before something opened, so that it can go back there: to the button, the list, or, if a menu
// stood between, to the button of that menu.
import { useRef } from "react";

/** Answers a function that gives the focus back to what had it when this part was drawn first. */
export function useOpener(): () => void {
  const opener = useRef<Element | null>(undefined);
  if (opener.current === undefined) opener.current = focused();
  return () => {
    if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
  };
}

function focused(): Element | null {
  const { activeElement } = document;
  const menu = activeElement?.closest("[role=menu]");
  // A menu is named by its button, and goes when one of its items was chosen.
  if (menu) return document.getElementById(menu.getAttribute("aria-labelledby") ?? "");
  return activeElement === document.body ? null : activeElement;
}
