// The search field: searches at each pause in typing, and goes back to where one was when it is emptied.
import { useEffect, useRef, useState } from "react";
import type { Viewed } from "./viewed.ts";

const pause = 250;

export interface Search {
  readonly text: string;
  readonly type: (text: string) => void;
  readonly clear: () => void;
}

export function useSearch(viewed: Viewed, onView: (viewed: Viewed) => void): Search {
  const [text, setText] = useState("");
  const before = useRef<Viewed>({ kind: "unified-inbox" });
  const newest = useRef({ viewed, onView });
  useEffect(() => {
    newest.current = { viewed, onView };
    if (viewed.kind !== "search") before.current = viewed;
  });
  // Choosing a folder ends the search.
  useEffect(() => {
    if (viewed.kind !== "search") setText("");
  }, [viewed]);
  useEffect(() => {
    const trimmed = text.trim();
    const now = newest.current;
    if (trimmed === "") {
      if (now.viewed.kind === "search") now.onView(before.current);
      return;
    }
    const timer = setTimeout(
      () => newest.current.onView({ kind: "search", text: trimmed.slice(0, 500) }),
      pause,
    );
    return () => clearTimeout(timer);
  }, [text]);
  return { text, type: setText, clear: () => setText("") };
}
