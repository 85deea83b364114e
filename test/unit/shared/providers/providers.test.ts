// One test loops over all providers: whoever adds one gets it for nothing.
import { describe, expect, it } from "vitest";
import { findProvider, providerOf, providers } from "../../../../shared/providers/index.ts";
import { Provider } from "../../../../shared/providers/provider.ts";

/** Whether `host` is one of `domains` or lies below one. */
const within = (host: string, domains: readonly string[]) =>
  domains.some((domain) => host === domain || host.endsWith(`.${domain}`));

function linksOf({ links, twoFactor, afterActivation, oauth }: Provider): readonly string[] {
  const { appPassword, imapSwitch } = afterActivation;
  return [
    ...Object.values(links),
    twoFactor.helpUrl,
    twoFactor.settingsUrl,
    appPassword?.url,
    imapSwitch?.url,
    oauth?.registration?.page,
    oauth?.authorizeUrl,
  ].filter((link) => link !== undefined);
}

describe.each(providers.map((provider) => [provider.id, provider] as const))(
  "provider %s",
  (id, provider) => {
    it("fits the schema, with nothing beside it", () => {
      expect(Provider.parse(provider)).toEqual(provider);
    });

    it("lists each domain once, in lower case, and is found by every one of them", () => {
      expect(new Set(provider.domains).size).toBe(provider.domains.length);
      for (const domain of provider.domains) {
        expect(findProvider(domain)?.id).toBe(id);
        expect(findProvider(domain.toUpperCase())?.id).toBe(id);
      }
      if (provider.kind === "software") expect(provider.domains).toEqual([]);
      else expect(provider.domains.length).toBeGreaterThan(0);
    });

    it("has encrypted servers if somebody runs it, also where they differ by region", () => {
      if (provider.kind === "service") expect(provider.servers).toBeDefined();
      else expect(provider.servers).toBeUndefined();
      for (const region of provider.regions ?? []) {
        expect([...region.domains, ...region.exchangers].length).toBeGreaterThan(0);
        for (const domain of region.domains) expect(provider.domains).toContain(domain);
        for (const exchanger of region.exchangers) expect(provider.exchangers).toContain(exchanger);
      }
    });

    it("links to its own pages only, over https", () => {
      const own = [...provider.pageDomains, ...(provider.helpDomains ?? [])];
      for (const link of linksOf(provider)) {
        const { protocol, hostname, port, username } = new URL(link);
        expect([link, protocol, port, username, within(hostname, own)]).toEqual([
          link,
          "https:",
          "",
          "",
          true,
        ]);
      }
      for (const domain of provider.pageDomains) expect(provider.helpDomains ?? []).not.toContain(domain);
      // What is switched on happens on pages that the enrolment may show.
      const { settingsUrl } = provider.twoFactor;
      if (settingsUrl !== undefined)
        expect(within(new URL(settingsUrl).hostname, provider.pageDomains)).toBe(true);
    });

    it("has the steps to a code wherever an authenticator app may hold one", () => {
      const { offered, steps, methods, needs } = provider.twoFactor;
      if (offered !== "totp") {
        expect(methods).not.toContain("totp");
        expect(steps.some(({ asks }) => asks === "qr-code" || asks === "digits")).toBe(false);
        return;
      }
      expect(methods).toContain("totp");
      expect(needs).toContain("authentication-app");
      const code = steps.findIndex(({ asks }) => asks === "qr-code");
      const digits = steps.findIndex(({ asks }) => asks === "digits");
      const on = steps.findIndex(({ switchesOn }) => switchesOn);
      expect(steps.filter(({ asks }) => asks === "qr-code")).toHaveLength(1);
      expect(steps.filter(({ switchesOn }) => switchesOn)).toHaveLength(1);
      expect(code).toBeGreaterThanOrEqual(0);
      expect(on).toBeGreaterThan(code);
      if (digits >= 0) expect(digits).toBeGreaterThan(code);
    });

    it("asks for what it gives, and its shapes are regular expressions", () => {
      const { artefacts, steps } = provider.twoFactor;
      const given: ReadonlySet<string> = new Set(artefacts.map(({ kind }) => kind));
      for (const { asks } of steps)
        if (asks !== undefined && asks !== "qr-code" && asks !== "digits") expect(given).toContain(asks);
      for (const { shape } of artefacts) expect(() => new RegExp(`^(?:${shape ?? ""})$`, "u")).not.toThrow();
      const { appPassword } = provider.afterActivation;
      expect(() => new RegExp(`^(?:${appPassword?.shape ?? ""})$`, "u")).not.toThrow();
    });

    it("has error patterns that are regular expressions, and part of what a server says", () => {
      for (const { pattern } of provider.errors) {
        expect(() => new RegExp(pattern, "iu")).not.toThrow();
        expect(pattern).not.toMatch(/^\^|\$$/);
      }
    });

    it("says what to do where programs must sign in again", () => {
      const { effect, appPassword, imapSwitch } = provider.afterActivation;
      if (appPassword?.required) expect(appPassword.steps.length).toBeGreaterThan(0);
      if (imapSwitch) expect(imapSwitch.steps.length).toBeGreaterThan(0);
      if (effect === "sign-in-again") expect(appPassword?.required || imapSwitch?.required).toBe(true);
      expect(provider.oauth?.required === true).toBe(effect === "oauth-only");
      expect(effect === "not-offered").toBe(provider.twoFactor.offered === "none");
    });

    it("tells its sources, what is doubtful where it is unsure, and when it was checked", () => {
      expect(provider.sources.length).toBeGreaterThan(0);
      expect(new Set(provider.sources).size).toBe(provider.sources.length);
      if (Object.values(provider.confidence).includes("low"))
        expect(provider.doubts.length).toBeGreaterThan(0);
      if (provider.twoFactor.generalWay) expect(provider.confidence.twoFactor).toBe("low");
      expect(Date.parse(provider.checked)).not.toBeNaN();
      expect(Date.parse(provider.checked)).toBeLessThanOrEqual(Date.now());
    });
  },
);

describe("the list of providers", () => {
  it("is sorted by id, without a domain or an exchanger that two of them claim", () => {
    const ids = providers.map((provider) => provider.id);
    expect(ids).toEqual([...ids].sort());
    expect(ids.length).toBeGreaterThanOrEqual(29);
    for (const list of ["domains", "exchangers"] as const) {
      const claimed = providers.flatMap((provider) => provider[list]);
      expect(new Set(claimed).size).toBe(claimed.length);
    }
  });

  it("knows nothing of a domain that only looks or ends like a known one", () => {
    for (const domain of [
      "notmail.com",
      "mail.com.example",
      "evilgoogle.com",
      "gmail.com.evil.example",
      "evil-gmail.com",
      "gmaíl.com",
      "web.de.example",
    ])
      expect([domain, findProvider(domain)]).toEqual([domain, undefined]);
  });

  it("finds an id with or without its hyphens and dots", () => {
    expect(providerOf("mailcom")?.id).toBe("mail-com");
    expect(providerOf("mail-com")?.name).toBe("mail.com");
    expect(providerOf("MailInABox")?.id).toBe("mail-in-a-box");
    expect(providerOf("web.de")?.id).toBe("web-de");
    expect(providerOf("nobody")).toBeUndefined();
    expect(providerOf(undefined)).toBeUndefined();
  });
});
