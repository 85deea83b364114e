// Backup codes, emergency keys and notes of our own backup go back to the accounts whose addresses they name; for one that
// is not here yet they are kept until it is. What is kept here stays, as it may be newer, unless the person chooses the
// backup's.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { ImportRecovery, RecoveryInFile } from "../../../shared/models/import.ts";
import { KeptNotes } from "../../../shared/models/kept.ts";
import { SecurityRecord, securityOf } from "../enrolment/enrolment-record.ts";
import type { Recovery } from "../enrolment/recovery.ts";
import { isSameAddress, type WaitingAccounts } from "../kept/waiting-accounts.ts";
import type { WholeEntry } from "../otp/many-codes.ts";
import { Secret } from "../secret.ts";
import type { Records } from "../store/records.ts";
import type { ImportedEntry, KeptRecovery, RecoveryNotes } from "./importer.ts";

export interface KnownAddress {
  readonly id: string;
  readonly address: string;
}

export interface RestoreRecovery {
  /** How each meets what is kept here. */
  compare(kept: readonly KeptRecovery[]): Promise<readonly ImportRecovery[]>;
  /** What is in the file, while nobody can look at what is kept here. */
  describe(kept: readonly KeptRecovery[]): Promise<readonly RecoveryInFile[]>;
  /**
   * Gives back what is missing here, and where `replace` names an index also what differs. Marks of used codes are never
   * lost. Answers how many accounts got something back.
   */
  restore(kept: readonly KeptRecovery[], replace: readonly number[]): Promise<number>;
  /** Everything that is kept for recovery, for our own backup. */
  revealAll(): Promise<readonly KeptRecovery[]>;
  /** With the ids of the accounts whose addresses they name, also of those that are not here yet. */
  linked(entries: readonly ImportedEntry[]): Promise<readonly WholeEntry[]>;
  addressOf(accountId: string): Promise<string | undefined>;
}

interface Known extends KnownAddress {
  /** it is an account here */
  readonly added: boolean;
}
type Part = "same" | "missing" | "differs";
type Codes = KeptRecovery["backupCodes"];

/** One account's part of a file, beside what is kept here. */
interface Meeting {
  readonly view: ImportRecovery;
  readonly accountId: string | undefined;
  readonly codes: Part;
  readonly key: Part;
  readonly from: KeptRecovery;
}

