// How an import meets what is here: nothing is doubled, nothing is replaced without being asked for, and a secret that the
// keychain has lost comes back to its own entry.
import { describe, expect, it } from "vitest";
import { readEntry } from "../../../../electron/core/otp/entry.ts";
import { createVault } from "../../../../electron/core/otp/vault.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { memoryKeychain } from "../../../support/memory-keychain.ts";
import { memoryRecords } from "../../../support/memory-records.ts";

const seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const totp = (issuer: string, secret = seed) => readEntry({ type: "totp", issuer, account: "ann", secret });
const hotp = (counter: number) =>
  readEntry({ type: "hotp", issuer: "Bank", account: "ann", secret: seed, counter });

function world() {
  const keychain = memoryKeychain();
  const records = memoryRecords();
  let ids = 0;
  const vault = createVault({ keychain, records, now: () => 1_000, newId: () => `id-${ids++}` });
  return { keychain, records, vault };
}

describe("an entry of a file", () => {
  it("gives a lost secret back to its own entry, which keeps its id and everything else", async () => {
    const { keychain, vault } = world();
    const kept = await vault.add(totp("Post"), { accountId: "account-1" });
    await vault.add(totp("Forum"));
    keychain.items.delete(`code/${kept.id}`);
    await vault.close();
    const file = [totp("Post"), totp("Forum"), totp("Post", "JBSWY3DPEHPK3PXP")];
    expect(await vault.known(file)).toEqual(["gone", "same", "new"]);
    expect(await vault.addAll(file.slice(0, 2))).toEqual({ added: 0, changed: 1 });
    expect(keychain.items.get(`code/${kept.id}`)).toBe(seed);
    expect((await vault.list()).map(({ id, accountId }) => [id, accountId])).toEqual([
      ["id-0", "account-1"],
      ["id-1", undefined],
    ]);
  });

  it("gives each of two lost entries its own, and none to one that makes other codes", async () => {
    const { keychain, vault } = world();
    await vault.add(totp("Post"));
    await vault.add({ ...totp("Post", "JBSWY3DPEHPK3PXP"), digits: 8 });
    keychain.items.clear();
    await vault.close();
    const file = [totp("Post"), totp("Post", "MFRGGZDFMZTWQ2LK")];
    expect(await vault.known(file)).toEqual(["gone", "new"]);
  });

  it("gives a lost counter only to the entry of its name: the secret cannot tell them apart any more", async () => {
    const { keychain, vault } = world();
    const named = (issuer: string, secret: string) =>
      readEntry({ type: "hotp", issuer, account: "ann", secret, counter: 3 });
    const bank = await vault.add(named("Bank", seed));
    const shop = await vault.add(named("Shop", "JBSWY3DPEHPK3PXP"));
    keychain.items.clear();
    await vault.close();
    await vault.addAll([named("Shop", "JBSWY3DPEHPK3PXP"), named("Bank", seed)]);
    expect(keychain.items.get(`code/${bank.id}`)).toBe(seed);
    expect(keychain.items.get(`code/${shop.id}`)).toBe("JBSWY3DPEHPK3PXP");
  });

  it("gives a secret back where another program has put its own in its place", async () => {
    const { keychain, vault } = world();
    const kept = await vault.add(totp("Post"));
    await vault.close();
    keychain.changed.add(`code/${kept.id}`);
    expect(await vault.known([totp("Post")])).toEqual(["gone"]);
    expect(await vault.addAll([totp("Post")])).toEqual({ added: 0, changed: 1 });
    expect((await vault.secretOf(kept.id)).reveal()).toBe(seed);
  });

  it("does not count as lost what is only locked away", async () => {
    const { keychain, vault } = world();
    await vault.add(totp("Post"));
    await vault.close();
    keychain.setState("locked");
    expect(await vault.known([totp("Post", "JBSWY3DPEHPK3PXP")])).toEqual(["new"]);
  });

  it("takes over notes, groups and icon of a known one only if it is chosen", async () => {
    const { vault } = world();
    await vault.addAll([{ ...totp("Post"), note: "mine", pinned: true }]);
    const other = { ...totp("Post"), note: "theirs", groups: ["work"], uses: 9 };
    expect(await vault.known([other])).toEqual(["differs"]);
    expect(await vault.known([{ ...totp("Post"), uses: 9, lastUsedAt: 5 }])).toEqual(["same"]);
    expect(await vault.addAll([])).toEqual({ added: 0, changed: 0 });
    expect(await vault.addAll([other])).toEqual({ added: 0, changed: 1 });
    const [entry] = await vault.list();
    expect(entry).toMatchObject({ id: "id-0", note: "theirs", groups: ["work"], pinned: true });
    expect(entry?.uses).toBeUndefined();
  });

  it("moves a counter on, and never back", async () => {
    const { vault } = world();
    await vault.add(hotp(10));
    expect(await vault.known([hotp(9), hotp(40)])).toEqual(["same", "behind"]);
    expect(await vault.addAll([hotp(40)])).toEqual({ added: 0, changed: 1 });
    expect((await vault.list())[0]?.counter).toBe(40);
    expect(await vault.addAll([hotp(9)])).toEqual({ added: 0, changed: 0 });
    expect((await vault.list())[0]?.counter).toBe(40);
  });

  it("brings nothing back where the keychain refuses one of them", async () => {
    const { keychain, vault } = world();
    await vault.add(totp("Post"));
    await vault.add(totp("Forum", "JBSWY3DPEHPK3PXP"));
    keychain.items.clear();
    await vault.close();
    const write = keychain.write;
    let left = 1;
    keychain.write = async (name, value) => {
      left -= 1;
      if (left < 0) throw new AppError("keychain-refused");
      await write(name, value);
    };
    await expect(vault.addAll([totp("Post"), totp("Forum", "JBSWY3DPEHPK3PXP")])).rejects.toThrow();
    expect(keychain.items.size).toBe(0);
  });
});
