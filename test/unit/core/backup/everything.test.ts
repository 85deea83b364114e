// Our own backup carries everything: each field of an entry's index is named here, and one that comes to the model later
// fails these tests until the backup has it.
import { describe, expect, it } from "vitest";
import { createBackupSource } from "../../../../electron/core/backup/backup-source.ts";
import { createRecovery } from "../../../../electron/core/enrolment/recovery.ts";
import { readImport } from "../../../../electron/core/importers/read-import.ts";
import { createRestoreRecovery } from "../../../../electron/core/importers/restore-recovery.ts";
import { listWaiting } from "../../../../electron/core/kept/list-waiting.ts";
import { createWaitingAccounts } from "../../../../electron/core/kept/waiting-accounts.ts";
import type { StoredCode } from "../../../../electron/core/otp/stored-code.ts";
import { createVault } from "../../../../electron/core/otp/vault.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { CodeEntry, iconSize } from "../../../../shared/models/code.ts";
import { KeptNotes } from "../../../../shared/models/kept.ts";
import { memoryKeychain } from "../../../support/memory-keychain.ts";
import { memoryRecords } from "../../../support/memory-records.ts";
import { canvas, toPng } from "../../../support/pictures.ts";

const seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const address = "ann@example.org";

/** A true picture: others are left out. */
const picture = toPng(canvas(iconSize, iconSize)).toString("base64");
/** The compiler asks here for each field that comes to an entry. */
const full: Required<Omit<StoredCode, "period" | "counter">> = {
  ...{ id: "one", type: "hotp", issuer: "Post", account: "ann", algorithm: "SHA512", digits: 8 },
  ...{
    accountId: "account-1",
    addedAt: 1_000,
    unfinished: true,
    note: "two\nlines",
    groups: ["work", "home"],
  },
  ...{ pinned: true, icon: { kind: "picture", png: picture }, uses: 7, lastUsedAt: 2_000 },
  ...{ place: 3, removedAt: 3_000 },
};

function world(
  id: string,
  here: readonly { readonly id: string; readonly address: string }[] = [{ id, address }],
) {
  const keychain = memoryKeychain();
  const records = memoryRecords();
  const now = () => 5_000;
  const vault = createVault({ keychain, records, now, newId: () => `new-${keychain.items.size}` });
  const recovery = createRecovery({ keychain, records });
  const waiting = createWaitingAccounts({ records, now, newId: () => id });
  const restore = createRestoreRecovery({
    recovery,
    records,
    accounts: async () => here,
    waiting,
    codes: () => vault.list(),
  });
  const collect = createBackupSource({ vault, recovery: restore, now });
  return { keychain, records, vault, recovery, waiting, restore, collect };
}

