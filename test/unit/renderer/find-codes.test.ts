// What the quick-code window lists for a few letters.
import { expect, test } from "vitest";
import { findCodes } from "../../../renderer/screens/quick-code/find-codes.ts";
import type { CodeEntry } from "../../../shared/models/code.ts";

const entry = (issuer: string, account: string, pinned = false): CodeEntry => ({
  ...{ id: `${issuer}/${account}`, issuer, account, pinned },
  ...{ type: "totp", algorithm: "SHA1", digits: 6, period: 30, addedAt: 0 },
});
const entries = [
  entry("My GitLab", "ann"),
  entry("GitHub", "ann"),
  entry("GitHub", "work", true),
  entry("Bank", "git", true),
  entry("Mail", "zoe"),
];
const names = (search: string) => findCodes(entries, search).map(({ id }) => id);

test("with nothing typed the pinned ones come first, each part in the order of the list", () => {
  expect(names("")).toEqual(["GitHub/work", "Bank/git", "My GitLab/ann", "GitHub/ann", "Mail/zoe"]);
  expect(names("  ")).toEqual(names(""));
});

test("a name that begins with the letters comes before one that only has them", () => {
  expect(names("git")).toEqual(["GitHub/work", "Bank/git", "GitHub/ann", "My GitLab/ann"]);
});

test("every word has to be there, in any order and any case", () => {
  expect(names("ANN git")).toEqual(["My GitLab/ann", "GitHub/ann"]);
  expect(names("nothing")).toEqual([]);
});

test("no more than a hundred are drawn", () => {
  const many = Array.from({ length: 300 }, (_, index) => entry("Issuer", String(index)));
  expect(findCodes(many, "issuer")).toHaveLength(100);
});
