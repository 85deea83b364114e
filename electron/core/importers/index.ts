// All import formats, in the order in which people have them; the one that has no mark of its own comes last.
import type { ImportFormat } from "../../../shared/models/import.ts";
import { aegis } from "./aegis.ts";
import { andOtp } from "./andotp.ts";
import { authenticatorExtension } from "./authenticator-extension.ts";
import { bitwarden } from "./bitwarden.ts";
import { ente } from "./ente.ts";
import { freeOtp } from "./freeotp.ts";
import { freeOtpPlus } from "./freeotp-plus.ts";
import { gatepostBackup } from "./gatepost-backup.ts";
import { googleMigration } from "./google-migration.ts";
import type { ImportFile } from "./import-file.ts";
import type { Importer } from "./importer.ts";
import { keePass } from "./keepass.ts";
import { keePassDatabase } from "./keepass-database.ts";
import { lastPass } from "./lastpass.ts";
import { onePassword } from "./one-password.ts";
import { otpClient } from "./otp-client.ts";
import { otpauthList } from "./otpauth-list.ts";
import { protonAuthenticator } from "./proton-authenticator.ts";
import { protonPass } from "./proton-pass.ts";
import { raivo } from "./raivo.ts";
import { stratum } from "./stratum.ts";
import { twoFas } from "./two-fas.ts";
import { winAuth } from "./winauth.ts";

export const importers: readonly Importer[] = [
  gatepostBackup,
  aegis,
  ente,
  twoFas,
  googleMigration,
  bitwarden,
  stratum,
  freeOtpPlus,
  freeOtp,
  protonAuthenticator,
  protonPass,
  keePass,
  keePassDatabase,
  raivo,
  onePassword,
  lastPass,
  winAuth,
  otpClient,
  authenticatorExtension,
  otpauthList,
  andOtp,
];

export interface RecognisedFile {
  readonly importer: Importer;
  readonly encrypted: boolean;
}

/** The format of a file, by its content. */
export function recogniseImport(file: ImportFile): RecognisedFile | undefined {
  for (const importer of importers) {
    const recognised = importer.recognise(file);
    if (recognised) return { importer, encrypted: recognised === "encrypted" };
  }
  return undefined;
}

/** By the name that files and settings use. */
export function importerOf(format: ImportFormat): Importer {
  const found = importers.find(({ id }) => id === format);
  if (!found) throw new Error(`no importer: ${format}`);
  return found;
}
