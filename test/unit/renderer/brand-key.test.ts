import { describe, expect, it } from "vitest";
import { brandKey, brandKeysOf } from "../../../renderer/parts/brand-key.ts";

describe("the brand of an issuer", () => {
  it("is looked for by letters and figures alone", () => {
    expect(brandKey("GitHub")).toBe("github");
    expect(brandKey(".NET")).toBe("dotnet");
    expect(brandKey("Noun & Verb+")).toBe("nounandverbplus");
    expect(brandKey("Citroën")).toBe("citroen");
    expect(brandKey("爱")).toBe("");
  });

  it("is the whole name, what is left without brackets, or the name that somebody owns", () => {
    expect(brandKeysOf("GitHub")).toEqual(["github"]);
    expect(brandKeysOf("Google (work)")).toEqual(["googlework", "google"]);
    expect(brandKeysOf("Google Account")).toEqual(["googleaccount", "google"]);
    expect(brandKeysOf("accounts.google.com")).toContain("google");
    expect(brandKeysOf("https://www.amazon.co.uk/")).toContain("amazon");
    expect(brandKeysOf("")).toEqual([]);
  });

  it("is never found by a part of a name", () => {
    expect(brandKeysOf("Apple Valley Bank")).toEqual(["applevalleybank"]);
    expect(brandKeysOf("github.com.login.example")).not.toContain("github");
  });
});
