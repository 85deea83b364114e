// Which theme is on screen now: the user's choice, or the system's.
import { useEffect, useSyncExternalStore } from "react";
import type { Settings } from "../../shared/models/app.ts";

const system = window.matchMedia("(prefers-color-scheme: dark)");

export function useTheme(): "light" | "dark" {
  return useSyncExternalStore(subscribe, current);
}

function current(): "light" | "dark" {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return system.matches ? "dark" : "light";
}

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  system.addEventListener("change", listener);
  return () => {
    observer.disconnect();
    system.removeEventListener("change", listener);
  };
}

/** Puts the user's choice on the page. */
export function useChosenTheme(theme: Settings["theme"]): void {
  useEffect(() => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
}