describe("our own backup", () => {
  it("carries every field of every entry, also of those in the bin", async () => {
    const { keychain, records, collect } = world("account-1");
    const { id, ...hotp } = { ...full, counter: 41 };
    const { removedAt: _, ...visible } = full;
    const { id: __, ...motp } = {
      ...visible,
      type: "motp",
      algorithm: "MD5",
      digits: 6,
      period: 10,
      place: 1,
    };
    expect(Object.keys({ ...full, counter: 0, period: 0 }).sort()).toEqual(
      [...Object.keys(CodeEntry.shape), "place", "removedAt"].sort(),
    );
    await records.put("code", id, hotp);
    await records.put("code", "two", motp);
    keychain.items.set("code/one", seed);
    keychain.items.set("code/two", `${seed} 0042`);

    const { content } = await collect();
    const { imported } = await readImport([content], undefined);
    expect(imported.problems).toEqual([]);
    const [first, second] = imported.entries;
    const carried = ({ accountId: _id, place: _place, ...fields }: Record<string, unknown>) => ({
      ...fields,
      accountAddress: address,
    });
    expect(first).toEqual({ ...carried(motp), secret: new Secret(seed), pin: new Secret("0042") });
    expect(first?.secret.reveal()).toBe(seed);
    expect(second).toEqual({ ...carried(hotp), secret: new Secret(seed), trashed: true });
  });

  it("brings them back on another computer, linked with the account of the same address", async () => {
    const old = world("account-1");
    const { id, removedAt: _, ...stored } = { ...full, counter: 41 };
    await old.records.put("code", id, stored);
    old.keychain.items.set("code/one", seed);
    const { imported } = await readImport([(await old.collect()).content], undefined);

    const fresh = world("account-9");
    const [entry] = imported.entries;
    if (!entry) throw new Error("no entry");
    expect(await fresh.vault.addAll(await fresh.restore.linked([entry]))).toEqual({ added: 1, changed: 0 });
    const { place: __, ...expected } = stored;
    expect(await fresh.vault.list()).toEqual([{ ...expected, id: "new-0", accountId: "account-9" }]);
  });

  it("is the same for a code that was only used, and another for one that was renamed", async () => {
    const { keychain, records, collect } = world("account-1");
    const { id, removedAt: _, ...stored } = { ...full, counter: 41 };
    await records.put("code", id, stored);
    keychain.items.set("code/one", seed);
    const before = (await collect()).mark("salt");
    await records.put("code", id, { ...stored, uses: 8, lastUsedAt: 9_000 });
    expect((await collect()).mark("salt")).toBe(before);
    expect((await collect()).mark("other")).not.toBe(before);
    await records.put("code", id, { ...stored, account: "bob" });
    expect((await collect()).mark("salt")).not.toBe(before);
  });

  it("refuses a field that it cannot read, by its name", async () => {
    const rows = [
      { type: "totp", issuer: "Post", account: "ann", secret: seed, addedAt: "yesterday" },
      { type: "totp", issuer: "Post", account: "bob", secret: seed },
    ];
    const file = Buffer.from(JSON.stringify({ format: "gatepost-backup", version: 1, entries: rows }));
    const { imported } = await readImport([file], undefined);
    expect(imported.entries.map(({ account }) => account)).toEqual(["bob"]);
    expect(imported.problems).toEqual([
      { row: 1, field: "addedAt", code: "otpauth-field", reason: "unknown" },
    ]);
  });
});

