// Which page of a provider is opened: the window names it, the data have the address.
import { expect, it } from "vitest";
import { knownLink } from "../../../../electron/core/enrolment/provider-links.ts";
import { calls } from "../../../../shared/ipc/contract.ts";
import { providers } from "../../../../shared/providers/index.ts";
import { KnownPage, knownPage } from "../../../../shared/providers/known-page.ts";

const input = calls["links.openKnown"].input;

it("opens every page and every source that is known, and no other", () => {
  for (const provider of providers) {
    const providerId = provider.id;
    for (const link of KnownPage.options) {
      const address = knownPage(provider, link);
      if (address === undefined) expect(() => knownLink({ providerId, link })).toThrow("not-found");
      else expect(knownLink(input.parse({ providerId, link }))).toBe(address);
    }
    const links = provider.sources.map((_address, source) => knownLink({ providerId, link: { source } }));
    expect(links).toEqual(provider.sources);
    const beyond = { source: provider.sources.length };
    expect(() => knownLink({ providerId, link: beyond })).toThrow("not-found");
  }
});

it("takes no address from the window", () => {
  expect(input.safeParse({ providerId: "gmail", link: "https://evil.example/" }).success).toBe(false);
  expect(input.safeParse({ providerId: "gmail", link: { source: -1 } }).success).toBe(false);
  expect(() => knownLink({ providerId: "https://evil.example/", link: "two-factor" })).toThrow("not-found");
});
