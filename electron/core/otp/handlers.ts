// What the page may ask of the authenticator.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Settings } from "../../../shared/models/app.ts";
import type { CodeChange } from "../../../shared/models/code.ts";
import type { Events } from "../events.ts";
import type { Platform } from "../platform.ts";
import type { FoundCodes } from "../qr/found-codes.ts";
import { readPictureFile } from "../qr/picture-file.ts";
import { isSvg, readHeader } from "../qr/picture-header.ts";
import { Secret } from "../secret.ts";
import type { HandlersOf } from "../topics.ts";
import { readByHand } from "./by-hand.ts";
import type { Clipboard } from "./clipboard.ts";
import { isDrawable } from "./edit-code.ts";
import { parseOtpauth } from "./otpauth.ts";
import type { Vault } from "./vault.ts";

export function codeHandlers(options: {
  readonly vault: Vault;
  readonly found: FoundCodes;
  readonly clipboard: Clipboard;
  readonly settings: () => Promise<Settings>;
  readonly events: Pick<Events, "tell">;
  readonly platform: Pick<Platform, "chooseFiles">;
  /** makes a picture of a drawing (SVG) */
  readonly draw: (drawing: Uint8Array) => Promise<Uint8Array>;
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
    "codes.askAgain": async () => {
      vault.askAgain();
      events.tell("codes.changed", {});
    },
    "codes.advance": ({ codeId }) => changing(vault.advance(codeId)),
    "codes.copy": async ({ codeId }) => {
      const { code } = await vault.codeOf(codeId);
      const copied = await clipboard.copy(new Secret(code), (await options.settings()).clipboardSeconds);
      // The page is not told: a list by use would change its order under the pointer.
      await vault.noteUse(codeId);
      return copied;
    },
    "codes.addByHand": (typed) => changing(vault.add(readByHand(typed))),
    "codes.addLink": ({ link, pin }) => changing(vault.add(parseOtpauth(link, { pin }))),
    "codes.addFound": ({ foundId, pin }) => changing(vault.add(found.takeFound(foundId, pin))),
    "codes.edit": (change) => changing(vault.edit(readChange(change))),
    "codes.move": ({ codeId, before }) => changing(vault.move(codeId, before)),
    "codes.renameGroup": ({ from, to }) => changing(vault.renameGroup(from, to)),
    "codes.chooseIcon": async () => {
      const [path] = await options.platform.chooseFiles("icon", false);
      if (path === undefined) return {};
      const picture = await readPictureFile(path);
      // A stranger's drawing is a document, with styles and links: the page gets none.
      if (isSvg(picture)) return { picture: await options.draw(picture) };
      // SECURITY: P11. Before the page unpacks it.
      readHeader(picture);
      return { picture };
    },
    "codes.remove": ({ codeId }) => changing(vault.remove(codeId)),
    "codes.restore": ({ codeId }) => changing(vault.restore(codeId)),
    "codes.bin": async () => [...(await vault.bin())],
    "codes.destroy": ({ codeIds }) => changing(vault.destroy(codeIds)),
  };
}

/** @throws AppError `picture-unreadable` if its icon is no picture of the size that icons have */
function readChange(change: CodeChange): CodeChange {
  if (change.icon && !isDrawable(change.icon)) throw new AppError("picture-unreadable");
  return change;
}