export function createRestoreRecovery(options: {
  readonly recovery: Recovery;
  readonly records: Records;
  readonly accounts: () => Promise<readonly KnownAddress[]>;
  readonly waiting: Pick<WaitingAccounts, "list" | "begin">;
  /** to link an account with its code again */
  readonly codes: () => Promise<readonly { readonly id: string; readonly accountId?: string | undefined }[]>;
}): RestoreRecovery {
  const { recovery, records, accounts, waiting } = options;

  /** Accounts, and those that something is kept for. */
  const everybody = async (): Promise<readonly Known[]> => [
    ...(await accounts()).map(({ id, address }) => ({ id, address, added: true })),
    ...(await waiting.list()).map(({ id, address }) => ({ id, address, added: false })),
  ];
  const find = async (address: string) =>
    (await everybody()).find((each) => isSameAddress(each.address, address));
  const keptCodes = async (accountId: string): Promise<Codes> =>
    (await recovery.backupCodes(accountId)).map(({ code, used }) => ({ code: new Secret(code), used }));

  const meet = async (from: KeptRecovery, index: number): Promise<Meeting> => {
    const { address, backupCodes, secretKey } = from;
    const inFile = { ...countOf(backupCodes), secretKey: secretKey !== undefined };
    const known = await find(address);
    const codesHere = known ? await keptCodes(known.id) : [];
    const keyHere = known && (await recovery.secretKey(known.id));
    const here = { ...countOf(codesHere), secretKey: keyHere !== undefined };
    const codes = compareCodes(backupCodes, codesHere);
    const key = compareKeys(secretKey, keyHere);
    const view = {
      index,
      address,
      added: known?.added === true,
      state: stateOf(known, codes, key),
      inFile,
      here,
    };
    return { view, accountId: known?.id, codes, key, from };
  };
  const meetAll = async (kept: readonly KeptRecovery[]) => {
    const all: Meeting[] = [];
    for (const [index, from] of kept.entries()) all.push(await meet(from, index));
    return all;
  };

  const restoreOne = async ({ accountId: known, codes, key, from }: Meeting, isReplaced: boolean) => {
    const accountId = known ?? (await waiting.begin(from.address));
    const takes = (part: Part) => part === "missing" || (part === "differs" && isReplaced);
    if (takes(codes)) {
      await recovery.keepBackupCodes(
        accountId,
        from.backupCodes.map(({ code }) => code),
      );
    }
    if (takes(codes) || codes === "same") await markUsed(accountId, from.backupCodes);
    if (takes(key) && from.secretKey) await recovery.keepSecretKey(accountId, from.secretKey);
    const noted = await restoreNotes(accountId, from.notes);
    return takes(codes) || takes(key) || noted;
  };

  const markUsed = async (accountId: string, backupCodes: Codes) => {
    const used = new Set(backupCodes.filter((each) => each.used).map(({ code }) => code.reveal()));
    for (const { index, code, used: isUsed } of await recovery.backupCodes(accountId)) {
      if (!isUsed && used.has(code)) await recovery.markBackupCode(accountId, index, true);
    }
  };

  /** Only where nothing is noted here. */
  const restoreNotes = async (accountId: string, notes: RecoveryNotes | undefined) => {
    if (!notes) return false;
    const { appPasswords = [], recoveryPhone, twoFactor } = notes;
    const isNoted = KeptNotes.safeParse(await records.get("kept", accountId)).success;
    const notesComeBack = !isNoted && (appPasswords.length > 0 || recoveryPhone !== undefined);
    if (notesComeBack) {
      const resting = appPasswords.map((each) => ({ ...each, inUse: false }));
      const back = { accountId, appPasswords: resting, ...(recoveryPhone && { recoveryPhone }) };
      await records.put("kept", accountId, KeptNotes.parse(back));
    }
    const known = await securityOf(records, accountId);
    const isOn = twoFactor !== undefined && known.twoFactor === "off" && known.since === undefined;
    if (isOn) {
      const code = (await options.codes()).find((each) => each.accountId === accountId);
      const back = { ...known, twoFactor: "on", since: twoFactor.since, ...(code && { codeId: code.id }) };
      await records.put("security", accountId, SecurityRecord.parse(back));
    }
    return notesComeBack || isOn;
  };

  const notesOf = async (accountId: string): Promise<RecoveryNotes | undefined> => {
    const noted = KeptNotes.safeParse(await records.get("kept", accountId));
    const { twoFactor, since } = await securityOf(records, accountId);
    const { appPasswords = [], recoveryPhone } = noted.success ? noted.data : {};
    const notes = {
      ...(twoFactor === "on" && { twoFactor: { ...(since !== undefined && { since }) } }),
      ...(recoveryPhone !== undefined && { recoveryPhone }),
      ...(appPasswords.length > 0 && { appPasswords }),
    };
    return Object.keys(notes).length > 0 ? notes : undefined;
  };

  return {
    describe: (kept) =>
      Promise.all(
        kept.map(async ({ address, backupCodes, secretKey }) => ({
          address,
          added: (await find(address))?.added === true,
          inFile: { ...countOf(backupCodes), secretKey: secretKey !== undefined },
        })),
      ),
    compare: async (kept) => (await meetAll(kept)).map(({ view }) => view),
    async restore(kept, replace) {
      let restored = 0;
      for (const meeting of await meetAll(kept)) {
        if (await restoreOne(meeting, replace.includes(meeting.view.index))) restored += 1;
      }
      return restored;
    },
    async revealAll() {
      const all: KeptRecovery[] = [];
      for (const { id, address } of await everybody()) {
        const backupCodes = await keptCodes(id);
        const secretKey = await recovery.secretKey(id);
        const notes = await notesOf(id);
        if (backupCodes.length === 0 && !secretKey && !notes) continue;
        all.push({ address, backupCodes, ...(secretKey && { secretKey }), ...(notes && { notes }) });
      }
      return all;
    },
    linked: (entries) =>
      Promise.all(
        entries.map(async ({ accountAddress, ...entry }) => {
          if (accountAddress === undefined) return entry;
          const known = await find(accountAddress);
          return { ...entry, accountId: known?.id ?? (await waiting.begin(accountAddress)) };
        }),
      ),
    addressOf: async (accountId) => (await everybody()).find(({ id }) => id === accountId)?.address,
  };
}

/** Where nothing is kept yet, notes alone are something that comes back. */
function stateOf(known: Known | undefined, codes: Part, key: Part): ImportRecovery["state"] {
  if (!known) return "missing";
  if (codes === "differs" || key === "differs") return "differs";
  return codes === key ? codes : "missing";
}

/** @throws AppError `not-found` */
export function recoveryAt(kept: readonly KeptRecovery[], index: number): KeptRecovery {
  const found = kept[index];
  if (!found) throw new AppError("not-found");
  return found;
}

function countOf(codes: Codes): Pick<ImportRecovery["here"], "codes"> {
  if (codes.length === 0) return {};
  const used = codes.filter((each) => each.used).length;
  return { codes: { left: codes.length - used, used } };
}

function compareCodes(inFile: Codes, here: Codes): Part {
  if (inFile.length === 0) return "same";
  if (here.length === 0) return "missing";
  const texts = (codes: Codes) =>
    codes
      .map(({ code }) => code.reveal())
      .sort()
      .join("\n");
  return texts(inFile) === texts(here) ? "same" : "differs";
}

function compareKeys(inFile: Secret | undefined, here: Secret | undefined): Part {
  if (!inFile) return "same";
  if (!here) return "missing";
  return inFile.reveal() === here.reveal() ? "same" : "differs";
}
