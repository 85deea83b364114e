import { describe, expect, it } from "vitest";
import { ifLost, type KeptForAccount, runningOut } from "../../../../shared/security/if-lost.ts";

const on: KeptForAccount = {
  twoFactor: "on",
  since: 1_000,
  codeKept: true,
  secretKeyKept: false,
  backupCodes: undefined,
  recoveryPhone: false,
  appPasswords: 0,
  lastBackupAt: undefined,
  givesBackupCodes: true,
  canEnrol: false,
};
const codes = (left: number) => ({ left, used: 10 - left });

describe("if this computer were lost today", () => {
  it.each<[string, Partial<KeptForAccount>, string, string]>([
    ["off", { twoFactor: "off", codeKept: false }, "password-opens", "nothing"],
    [
      "off, and Gatepost can guide",
      { twoFactor: "off", codeKept: false, canEnrol: true },
      "password-opens",
      "turn-on",
    ],
    ["unknown", { twoFactor: "unknown", codeKept: false, since: undefined }, "not-known", "look"],
    [
      "unknown with a backup of other things",
      { twoFactor: "unknown", codeKept: false, lastBackupAt: 5_000 },
      "not-known",
      "look",
    ],
    [
      "a code is kept although nobody said that it is on",
      { twoFactor: "unknown", since: undefined },
      "locked-out",
      "back-up",
    ],
    ["nothing but the code here", {}, "locked-out", "back-up"],
    ["backup codes, but only here", { backupCodes: codes(10) }, "locked-out", "back-up"],
    ["nothing at all here", { codeKept: false }, "locked-out", "keep-code"],
    [
      "nothing here, though other things are backed up",
      { codeKept: false, lastBackupAt: 5_000 },
      "locked-out",
      "keep-code",
    ],
    ["the secret key", { secretKeyKept: true }, "own-paper", "back-up"],
    ["the phone", { recoveryPhone: true }, "phone", "back-up"],
    [
      "the secret key goes before the phone",
      { secretKeyKept: true, recoveryPhone: true },
      "own-paper",
      "back-up",
    ],
    ["a backup", { lastBackupAt: 2_000 }, "restore", "nothing"],
    ["a backup of the same moment", { lastBackupAt: 1_000 }, "restore", "nothing"],
    ["a backup from before", { lastBackupAt: 999 }, "backup-older", "back-up"],
    ["a backup and few codes", { lastBackupAt: 2_000, backupCodes: codes(2) }, "restore", "new-codes"],
    ["a backup and enough codes", { lastBackupAt: 2_000, backupCodes: codes(3) }, "restore", "nothing"],
    ["few codes, but no backup", { backupCodes: codes(1) }, "locked-out", "back-up"],
    [
      "few codes of a provider that makes no new ones",
      { lastBackupAt: 2_000, backupCodes: codes(0), givesBackupCodes: false },
      "restore",
      "nothing",
    ],
  ])("%s", (_name, change, outcome, next) => {
    expect(ifLost({ ...on, ...change })).toEqual({ outcome, next, revoke: 0 });
  });

  it("says how many application passwords would be in other hands, whatever else holds", () => {
    expect(ifLost({ ...on, appPasswords: 2 }).revoke).toBe(2);
    expect(ifLost({ ...on, twoFactor: "off", codeKept: false, appPasswords: 1 }).revoke).toBe(1);
  });

  it("offers new codes at two left, and not where there never were any", () => {
    expect(runningOut({ ...on, backupCodes: codes(2) })).toBe(true);
    expect(runningOut({ ...on, backupCodes: codes(3) })).toBe(false);
    expect(runningOut(on)).toBe(false);
  });
});
