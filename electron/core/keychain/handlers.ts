// What the page may ask of the keychain: to prepare a move to another one, and to bring the items over there.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Jobs } from "../jobs.ts";
import type { Opening } from "../opening.ts";
import { Secret } from "../secret.ts";
import type { HandlersOf } from "../topics.ts";
import type { KeychainMove } from "./move.ts";

export function keychainHandlers(parts: {
  readonly move: KeychainMove;
  readonly jobs: Jobs;
  readonly opening: Pick<Opening, "store">;
  /** looks at keychain and store again, as the page's own button does */
  readonly retry: () => Promise<void>;
}): HandlersOf<"keychain"> {
  const { move, jobs, opening } = parts;
  return {
    "keychain.prepareMove": ({ passphrase }) =>
      jobs.start("keychain.prepareMove", async (control) => ({
        kind: "keychain-moved",
        ...(await move.prepare(new Secret(passphrase), control)),
      })),
    "keychain.bringOver": ({ passphrase }) =>
      jobs.start("keychain.bringOver", async (control) => {
        // SECURITY: P9. Never over a keychain that is in use.
        if (opening.store !== "key-gone" && opening.store !== "key-changed") throw new AppError("forbidden");
        const { items } = await move.bringOver(new Secret(passphrase), control);
        await parts.retry();
        return { kind: "keychain-moved", items, gone: 0 };
      }),
  };
}
