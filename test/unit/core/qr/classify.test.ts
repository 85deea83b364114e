import { describe, expect, it } from "vitest";
import { kindOf, makerOf, purposeOf } from "../../../../electron/core/qr/classify.ts";

const duo = (host: string) => `A1b2C3d4E5f6G7h8I9j0-${Buffer.from(host).toString("base64")}`;

describe("the kind of a code", () => {
  it("is told by how its text begins", async () => {
    const kinds = [
      ["otpauth://totp/x", "otpauth"],
      ["OTPAUTH://TOTP/x", "otpauth"],
      ["otpauth-migration://offline?data=x", "otpauth-migration"],
      ["https://example.org/", "web"],
      ["WIFI:S:net;;", "wifi"],
      ["steam://GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "otpauth"],
      ["steam://rungameid/440", "text"],
      ["motp://Post:ann?secret=0123456789abcdef", "otpauth"],
      [duo("api-1a2b3c4d.duosecurity.com"), "proprietary-2fa"],
      [duo("api-1a2b3c4d.duosecurity.com.example"), "text"],
      ["phonefactor://activate?code=1", "proprietary-2fa"],
      ["yaotp://user/x", "proprietary-2fa"],
      ["hello", "text"],
      ["httpsx", "text"],
    ] as const;
    for (const [text, kind] of kinds) expect(kindOf(text), text).toBe(kind);
  });

  it("names the maker of the only app that can read it", () => {
    expect(makerOf("phonefactor://activate?code=1")).toBe("microsoft");
    expect(makerOf("yaotp://user/x")).toBe("yandex");
    expect(makerOf("com.okta.authenticator://x")).toBe("okta");
    expect(makerOf("com.rsa.securid.iphone://ctf?ctfData=1")).toBe("rsa");
    expect(makerOf(duo("api-1a2b3c4d.duosecurity.com"))).toBe("duo");
    expect(makerOf("authy:x")).toBeUndefined();
    expect(makerOf("otpauth://yaotp/x")).toBeUndefined();
  });

  it.each([
    ["passkey", "FIDO:/093654321098765432109876543210"],
    ["steam-sign-in", "https://s.team/q/1/1234567890"],
    ["contact", "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEND:VCARD"],
    ["contact", "MECARD:N:Ann;;"],
    ["appointment", "BEGIN:VEVENT\nSUMMARY:Tea\nEND:VEVENT"],
    ["mail", "mailto:ann@example.org"],
    ["phone", "tel:+4915100000042"],
    ["message", "SMSTO:+4915100000042:hello"],
    ["place", "geo:52.5,13.4"],
    ["esim", "LPA:1$rsp.example.org$ABC"],
    ["payment", "BCD\n002\n1\nSCT\n\nAnn"],
    ["payment", "SPC\r\n0200\r\n1"],
    ["payment", "00020101021129370016A000000677010111"],
    ["payment", "bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyT"],
    ["app-link", "sgnl://linkdevice?uuid=x"],
    ["app-link", "steam://rungameid/440"],
    [undefined, "https://example.org/mailto:x"],
    [undefined, "hello: //world"],
    [undefined, "WIFI:S:net;;"],
    [undefined, "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ"],
    [undefined, "phonefactor://activate?code=1"],
  ] as const)("%s is what it is for: %s", (purpose, text) => {
    expect(purposeOf(text)).toBe(purpose);
  });
});
