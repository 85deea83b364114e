// When nobody can open the lock any more (its passphrase is forgotten, its keychain item is gone): a backup is read and
// compared with the list first, and only then, and only if the person says so, what is sealed is removed and the backup's
// secrets are put in their places. What was read waits here.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { FoundBackup } from "../../../shared/models/lock.ts";
import { maxImportBytes } from "../importers/import-file.ts";
import type { Imported } from "../importers/importer.ts";
import type { Imports } from "../importers/imports.ts";
import { namesOf, type TypedPin, withTypedPins } from "../importers/lacking-pin.ts";
import type { RestoreRecovery } from "../importers/restore-recovery.ts";
import type { JobControl } from "../jobs.ts";
import type { Added } from "../otp/many-codes.ts";
import { looksSame } from "../otp/merging.ts";
import { createCodeSecrets } from "../otp/secrets.ts";
import { fieldsOf, readStoredCodes, type StoredCode } from "../otp/stored-code.ts";
import type { Vault } from "../otp/vault.ts";
import type { Platform } from "../platform.ts";
import { readInput } from "../read-input.ts";
import type { Secret } from "../secret.ts";
import type { Records } from "../store/records.ts";
import type { Lock } from "./lock.ts";
import { unlessPastHelp } from "./sealed-item.ts";

export interface ForgottenFlow {
  /** Asks for the file. @throws AppError `cancelled`, and those of files */
  choose(control: JobControl): Promise<FoundBackup>;
  /** @throws AppError `not-found`, `wrong-passphrase` */
  open(backupId: string, passphrase: Secret, control: JobControl): Promise<FoundBackup>;
  /**
   * Without a backup, everything that is sealed is given up. `pins`: typed for codes of the backup that lack theirs.
   * @throws AppError `not-found`, `passphrase-needed`
   */
  startAnew(
    choice: { readonly backupId?: string | undefined; readonly pins: readonly TypedPin[] },
    control: JobControl,
  ): Promise<Added & { readonly restored: number }>;
}

interface Waiting {
  readonly bytes: Uint8Array;
  readonly imported?: Imported;
}

/** Milliseconds that a backup which nobody has used stays in memory. */
const keepFor = 15 * 60_000;

export function createForgottenFlow(options: {
  readonly lock: Lock;
  readonly imports: Imports;
  readonly vault: Pick<Vault, "addAll">;
  readonly recovery: Pick<RestoreRecovery, "describe" | "linked" | "restore">;
  readonly records: Records;
  readonly platform: Pick<Platform, "chooseFiles">;
  readonly now: () => number;
  readonly newId: () => string;
}): ForgottenFlow {
  const { lock, imports, vault, recovery, records, platform, now, newId } = options;
  const waiting = new Map<string, Waiting>();
  const keep = (backupId: string, backup: Waiting) => {
    waiting.set(backupId, backup);
    setTimeout(() => waiting.get(backupId) === backup && waiting.delete(backupId), keepFor).unref();
  };
  const find = (backupId: string): Waiting => {
    const found = waiting.get(backupId);
    if (!found) throw new AppError("not-found");
    return found;
  };
  const listed = async () =>
    (await readStoredCodes(records)).filter(({ removedAt }) => removedAt === undefined);

  const read = async (backupId: string, passphrase: Secret | undefined, { signal, report }: JobControl) => {
    report(passphrase ? "deriving" : "reading");
    const { bytes } = find(backupId);
    const imported = await imports.read([bytes], passphrase, signal);
    keep(backupId, { bytes, imported });
    const codes = await listed();
    const { matches, others } = compare(codes, imported.entries);
    const left = codes.filter((code) => !matches.has(code.id));
    const lackingPin = imported.lackingPin ?? [];
    const asked = compare(
      left,
      lackingPin.map(({ entry }) => entry),
    ).matches;
    return {
      ...{ backupId, passphraseNeeded: false, brings: matches.size, others: others.length },
      missing: left.filter(({ id }) => !asked.has(id)).map(({ issuer, account }) => ({ issuer, account })),
      lackingPin: [...namesOf(lackingPin)],
      recovery: [...(await recovery.describe(imported.recovery ?? []))],
    };
  };

  /** Under the ids that they had, so that all that belongs to an entry stays with it. */
  const putBack = async (
    entries: Imported["entries"],
    kept: Imported["recovery"],
    { report, signal }: JobControl,
  ) => {
    const secrets = createCodeSecrets({ keychain: lock.keychain, now });
    const { matches, others } = compare(await listed(), entries);
    let added = 0;
    for (const [codeId, entry] of matches) {
      report("saving", added, matches.size);
      // What the lock had not sealed yet is still there, and newer; what another program has put there is of no use to
      // anybody, and the backup has what was there.
      if (await lock.keychain.read(`code/${codeId}`).catch(unlessPastHelp)) continue;
      await secrets.write(codeId, entry);
      added += 1;
    }
    const beside = await vault.addAll(await recovery.linked(others), { signal });
    const restored = await recovery.restore(kept ?? [], []);
    return { added: added + beside.added, changed: beside.changed, restored };
  };

  return {
    async choose(control) {
      control.report("waiting");
      const [path] = await platform.chooseFiles("import", false);
      if (path === undefined) throw new AppError("cancelled");
      const bytes = await readInput(path, maxImportBytes);
      const { encrypted } = await imports.name([bytes], control.signal);
      const backupId = newId();
      keep(backupId, { bytes });
      if (!encrypted) return read(backupId, undefined, control);
      const empty = { missing: [], lackingPin: [], recovery: [] };
      return { backupId, passphraseNeeded: true, brings: 0, others: 0, ...empty };
    },
    open: read,
    async startAnew({ backupId, pins }, control) {
      const imported = backupId === undefined ? undefined : find(backupId).imported;
      if (backupId !== undefined && !imported) throw new AppError("passphrase-needed");
      // Before anything is removed: what was typed may be no PIN.
      const entries = imported && [...imported.entries, ...withTypedPins(imported.lackingPin, pins)];
      const removing = (done: number, total: number) => control.report("removing", done, total);
      const result = await lock.startAnew(removing, async () =>
        entries ? putBack(entries, imported?.recovery, control) : { added: 0, changed: 0, restored: 0 },
      );
      if (backupId !== undefined) waiting.delete(backupId);
      return result;
    },
  };
}

type Entry = Imported["entries"][number];

/** Nobody can compare the secrets: they are sealed. */
function compare(
  codes: readonly StoredCode[],
  entries: readonly Entry[],
): { readonly matches: ReadonlyMap<string, Entry>; readonly others: readonly Entry[] } {
  const matches = new Map<string, Entry>();
  const others: Entry[] = [];
  for (const entry of entries) {
    if (entry.trashed === true) continue;
    const fields = fieldsOf(entry);
    const code = codes.find((each) => !matches.has(each.id) && looksSame(each, fields));
    if (code) matches.set(code.id, entry);
    else others.push(entry);
  }
  return { matches, others };
}
