import { describe, expect, it } from "vitest";
import {
  cleanFileName,
  cleanTitle,
  hostForSentence,
  pageAddress,
} from "../../../../electron/core/provider-page/page-address.ts";

const rightToLeft = String.fromCodePoint(0x202e);
const isolate = String.fromCodePoint(0x2066);
const invisible = String.fromCodePoint(0x200b);
/** mail.com with a Cyrillic letter in it */
const cyrillic = { unicode: `m${String.fromCodePoint(0x430)}il.com`, ascii: "xn--mil-6cd.com" };

describe("the address bar", () => {
  it.each([
    ["https://account.mail.com/security/x?token=secret#y", "mail.com", "account.mail.com", "/security/x"],
    ["https://mail.com/", "mail.com", "mail.com", ""],
    ["https://mail.com./", "mail.com", "mail.com", ""],
    ["https://mail.com.evil.example.org/mail.com", "example.org", "mail.com.evil.example.org", "/mail.com"],
    ["https://login.post.co.uk/", "post.co.uk", "login.post.co.uk", ""],
    ["https://somebody.github.io/", "somebody.github.io", "somebody.github.io", ""],
    [`https://www.${cyrillic.ascii}/`, cyrillic.unicode, `www.${cyrillic.unicode}`, ""],
    ["https://127.0.0.1/", "127.0.0.1", "127.0.0.1", ""],
    ["https://[::1]/a", "[::1]", "[::1]", "/a"],
    ["https://localhost/", "localhost", "localhost", ""],
    ["https://name:word@mail.com/", "mail.com", "mail.com", ""],
  ])("of %s", (address, domain, host, path) => {
    const shown = pageAddress(address);
    expect(shown).toMatchObject({ domain, host, path });
    expect(JSON.stringify(shown)).not.toMatch(/secret|word/);
  });

  it("says how a name is written on the wire, and names a port that is not the usual one", () => {
    expect(pageAddress(`https://${cyrillic.ascii}:8443/`)).toMatchObject({
      host: cyrillic.unicode,
      asciiHost: cyrillic.ascii,
      port: 8443,
    });
    expect(pageAddress("https://mail.com:443/")).not.toHaveProperty("port");
    expect(hostForSentence(`https://${cyrillic.ascii}:8443/x`)).toEqual({
      host: `${cyrillic.unicode}:8443`,
      asciiHost: `${cyrillic.ascii}:8443`,
    });
    expect(hostForSentence("mailto:somebody@example.org").host).toBe("mailto:");
    expect(hostForSentence("nothing").host).toBe("");
  });

  it("lets nothing in the path turn or hide text, and shortens it", () => {
    const path = `/${rightToLeft}moc.liam/${"long".repeat(100)}/end`;
    const shown = pageAddress(`https://mail.com${path}`)?.path ?? "";
    expect(shown).toMatch(/^\/%E2%80%AEmoc\.liam[\x20-\x7e]+…[\x20-\x7e]+\/end$/);
    expect(shown.length).toBeLessThanOrEqual(60);
  });

  it.each(["http://mail.com/", "file:///etc/passwd", "about:blank", "data:text/html,x", "nothing", ""])(
    "shows no address for %s",
    (address) => expect(pageAddress(address)).toBeUndefined(),
  );
});

describe("texts of the page", () => {
  it("are one line without what turns or hides them", () => {
    expect(cleanTitle(`  Log in\n\t${rightToLeft}gnihsihp${isolate}${invisible} \u0000 now `)).toBe(
      "Log in gnihsihp now",
    );
    expect(cleanTitle("x".repeat(5_000))).toHaveLength(119);
    expect(cleanTitle("Größe ändern – ログイン")).toBe("Größe ändern – ログイン");
  });

  it.each([
    ["Secret key.pdf", "Secret key.pdf"],
    ["../../etc/passwd", "_.._etc_passwd.pdf"],
    [`invoice${rightToLeft}fdp.exe`, "invoicefdp.exe.pdf"],
    ["C:\\Windows\\key.PDF", "C__Windows_key.pdf"],
    ["", "document.pdf"],
    ["...", "document.pdf"],
  ])("and a file called %j is called %j", (name, shown) => {
    expect(cleanFileName(name)).toBe(shown);
    expect(cleanFileName("k".repeat(500)).length).toBeLessThan(110);
  });
});
