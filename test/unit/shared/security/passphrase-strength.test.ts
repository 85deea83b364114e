import { describe, expect, it } from "vitest";
import { type Strength, strengthOf } from "../../../../shared/security/passphrase-strength.ts";

const cases: readonly (readonly [string, Strength])[] = [
  ["", "too-short"],
  ["aB3$xyz", "too-short"],
  ["aaaaaaaaaaaaaaaaaaaa", "weak"],
  ["12345678901234567890", "weak"],
  ["qwertyuiopasdfghjkl", "weak"],
  ["password", "weak"],
  ["Password123!", "weak"],
  ["gatepost2026", "weak"],
  ["sunshine princess", "weak"],
  ["correct horse battery", "weak"],
  ["correct horse battery staple", "fair"],
  ["correct horse battery staple window", "good"],
  ["k7#Pz2qv", "fair"],
  ["V9m!tqR2x&Lw4", "good"],
  ["żółw kaktus ołówek parasol lampa", "good"],
];

describe("the strength of a passphrase", () => {
  it.each(cases)("%j is %s", (passphrase, strength) => {
    expect(strengthOf(passphrase, 8)).toBe(strength);
  });

  it("counts what others know of the person for nothing", () => {
    expect(strengthOf("rosalind.franklin7Q", 8)).not.toBe("weak");
    expect(strengthOf("rosalind.franklin7Q", 8, ["rosalind", "franklin"])).toBe("weak");
  });

  it("never falls when something is added to it", () => {
    let last = 0;
    const order: readonly Strength[] = ["too-short", "weak", "fair", "good"];
    for (let length = 1; length <= 24; length += 1) {
      const rank = order.indexOf(strengthOf("V9m!tqR2x&Lw4Kb8%Zf3sJ6d".slice(0, length), 8));
      expect(rank).toBeGreaterThanOrEqual(last);
      last = rank;
    }
    expect(last).toBe(3);
  });
});
