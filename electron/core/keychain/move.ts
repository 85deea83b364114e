// Moving to another keychain: another back end (GNOME, KWallet), or another computer. Two of them can never be asked at
// once, because only one answers on a desktop; so all items go through a file under a passphrase. Nothing is removed from
// the old one, and the new one is used only when everything in it reads back as it was.
import { AppError } from "../../../shared/ipc/errors.ts";
import { maxImportBytes } from "../importers/import-file.ts";
import type { Imports } from "../importers/imports.ts";
import type { JobControl } from "../jobs.ts";
import type { Platform } from "../platform.ts";
import { readInput } from "../read-input.ts";
import { savePrivateFile } from "../save-private-file.ts";
import type { Secret } from "../secret.ts";
import { databaseKeyName, type Keychain } from "./keychain.ts";
import { type Items, isSame, readMoveFile, writeMoveFile } from "./move-file.ts";

type MoveControl = Pick<JobControl, "signal" | "report">;

export interface KeychainMove {
  /**
   * Writes all items into a file that the user chooses, and reads it back. Answers how many, and how many of the names
   * had none. @throws AppError `cancelled`, `disk-full`, `file-unwritable`, `export-differs`, what the keychain says
   */
  prepare(passphrase: Secret, control: MoveControl): Promise<{ items: number; gone: number }>;
  /**
   * Writes the items of a chosen file into the keychain, if its key opens the store that is here.
   * @throws AppError `keychain-file-foreign`, `wrong-passphrase`, and those of files and of the keychain
   */
  bringOver(passphrase: Secret, control: MoveControl): Promise<{ items: number }>;
}

export function createKeychainMove(parts: {
  /** as it is: nothing is opened that the lock has sealed */
  readonly keychain: Keychain;
  readonly platform: Pick<Platform, "chooseFiles" | "chooseSavePath">;
  readonly imports: Pick<Imports, "seal" | "open">;
  /** of all items that there may be */
  readonly names: () => Promise<readonly string[]>;
  /** Opens the store that is here with this key, for a moment. @throws AppError `store-unreadable` */
  readonly tryKey: (key: Secret) => Promise<void>;
}): KeychainMove {
  const { keychain, platform, imports } = parts;

  const readAll = async (names: readonly string[], { signal, report }: MoveControl): Promise<Items> => {
    const items = new Map<string, Secret>();
    for (const [index, name] of names.entries()) {
      signal.throwIfAborted();
      report("reading", index, names.length);
      const value = await keychain.read(name);
      if (value) items.set(name, value);
    }
    return items;
  };

  return {
    async prepare(passphrase, control) {
      const names = [databaseKeyName, ...(await parts.names())];
      const items = await readAll(names, control);
      control.report("waiting");
      const path = await platform.chooseSavePath("gatepost-keychain.age");
      if (path === undefined) throw new AppError("cancelled");
      control.report("writing");
      await savePrivateFile(path, await imports.seal(writeMoveFile(items), passphrase, control.signal));
      control.report("checking");
      const back = await imports.open(await readInput(path, maxImportBytes), passphrase, control.signal);
      if (!isSame(items, readMoveFile(back))) throw new AppError("export-differs");
      return { items: items.size, gone: names.length - items.size };
    },

    async bringOver(passphrase, control) {
      const { signal, report } = control;
      report("waiting");
      const [path] = await platform.chooseFiles("import", false);
      if (path === undefined) throw new AppError("cancelled");
      report("reading");
      const items = readMoveFile(
        await imports.open(await readInput(path, maxImportBytes), passphrase, signal),
      );
      const key = items.get(databaseKeyName);
      if (!key) throw new AppError("keychain-file-foreign");
      // SECURITY: P9. Before anything is written: a file of another installation would put its secrets over these.
      await parts.tryKey(key).catch(asForeign);
      keychain.markWith(key);
      // The key last: until it is there a broken-off move is begun again at the same screen.
      const others = [...items].filter(([name]) => name !== databaseKeyName);
      for (const [index, [name, value]] of others.entries()) {
        signal.throwIfAborted();
        report("writing", index, items.size);
        await keychain.write(name, value);
      }
      report("checking");
      const back = await readAll(
        others.map(([name]) => name),
        control,
      );
      if (!isSame(new Map(others), back)) throw new AppError("keychain-refused");
      await keychain.write(databaseKeyName, key);
      return { items: items.size };
    },
  };
}

function asForeign(failure: unknown): never {
  if (failure instanceof AppError && failure.code === "store-unreadable")
    throw new AppError("keychain-file-foreign", {}, { cause: failure });
  throw failure;
}
