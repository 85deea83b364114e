// Where the focus was before something opened, so that it can go back there: to the button, the list, or, if a menu
// stood between, to the button of that menu.
import { useRef } from "react";

/**
 * Answers a function that gives the focus back to what had it when this part was drawn first; if that has gone meanwhile,
 * to the list or page that it stood in.
 */
export function useOpener(): () => void {
  const openers = useRef<readonly Element[]>(undefined);
  openers.current ??= focused();
  return () => {
    const opener = openers.current?.find(({ isConnected }) => isConnected);
    if (!(opener instanceof HTMLElement)) return;
    if (opener !== openers.current?.[0] && !opener.hasAttribute("tabindex")) opener.tabIndex = -1;
    opener.focus();
  };
}

/** What has the focus, and what it stands in. */
function focused(): readonly Element[] {
  const { activeElement } = document;
  const menu = activeElement?.closest("[role=menu]");
  // A menu is named by its button, and goes when one of its items was chosen.
  const opener = menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : activeElement;
  if (!opener || opener === document.body) return [];
  return [opener, opener.closest("ul, ol, [role=list]"), opener.closest("main")].filter(
    (one) => one !== null,
  );
}
