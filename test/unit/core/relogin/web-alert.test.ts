// The address that a server names with a refusal: opened only if it is a page of the provider itself.
import { describe, expect, it } from "vitest";
import { trustedWebAlert } from "../../../../electron/core/relogin/index.ts";
import { mailCom } from "../../../../shared/providers/mail-com.ts";

const provider = { ...mailCom, pageDomains: ["letters.test", "account.letters.example"] };

describe("a page that a server names", () => {
  it.each([
    "https://letters.test/continue?token=1",
    "https://login.letters.test/",
    "https://account.letters.example/a",
  ])("%s is the provider's own", (address) => {
    expect(trustedWebAlert(address, provider)).toBe(address);
  });

  it.each([
    "http://letters.test/continue",
    "https://letters.test.evil.test/",
    "https://evilletters.test/",
    "https://letters.example/",
    "https://letters.test@evil.test/",
    "https://user@letters.test/",
    "https://letters.test:8443/",
    "javascript:alert(1)//letters.test",
    "file:///letters.test",
    "//letters.test/",
    `https://letters.test/${"a".repeat(3_000)}`,
    "",
  ])("%s is not opened", (address) => {
    expect(trustedWebAlert(address, provider)).toBeUndefined();
  });

  it("is nobody's where the provider is not known", () => {
    expect(trustedWebAlert("https://letters.test/", undefined)).toBeUndefined();
    expect(trustedWebAlert(undefined, provider)).toBeUndefined();
  });
});
