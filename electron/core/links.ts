// Links in messages: the shell tells that one was clicked, the page asks the user, and only then is it opened. The
// address stays here under a token, so that the page can never make the program open an address of its own.
import { randomUUID } from "node:crypto";
import { AppError } from "../../shared/ipc/errors.ts";
import type { Events } from "./events.ts";
import type { Platform } from "./platform.ts";

/** SECURITY: no file:, javascript:, data: or an application's own scheme ever leaves the program. */
const allowed = new Set(["https:", "http:", "mailto:"]);
const remembered = 20;

export interface Links {
  /** A link of a message was clicked: asks the page, or drops it if it is no address that may be opened. */
  ask(address: string): void;
  open(linkToken: string): Promise<void>;
}

export function createLinks(events: Events, platform: Pick<Platform, "openAddress">): Links {
  const asked = new Map<string, string>();
  return {
    ask(address) {
      const url = URL.canParse(address) ? new URL(address) : undefined;
      if (!url || !allowed.has(url.protocol)) return;
      const linkToken = randomUUID();
      asked.set(linkToken, url.href);
      for (const oldest of [...asked.keys()].slice(0, -remembered)) asked.delete(oldest);
      events.tell("links.asked", { linkToken, url: url.href, host: url.host || url.pathname });
    },
    async open(linkToken) {
      const address = asked.get(linkToken);
      if (!address) throw new AppError("not-found");
      asked.delete(linkToken);
      await platform.openAddress(address);
    },
  };
}