describe("what is kept for recovery", () => {
  const codes = ["1111-aaaa", "2222-bbbb", "3333-cccc"].map((code) => new Secret(code));
  const notes: Required<Omit<KeptNotes, "accountId">> = {
    recoveryPhone: "+49 170",
    appPasswords: [{ id: "p1", name: "laptop", addedAt: 1, revokedAt: 2, inUse: true }],
  };

  async function backedUp() {
    const old = world("account-1");
    await old.recovery.keepBackupCodes("account-1", codes);
    await old.recovery.markBackupCode("account-1", 1, true);
    await old.recovery.keepSecretKey("account-1", new Secret("AAAAA-BBBBB"));
    await old.records.put("kept", "account-1", { accountId: "account-1", ...notes });
    const security = (await old.records.get("security", "account-1")) as object;
    await old.records.put("security", "account-1", { ...security, twoFactor: "on", since: 77 });
    const { imported } = await readImport([(await old.collect()).content], undefined);
    return imported.recovery ?? [];
  }

  it("comes back whole where nothing is kept: codes with their marks, key, notes, and that it is on", async () => {
    expect(Object.keys({ ...notes, accountId: "" }).sort()).toEqual(Object.keys(KeptNotes.shape).sort());
    const kept = await backedUp();
    const { restore, recovery, records } = world("account-9");
    const [view] = await restore.compare(kept);
    expect(view).toEqual({
      ...{ index: 0, address, added: true, state: "missing" },
      inFile: { codes: { left: 2, used: 1 }, secretKey: true },
      here: { secretKey: false },
    });
    expect(await restore.restore(kept, [])).toBe(1);
    expect((await recovery.backupCodes("account-9")).map(({ code, used }) => [code, used])).toEqual([
      ["1111-aaaa", false],
      ["2222-bbbb", true],
      ["3333-cccc", false],
    ]);
    expect((await recovery.secretKey("account-9"))?.reveal()).toBe("AAAAA-BBBBB");
    expect(await records.get("kept", "account-9")).toEqual({
      accountId: "account-9",
      ...notes,
      appPasswords: [{ ...notes.appPasswords[0], inUse: false }],
    });
    expect(await records.get("security", "account-9")).toMatchObject({ twoFactor: "on", since: 77 });
    expect((await restore.compare(kept))[0]?.state).toBe("same");
    expect(await restore.restore(kept, [])).toBe(0);
  });

  it("leaves what differs as it is, unless the backup's is chosen", async () => {
    const kept = await backedUp();
    const { restore, recovery } = world("account-9");
    await recovery.keepBackupCodes("account-9", [new Secret("9999-zzzz")]);
    await recovery.keepSecretKey("account-9", new Secret("NEWER"));
    expect((await restore.compare(kept))[0]).toMatchObject({
      state: "differs",
      here: { codes: { left: 1, used: 0 }, secretKey: true },
    });
    await restore.restore(kept, []);
    expect((await recovery.backupCodes("account-9")).map(({ code }) => code)).toEqual(["9999-zzzz"]);
    expect((await recovery.secretKey("account-9"))?.reveal()).toBe("NEWER");
    expect(await restore.restore(kept, [0])).toBe(1);
    expect(await recovery.backupCodes("account-9")).toHaveLength(3);
    expect((await recovery.secretKey("account-9"))?.reveal()).toBe("AAAAA-BBBBB");
  });

  it("never forgets that a code was used, here or in the backup", async () => {
    const kept = await backedUp();
    const { restore, recovery } = world("account-9");
    await recovery.keepBackupCodes("account-9", codes);
    await recovery.markBackupCode("account-9", 0, true);
    expect((await restore.compare(kept))[0]?.state).toBe("missing");
    await restore.restore(kept, []);
    expect((await recovery.backupCodes("account-9")).map(({ used }) => used)).toEqual([true, true, false]);
  });

  it("is kept for an account that is not here yet, goes on in backups, and meets the same backup again", async () => {
    const kept = await backedUp();
    const fresh = world("account-9", []);
    const { restore, recovery, records, waiting } = fresh;
    expect(await restore.compare(kept)).toMatchObject([{ state: "missing", added: false }]);
    expect(await restore.restore(kept, [])).toBe(1);
    // Whoever is added with this address has all of it.
    expect(await waiting.idOf(address.toUpperCase())).toBe("account-9");
    expect((await recovery.backupCodes("account-9")).length).toBe(codes.length);
    expect(await restore.compare(kept)).toMatchObject([{ state: "same", added: false }]);
    expect(await restore.restore(kept, [])).toBe(0);
    expect(await listWaiting({ records, waiting })).toMatchObject([
      { accountId: "account-9", address, backupCodes: { left: 2, used: 1 } },
    ]);
    const { imported } = await readImport([(await fresh.collect()).content], undefined);
    expect(imported.recovery).toMatchObject([{ address, backupCodes: kept[0]?.backupCodes }]);
    expect(imported.recovery?.[0]?.notes?.twoFactor).toEqual(kept[0]?.notes?.twoFactor);
  });

  it("keeps the link of a code with an account that is not here yet", async () => {
    const old = world("account-1");
    const { id, removedAt: _, ...stored } = { ...full, counter: 41 };
    await old.records.put("code", id, stored);
    old.keychain.items.set("code/one", seed);
    const { imported } = await readImport([(await old.collect()).content], undefined);
    const fresh = world("account-9", []);
    await fresh.vault.addAll(await fresh.restore.linked(imported.entries));
    expect(await fresh.vault.list()).toMatchObject([{ accountId: "account-9" }]);
    expect(await fresh.waiting.list()).toMatchObject([{ id: "account-9", address }]);
    // There is nothing to be looked at.
    expect(await listWaiting(fresh)).toEqual([]);
    expect(
      (await readImport([(await fresh.collect()).content], undefined)).imported.entries[0],
    ).toMatchObject({
      accountAddress: address,
    });
  });
});
