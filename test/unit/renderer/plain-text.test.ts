import { expect, test } from "vitest";
import { plainTextHtml } from "../../../renderer/screens/mail/plain-text.ts";
import { linkTarget } from "../../../renderer/screens/mail/sanitise.ts";
import { processorTime } from "../../support/processor-time.ts";

const html = (text: string) => plainTextHtml(text, "Quoted text");

test("what looks like HTML in a text stays text", () => {
  expect(html('<img src=x onerror="alert(1)">')).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
});

test("addresses become links without the full stop behind them", () => {
  const text = html("See https://a.test/b?c=1&d=2. Or (www.c.test), or ann@letters.test!");
  expect(text).toContain('href="link/https%3A%2F%2Fa.test%2Fb%3Fc%3D1%26d%3D2"');
  expect(text).toContain(">https://a.test/b?c=1&amp;d=2</a>.");
  expect(text).toContain('title="https://www.c.test/"');
  expect(text).toContain(">www.c.test</a>)");
  expect(text).toContain('title="mailto:ann@letters.test"');
});

test("quotes are grouped, coloured by level, and folded when they are long", () => {
  const short = html("Hi\n> one\n>> two\nBye");
  expect(short).toContain('<details class="quote" open>');
  expect(short).toContain('<span class="q1">&gt; one</span>');
  expect(short).toContain('<span class="q2">&gt;&gt; two</span>');
  expect(html(`${"> line\n".repeat(30)}`)).toContain('<details class="quote"><summary>');
});

test("a text of a megabyte is ready at once", () => {
  const spent = processorTime();
  html("> quoted text with ann@letters.test and more\n".repeat(25_000));
  html("a@".repeat(300_000));
  html("www.".repeat(200_000));
  expect(spent()).toBeLessThan(4_000);
});

test("links lead to the web or to mail, nowhere else", () => {
  expect(linkTarget("//a.test/x")).toBe("https://a.test/x");
  expect(linkTarget("mailto:ann@letters.test")).toBe("mailto:ann@letters.test");
  for (const other of [
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "smb://a/b",
    "relative",
  ])
    expect(linkTarget(other)).toBeUndefined();
});
