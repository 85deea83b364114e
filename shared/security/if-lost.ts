// What would happen if this computer were lost today: worked out for one account from what is kept and what its provider
// gives. Pure; it knows no secrets, and promises nothing that is not certain.

/** What is known of one account. Times are milliseconds since 1970. */
export interface KeptForAccount {
  readonly twoFactor: "on" | "off" | "unknown";
  /** when it was switched on, if Gatepost has seen it */
  readonly since: number | undefined;
  /** its code is in Gatepost's authenticator */
  readonly codeKept: boolean;
  readonly secretKeyKept: boolean;
  readonly backupCodes: { readonly left: number; readonly used: number } | undefined;
  readonly recoveryPhone: boolean;
  /** application passwords that were not marked as revoked */
  readonly appPasswords: number;
  /** when everything was last written into an encrypted backup */
  readonly lastBackupAt: number | undefined;
  /** the provider can make new backup codes */
  readonly givesBackupCodes: boolean;
  readonly canEnrol: boolean;
}

/**
 * password-opens: nothing but the password is asked for · not-known: nobody here knows whether it is on ·
 * restore: the backup brings everything back · backup-older: the backup was made before it was switched on ·
 * own-paper: the secret key for emergencies, if its PDF or a print lies elsewhere · phone: the provider may help by the
 * recovery phone · locked-out: everything that opens the account would be gone with this computer
 */
export type LossOutcome =
  | "password-opens"
  | "not-known"
  | "restore"
  | "backup-older"
  | "own-paper"
  | "phone"
  | "locked-out";

/** The one thing to do next. */
export type LossNext = "nothing" | "turn-on" | "look" | "keep-code" | "back-up" | "new-codes";

export interface IfLost {
  readonly outcome: LossOutcome;
  readonly next: LossNext;
  /** application passwords that whoever has the computer might use, to be revoked at the provider */
  readonly revoke: number;
}

/** At so many backup codes left it is time for new ones. */
export const fewCodes = 2;

export function ifLost(kept: KeptForAccount): IfLost {
  const outcome = outcomeOf(kept);
  return { outcome, next: nextOf(kept, outcome), revoke: kept.appPasswords };
}

/** Backup codes that Gatepost keeps are gone with the computer as well: alone they help nobody. */
function outcomeOf(kept: KeptForAccount): LossOutcome {
  if (kept.twoFactor === "off") return "password-opens";
  if (kept.twoFactor === "unknown" && !kept.codeKept) return "not-known";
  const { lastBackupAt } = kept;
  const holdsSomething = kept.codeKept || kept.secretKeyKept || (kept.backupCodes?.left ?? 0) > 0;
  if (lastBackupAt !== undefined && holdsSomething)
    return lastBackupAt >= (kept.since ?? 0) ? "restore" : "backup-older";
  if (kept.secretKeyKept) return "own-paper";
  return kept.recoveryPhone ? "phone" : "locked-out";
}

function nextOf(kept: KeptForAccount, outcome: LossOutcome): LossNext {
  if (outcome === "password-opens") return kept.canEnrol ? "turn-on" : "nothing";
  if (outcome === "not-known") return "look";
  const nothingToBackUp = !kept.codeKept && !kept.secretKeyKept && kept.backupCodes === undefined;
  if (outcome !== "restore") return nothingToBackUp ? "keep-code" : "back-up";
  return runningOut(kept) ? "new-codes" : "nothing";
}

/** Whether new backup codes should be made: few are left, and the provider makes new ones. */
export function runningOut({
  backupCodes,
  givesBackupCodes,
}: Pick<KeptForAccount, "backupCodes" | "givesBackupCodes">): boolean {
  return givesBackupCodes && backupCodes !== undefined && backupCodes.left <= fewCodes;
}
