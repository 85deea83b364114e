// Our own backup: an age file under a passphrase, the file of an automatic backup (backup/sealed-backup.ts), or the plain
// list of codes that is exported after a warning. What is written is described by the schema here, so that reading and
// writing cannot drift apart.
import { z } from "zod";
import { AppError } from "../../../shared/ipc/errors.ts";
import { CodeEntry, CodeIcon } from "../../../shared/models/code.ts";
import { AppPasswordNote, RecoveryPhone } from "../../../shared/models/kept.ts";
import { openBackup, sealedMark, sealedVersion } from "../backup/sealed-backup.ts";
import { openAge } from "../exporters/age-file.ts";
import { isDrawable } from "../otp/edit-code.ts";
import { readEntry, refused } from "../otp/entry.ts";
import { Secret } from "../secret.ts";
import type { Imported, ImportedEntry, Importer, KeptRecovery } from "./importer.ts";
import { asList, asObject, asText, badFile, type JsonObject, readRows, requireVersion } from "./rows.ts";
import { openedJson, requirePassphrase } from "./sealed.ts";

const format = "gatepost";
export const backupMark = "gatepost-backup";
export const backupVersion = 1;
const ageMark = "age-encryption.org/v1";

/** Entries are read field by field with `readEntry`, so that one that is wrong costs only itself. */
const Recovery = z.object({
  address: z.string().max(320),
  backupCodes: z.array(z.object({ code: z.string().max(200), used: z.boolean() })).max(200),
  secretKey: z.string().max(1_000).optional(),
  notes: z
    .object({
      twoFactor: z.object({ since: z.number().optional() }).optional(),
      recoveryPhone: RecoveryPhone.optional(),
      appPasswords: z.array(AppPasswordNote).max(200).optional(),
    })
    .optional(),
});

/** What stands beside the code itself; taken from the model, so that a field which comes to it is read as well. */
const Beside = CodeEntry.omit({
  ...{ id: true, type: true, issuer: true, account: true, algorithm: true, digits: true, period: true },
  ...{ counter: true, accountId: true },
})
  .extend({
    ...{ removedAt: z.number(), accountAddress: z.string().max(320) },
    // A code is not given up for its picture.
    icon: CodeIcon.refine(isDrawable).optional().catch(undefined),
  })
  .partial();

export const gatepostBackup: Importer = {
  id: format,
  name: "Gatepost",
  recognise(file) {
    if (Buffer.from(file.bytes.subarray(0, ageMark.length)).toString("latin1") === ageMark)
      return "encrypted";
    const mark = asObject(file.json()).format;
    if (mark === sealedMark) return "encrypted";
    return mark === backupMark ? "plain" : undefined;
  },
  async read(file, passphrase) {
    const json = file.json();
    const { format: mark, version } = asObject(json);
    if (json !== undefined && mark !== sealedMark) return readBackup(asObject(json));
    const secret = requirePassphrase(format, passphrase);
    if (json !== undefined) requireVersion(format, version, sealedVersion);
    const opened = json === undefined ? await openAge(file.bytes, secret) : await openBackup(json, secret);
    return readBackup(asObject(openedJson(format, opened)));
  },
};

function readBackup(backup: JsonObject): Imported {
  if (backup.format !== backupMark) throw badFile(format, "format");
  requireVersion(format, backup.version, backupVersion);
  if (!Array.isArray(backup.entries)) throw badFile(format, "entries");
  const recovery = asList(backup.recovery).map(readRecovery);
  return { ...readRows(backup.entries.map(asObject), readOne), recovery };
}

function readOne(row: JsonObject): ImportedEntry {
  const { type, issuer, account, secret, algorithm, digits, period, counter, pin } = row;
  const bytes = asText(type) === "motp" ? Buffer.from(asText(secret), "hex") : secret;
  const entry = readEntry({ type, issuer, account, secret: bytes, algorithm, digits, period, counter, pin });
  const beside = Beside.safeParse(row);
  if (!beside.success) throw refused(String(beside.error.issues[0]?.path[0] ?? "entry"), "unknown");
  return { ...entry, ...tidy(beside.data), ...(beside.data.removedAt !== undefined && { trashed: true }) };
}

/** Without the keys that have nothing. */
function tidy<Fields extends object>(fields: Fields): Fields {
  const there = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(there) as Fields;
}

function readRecovery(value: unknown): KeptRecovery {
  const read = Recovery.safeParse(value);
  // SECURITY: what zod says would quote the file.
  if (!read.success) throw new AppError("bad-file", { format, reason: "recovery" });
  const { address, backupCodes, secretKey, notes } = read.data;
  return {
    address,
    backupCodes: backupCodes.map(({ code, used }) => ({ code: new Secret(code), used })),
    ...(secretKey !== undefined && { secretKey: new Secret(secretKey) }),
    ...(notes && { notes }),
  };
}
