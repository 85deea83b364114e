import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeAddress } from "../../../../electron/core/provider-page/page-rules.ts";

const ground = { domains: ["mail.com", "mail-help.example"] };

describe("a provider's page", () => {
  it.each([
    ["https://mail.com/", "show"],
    ["https://account.mail.com/security?x=1", "show"],
    ["https://ACCOUNT.Mail.com/", "show"],
    ["https://mail.com./", "show"],
    ["https://mail-help.example/", "show"],
    ["http://mail.com/", "not-encrypted"],
    ["https://mail.com:8443/", "other-site"],
    ["https://evilmail.com/", "other-site"],
    ["https://mail.com.evil.example/", "other-site"],
    ["https://mail.com@evil.example/", "other-site"],
    ["https://evil.example@mail.com/", "other-site"],
    ["https://evil.example/mail.com", "other-site"],
    ["https://xn--mil-6cd.com/", "other-site"],
    ["https://127.0.0.1/", "other-site"],
    ["http://127.0.0.1/", "other-site"],
    ["file:///etc/passwd", "other-kind"],
    ["javascript:alert(1)", "other-kind"],
    ["data:text/html,x", "other-kind"],
    ["about:blank", "other-kind"],
    ["gatepost://app/index.html", "other-kind"],
    ["blob:https://mail.com/0", "other-kind"],
    ["mailto:somebody@mail.com", "other-kind"],
    ["", "other-kind"],
  ])("at %s: %s", (address, verdict) => expect(judgeAddress(address, ground)).toBe(verdict));

  it("of a practice provider is at its one host and port, and nowhere else", () => {
    const practice = { domains: ["mail.com"], practiceHost: "127.0.0.1:24017" };
    expect(judgeAddress("https://127.0.0.1:24017/security", practice)).toBe("show");
    for (const address of ["https://127.0.0.1:24018/", "https://127.0.0.1/", "https://mail.com/"])
      expect(judgeAddress(address, practice), address).toBe("other-site");
    expect(judgeAddress("http://127.0.0.1:24017/", practice)).toBe("not-encrypted");
  });

  it("is shown only where the browser itself would go to the provider over TLS", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), (url, rest) => {
        const address = `${url}${rest}`;
        if (judgeAddress(address, ground) !== "show") return;
        const { protocol, hostname } = new URL(address);
        expect(protocol).toBe("https:");
        expect(hostname).toMatch(/(^|\.)(mail\.com|mail-help\.example)\.?$/);
      }),
    );
  });

  it("of a provider without pages of its own is shown nowhere", () => {
    expect(judgeAddress("https://mail.com/", { domains: [] })).toBe("other-site");
  });
});
