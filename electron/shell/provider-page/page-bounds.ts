// Where in our window a provider's page may lie. Pure.
import { ownHeadHeight, type PagePlace } from "../../../shared/models/provider-page.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Bounds extends Size {
  readonly x: number;
  readonly y: number;
}

/**
 * The part of `place` (CSS pixels of our page) that lies inside of the window and below its head, in the window's own
 * pixels; undefined if nothing is left of it. `zoom`: window pixels of one CSS pixel.
 * SECURITY: P23. Whatever is asked, a strip of the window stays ours, so that no page can play the whole window.
 */
export function boundsOf(place: PagePlace, window: Size, zoom: number): Bounds | undefined {
  if (place === "hidden") return undefined;
  const head = Math.ceil(ownHeadHeight * zoom);
  const left = Math.round(place.x * zoom);
  const top = Math.max(Math.round(place.y * zoom), head);
  const right = Math.min(Math.round((place.x + place.width) * zoom), window.width);
  const bottom = Math.min(Math.round((place.y + place.height) * zoom), window.height);
  if (right - left < 1 || bottom - top < 1) return undefined;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
