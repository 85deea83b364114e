// What the imports thread does, done in this thread and with a cheap key: for tests that run without the built program.
// That the program's own key is dear is looked at in test/integration/strong-keys.test.ts.
import { isWholeBackup, newBackupKey, sealBackup } from "../../electron/core/backup/sealed-backup.ts";
import { openAge, sealAge } from "../../electron/core/exporters/age-file.ts";
import { iconPicture } from "../../electron/core/importers/icon-picture.ts";
import type { Imports } from "../../electron/core/importers/imports.ts";
import { nameImport, readImport } from "../../electron/core/importers/read-import.ts";

/** 1 KiB and a millisecond. */
export const cheapWorkFactor = 1;

export function plainImports(): Imports {
  return {
    name: async (files) => nameImport(files),
    read: async (files, passphrase) => (await readImport(files, passphrase)).imported,
    icon: (picture) => iconPicture(picture),
    seal: (content, passphrase) => sealAge(content, passphrase, cheapWorkFactor),
    open: (sealed, passphrase) => openAge(sealed, passphrase),
    newBackupKey: (passphrase) => newBackupKey(passphrase, cheapWorkFactor),
    sealBackup: (content, key) => sealBackup(content, key),
    isWholeBackup: (file, expected) => isWholeBackup(file, expected),
  };
}
