// The pages of a provider that are known, under the names by which the window asks for them. Pure.
import { z } from "zod";
import type { Provider } from "./provider.ts";

export const KnownPage = z.enum([
  "two-factor",
  "two-factor-help",
  "web-login",
  "app-password",
  "imap-switch",
]);
export type KnownPage = z.infer<typeof KnownPage>;

/** An https address, or undefined where that page is not known. */
export function knownPage({ links, twoFactor, afterActivation }: Provider, page: KnownPage) {
  return {
    // Where only a help page is known, it is called one.
    "two-factor":
      twoFactor.settingsUrl ?? (links.security === twoFactor.helpUrl ? undefined : links.security),
    "two-factor-help": twoFactor.helpUrl ?? links.help,
    "web-login": links.webLogin,
    "app-password": links.appPassword ?? afterActivation.appPassword?.url,
    "imap-switch": links.imapSwitch ?? afterActivation.imapSwitch?.url,
  }[page];
}
