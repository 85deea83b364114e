// Tells the core where the provider's page is to lie: over an element of ours, as far as nothing of ours lies over that.
// The page is drawn above everything in our window, so it has to give way.
import { type RefObject, useEffect, useState } from "react";
import type { PagePlace } from "../../../shared/models/provider-page.ts";
import { call } from "../../ipc/client.ts";

/** Whatever of these is on screen hides the page. */
const covers = '[role="dialog"], [role="alertdialog"], [role="menu"], [data-compose]';
/** The page ends above these. */
const edges = "[data-toasts] > *";
const gap = 8;

/**
 * Keeps the page over `element` while `shown`; `opened` changes when there is a new page that knows no place yet.
 * Answers whether something of ours covers it now.
 */
export function usePlace(
  element: RefObject<HTMLElement | null>,
  shown: boolean,
  opened: unknown,
): { readonly covered: boolean } {
  const [covered, setCovered] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that has just been opened is told its place anew
  useEffect(() => {
    const holder = element.current;
    if (!holder) return;
    let last = "";
    let frame = 0;
    const tell = () => {
      frame = 0;
      const isCovered = coveredBy(holder);
      setCovered(isCovered);
      const place = shown && !isCovered ? placeOf(holder) : "hidden";
      const key = JSON.stringify(place);
      if (key === last) return;
      last = key;
      // There may be no page any more; then there is nothing to place.
      call("page.place", place).catch(() => undefined);
    };
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(tell);
    };
    const size = new ResizeObserver(soon);
    size.observe(holder);
    size.observe(document.body);
    const tree = new MutationObserver(soon);
    tree.observe(document.body, { childList: true, subtree: true });
    addEventListener("scroll", soon, true);
    addEventListener("resize", soon);
    tell();
    return () => {
      cancelAnimationFrame(frame);
      size.disconnect();
      tree.disconnect();
      removeEventListener("scroll", soon, true);
      removeEventListener("resize", soon);
      call("page.place", "hidden").catch(() => undefined);
    };
  }, [element, shown, opened]);
  return { covered };
}

function coveredBy(holder: Element): boolean {
  return [...document.querySelectorAll(covers)].some((cover) => !cover.contains(holder));
}

/** What can be seen of the holder: within everything that it scrolls in, and above the toasts. */
function placeOf(holder: Element): PagePlace {
  let { left, top, right, bottom } = holder.getBoundingClientRect();
  for (let around = holder.parentElement; around; around = around.parentElement) {
    if (getComputedStyle(around).overflow === "visible") continue;
    const edge = around.getBoundingClientRect();
    left = Math.max(left, edge.left);
    top = Math.max(top, edge.top);
    right = Math.min(right, edge.right);
    bottom = Math.min(bottom, edge.bottom);
  }
  for (const toast of document.querySelectorAll(edges)) {
    const edge = toast.getBoundingClientRect();
    const beside = edge.right <= left || edge.left >= right;
    if (!beside && edge.top < bottom) bottom = edge.top - gap;
  }
  if (right <= left || bottom <= top) return "hidden";
  return { x: Math.max(0, left), y: Math.max(0, top), width: right - left, height: bottom - top };
}
