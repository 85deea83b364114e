import type { Plugin } from "vite";

/** `keyOf` makes of a name what it is looked up by. */
export function brandIcons(keyOf: (name: string) => string): Plugin;
