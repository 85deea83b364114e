// What the imports thread does, done in this thread: for tests that run without the built program.
import { isWholeBackup, newBackupKey, sealBackup } from "../../electron/core/backup/sealed-backup.ts";
import { openAge, sealAge } from "../../electron/core/exporters/age-file.ts";
import type { Imports } from "../../electron/core/importers/imports.ts";
import { nameImport, readImport } from "../../electron/core/importers/read-import.ts";

export function plainImports(): Imports {
  return {
    name: async (files) => nameImport(files),
    read: async (files, passphrase) => (await readImport(files, passphrase)).imported,
    seal: (content, passphrase) => sealAge(content, passphrase),
    open: (sealed, passphrase) => openAge(sealed, passphrase),
    newBackupKey: (passphrase) => newBackupKey(passphrase),
    sealBackup: (content, key) => sealBackup(content, key),
    isWholeBackup: (file, expected) => isWholeBackup(file, expected),
  };
}
