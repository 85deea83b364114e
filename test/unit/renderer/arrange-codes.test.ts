import { describe, expect, it } from "vitest";
import {
  arrangeCodes,
  groupDigits,
  groupsOf,
  placeBefore,
} from "../../../renderer/screens/authenticator/list/arrange-codes.ts";
import type { CodeEntry } from "../../../shared/models/code.ts";

const entry = (id: string, more: Partial<CodeEntry> = {}): CodeEntry => ({
  ...{ id, type: "totp", issuer: id, account: "ann", algorithm: "SHA1", digits: 6, period: 30, addedAt: 0 },
  ...more,
});
const names = (entries: readonly CodeEntry[]) => entries.map(({ id }) => id).join("");
const plain = { search: "", group: undefined, order: "manual" } as const;

describe("the list of codes", () => {
  it("has an order of its own, and three others; pinned entries come first in each", () => {
    const all = [
      entry("c", { uses: 2, lastUsedAt: 10 }),
      entry("a", { uses: 9, lastUsedAt: 5 }),
      entry("B"),
      entry("z", { pinned: true }),
    ];
    expect(names(arrangeCodes(all, plain))).toBe("zcaB");
    expect(names(arrangeCodes(all, { ...plain, order: "name" }))).toBe("zaBc");
    expect(names(arrangeCodes(all, { ...plain, order: "last-used" }))).toBe("zcaB");
    expect(names(arrangeCodes(all, { ...plain, order: "most-used" }))).toBe("zacB");
    expect(names(all)).toBe("caBz");
  });

  it("is searched by every word, in names, groups and notes", () => {
    const all = [
      entry("a", { issuer: "Post", groups: ["Work"] }),
      entry("b", { issuer: "Post", note: "Blue key" }),
    ];
    const found = (search: string) => names(arrangeCodes(all, { ...plain, search }));
    expect(found("post ann")).toBe("ab");
    expect(found(" WORK ")).toBe("a");
    expect(found("key post")).toBe("b");
    expect(found("key work")).toBe("");
  });

  it("shows one group alone, and knows how many entries each has", () => {
    const all = [entry("a", { groups: ["x", "y"] }), entry("b", { groups: ["y"] }), entry("c")];
    expect(names(arrangeCodes(all, { ...plain, group: "y" }))).toBe("ab");
    expect(groupsOf(all)).toEqual([
      { name: "x", count: 1 },
      { name: "y", count: 2 },
    ]);
  });

  it("says before which entry one goes", () => {
    const all = ["a", "b", "c"].map((id) => entry(id));
    expect(placeBefore(all, "c", "a", "before")).toBe("a");
    expect(placeBefore(all, "a", "b", "after")).toBe("c");
    expect(placeBefore(all, "a", "c", "after")).toBeUndefined();
    // Its own neighbour: it is not counted itself.
    expect(placeBefore(all, "b", "a", "after")).toBe("c");
  });

  it("groups digits for the eye, and never letters", () => {
    expect(groupDigits("123456", "halves")).toEqual(["123", "456"]);
    expect(groupDigits("1234567", "halves")).toEqual(["1234", "567"]);
    expect(groupDigits("12345678", "threes")).toEqual(["123", "456", "78"]);
    expect(groupDigits("123456", "twos")).toEqual(["12", "34", "56"]);
    expect(groupDigits("123456", "none")).toEqual(["123456"]);
    expect(groupDigits("2B4C6", "twos")).toEqual(["2B4C6"]);
    expect(groupDigits("1", "halves")).toEqual(["1"]);
  });
});
