// One test loops over all providers: whoever adds one gets it for nothing.
import { describe, expect, it } from "vitest";
import { findProvider, providerOf, providers } from "../../../../shared/providers/index.ts";
import { Provider } from "../../../../shared/providers/provider.ts";

describe.each(providers.map((provider) => [provider.id, provider] as const))(
  "provider %s",
  (id, provider) => {
    it("fits the schema, with nothing beside it", () => {
      expect(Provider.parse(provider)).toEqual(provider);
    });

    it("lists each domain once, in lower case, and is found by every one of them", () => {
      expect(new Set(provider.domains).size).toBe(provider.domains.length);
      for (const domain of provider.domains) expect(findProvider(domain)?.id).toBe(id);
      expect(findProvider(provider.domains[0]?.toUpperCase() ?? "")?.id).toBe(id);
    });

    it("has error patterns that are regular expressions", () => {
      for (const error of provider.errors) expect(() => new RegExp(error.pattern, "iu")).not.toThrow();
    });

    it("says what to do where programs must sign in again", () => {
      const { effect, appPassword, imapSwitch } = provider.afterActivation;
      if (effect !== "sign-in-again") return;
      expect(appPassword?.required || imapSwitch?.required).toBe(true);
      if (appPassword?.required) expect(appPassword.steps.length).toBeGreaterThan(0);
      if (imapSwitch?.required) expect(imapSwitch.steps.length).toBeGreaterThan(0);
    });

    it("was checked on a day that has been", () => {
      expect(Date.parse(provider.checked)).not.toBeNaN();
    });
  },
);

describe("the list of providers", () => {
  it("is sorted by id, without a domain that two of them claim", () => {
    const ids = providers.map((provider) => provider.id);
    expect(ids).toEqual([...ids].sort());
    const domains = providers.flatMap((provider) => provider.domains);
    expect(new Set(domains).size).toBe(domains.length);
  });

  it("knows nothing of a domain that only ends like a known one", () => {
    expect(findProvider("notmail.com")).toBeUndefined();
    expect(findProvider("mail.com.example")).toBeUndefined();
  });

  it("finds an id with or without its hyphen", () => {
    expect(providerOf("mailcom")?.id).toBe("mail-com");
    expect(providerOf("mail-com")?.name).toBe("mail.com");
    expect(providerOf("nobody")).toBeUndefined();
  });
});
