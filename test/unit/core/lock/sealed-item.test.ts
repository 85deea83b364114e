import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  maxValueBytes,
  openItem,
  plainItem,
  readItem,
  sealedItem,
  type VaultKey,
} from "../../../../electron/core/lock/sealed-item.ts";
import { Secret } from "../../../../electron/core/secret.ts";

const key: VaultKey = { generation: "0a1b2c3d", bytes: randomBytes(32) };
const seal = (name: string, text: string) => sealedItem(name, new Secret(text), key, randomBytes);
const read = (stored: Secret) => {
  const item = readItem(stored);
  if (item.kind !== "sealed") throw new Error("is not sealed");
  return item;
};

describe("an item under the lock", () => {
  it("shows nothing of its value, and is never sealed twice alike", () => {
    const stored = seal("code/1", "JBSWY3DPEHPK3PXP").reveal();
    expect(stored).toMatch(/^sealed\/1\/0a1b2c3d\//);
    expect(Buffer.from(stored.slice(18), "base64").toString("latin1")).not.toContain("JBSWY3DPEHPK3PXP");
    expect(seal("code/1", "JBSWY3DPEHPK3PXP").reveal()).not.toBe(stored);
    expect(openItem("code/1", read(new Secret(stored)), key).reveal()).toBe("JBSWY3DPEHPK3PXP");
  });

  it("opens with its own key, under its own name, unchanged, and not otherwise", () => {
    const item = read(seal("code/1", "secret"));
    const other = { ...key, bytes: randomBytes(32) };
    expect(() => openItem("code/1", item, other)).toThrow("keychain-refused");
    expect(() => openItem("code/2", item, key)).toThrow("keychain-refused");
    expect(() => openItem("code/1", item, { ...key, generation: "other" })).toThrow("secret-gone");
    expect(() => openItem("code/1", item, undefined)).toThrow("secret-gone");
    const flipped = Uint8Array.from(item.bytes);
    flipped[30] = (flipped[30] ?? 0) ^ 1;
    expect(() => openItem("code/1", { ...item, bytes: flipped }, key)).toThrow("keychain-refused");
    expect(() => openItem("code/1", { ...item, bytes: new Uint8Array(3) }, key)).toThrow("keychain-refused");
  });

  it("is told from a value that only looks like it", () => {
    for (const text of ["sealed/1/x/AAAA", "plain/of it", "sealed/", "JBSWY3DPEHPK3PXP", "[]"]) {
      const item = readItem(plainItem(new Secret(text)));
      expect(item.kind === "plain" && item.value.reveal()).toBe(text);
    }
    expect(plainItem(new Secret("JBSWY3DP")).reveal()).toBe("JBSWY3DP");
  });

  it("refuses what is broken, and what a newer Gatepost has written", () => {
    expect(() => readItem(new Secret("sealed/1/x/!"))).toThrow("keychain-refused");
    expect(() => readItem(new Secret("sealed/2/x/AAAA"))).toThrow("newer-version");
  });

  it("fits into 2,560 bytes of the keychain, whatever was allowed in", () => {
    const longest = "é".repeat(maxValueBytes / 2);
    expect(Buffer.byteLength(longest)).toBe(maxValueBytes);
    const inKeychain = `b64:${Buffer.from(seal("code/1", longest).reveal()).toString("base64")}`;
    // With the mark that the keychain puts behind it.
    expect(inKeychain.length + 23).toBeLessThanOrEqual(2_560);
    expect(() => seal("code/1", `${longest}x`)).toThrow("too-large");
    // Already without a lock: it could never be sealed.
    expect(() => plainItem(new Secret(`${longest}x`))).toThrow("too-large");
  });
});
