// The file of an automatic backup: opened by its passphrase alone, by two plain steps of age, and by nothing else.
import { armor, Decrypter } from "age-encryption";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type BackupKey,
  isWholeBackup,
  newBackupKey,
  openBackup,
  sealBackup,
} from "../../../../electron/core/backup/sealed-backup.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { cheapWorkFactor } from "../../../support/plain-imports.ts";

const passphrase = new Secret("correct horse battery");
const content = Buffer.from(JSON.stringify({ secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" }));
let key: BackupKey;
beforeAll(async () => {
  key = await newBackupKey(passphrase, cheapWorkFactor);
});

const parse = (file: Uint8Array) => JSON.parse(Buffer.from(file).toString());

describe("an automatic backup", () => {
  it("is opened by the passphrase, and by no other", async () => {
    const { file } = await sealBackup(content, key);
    expect(Buffer.from(await openBackup(parse(file), passphrase))).toEqual(content);
    await expect(openBackup(parse(file), new Secret("wrong"))).rejects.toThrow("wrong-passphrase");
    expect(Buffer.from(file).toString()).not.toMatch(/GEZDGNB|AGE-SECRET-KEY/);
  });

  it("is opened by any program that knows age, in two steps", async () => {
    const { file } = await sealBackup(content, key);
    const outer = new Decrypter();
    outer.addPassphrase(passphrase.reveal());
    const identity = await outer.decrypt(armor.decode(parse(file).key), "text");
    const inner = new Decrypter();
    inner.addIdentity(identity.trim());
    expect(Buffer.from(await inner.decrypt(armor.decode(parse(file).content)))).toEqual(content);
  });

  it("is read back by a probe of its own, which opens no other one", async () => {
    const one = await sealBackup(content, key);
    const other = await sealBackup(content, key);
    const expected = { content, key: key.key };
    expect(await isWholeBackup(one.file, { ...expected, probe: one.probe })).toBe(true);
    await expect(isWholeBackup(one.file, { ...expected, probe: other.probe })).rejects.toThrow("bad-file");
    const changed = { ...expected, content: Buffer.from("else"), probe: one.probe };
    expect(await isWholeBackup(one.file, changed)).toBe(false);
    expect(await isWholeBackup(one.file.subarray(0, 900), { ...expected, probe: one.probe })).toBe(false);
    const foreign = {
      ...expected,
      key: (await newBackupKey(passphrase, cheapWorkFactor)).key,
      probe: one.probe,
    };
    expect(await isWholeBackup(one.file, foreign)).toBe(false);
  });
});
