// What the page may ask of the authenticator.
import type { Settings } from "../../../shared/models/app.ts";
import type { Events } from "../events.ts";
import type { FoundCodes } from "../qr/found-codes.ts";
import { Secret } from "../secret.ts";
import type { HandlersOf } from "../topics.ts";
import { readByHand } from "./by-hand.ts";
import type { Clipboard } from "./clipboard.ts";
import { parseOtpauth } from "./otpauth.ts";
import type { Vault } from "./vault.ts";

export function codeHandlers(options: {
  readonly vault: Vault;
  readonly found: FoundCodes;
  readonly clipboard: Clipboard;
  readonly settings: () => Promise<Settings>;
  readonly events: Pick<Events, "tell">;
}): HandlersOf<"codes"> {
  const { vault, found, clipboard, events } = options;
  /** Tells the page after the change has been made. */
  const changing = async <Value>(work: Promise<Value>): Promise<Value> => {
    const value = await work;
    events.tell("codes.changed", {});
    return value;
  };

  return {
    "codes.list": async () => [...(await vault.list())],
    "codes.current": async () => [...(await vault.current())],
    "codes.advance": ({ codeId }) => changing(vault.advance(codeId)),
    "codes.copy": async ({ codeId }) => {
      const { code } = await vault.codeOf(codeId);
      return clipboard.copy(new Secret(code), (await options.settings()).clipboardSeconds);
    },
    "codes.addByHand": (typed) => changing(vault.add(readByHand(typed))),
    "codes.addLink": ({ link }) => changing(vault.add(parseOtpauth(link))),
    "codes.addFound": ({ foundId }) => changing(vault.add(found.takeFound(foundId))),
    "codes.edit": (change) => changing(vault.edit(change)),
    "codes.remove": ({ codeId }) => changing(vault.remove(codeId)),
    "codes.undoRemove": ({ undoToken }) => changing(vault.undoRemove(undoToken)),
  };
}
