// The sanitiser alone, without the two other walls (sandbox and policy): nothing runs, nothing is fetched, nothing
// leaves its place, and what people send each other still looks as it should.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SanitiserPage, startSanitiserPage } from "../../support/sanitiser-page.ts";
import { sharedData } from "../../support/shared-data.ts";

let page: SanitiserPage;
beforeAll(async () => {
  page = await startSanitiserPage();
});
afterAll(() => page.close());

/** `U` is an address outside. */
const hostile: Readonly<Record<string, string>> = {
  script: '<script src="U/a.js"></script><script>alert(1)</script><p>x</p>',
  handlers:
    '<img src=x onerror=alert(1)><body onload=alert(2)><p onclick="alert(3)" onpointerover=alert(4)>x</p>',
  "script addresses":
    '<a href="javascript:alert(1)">a</a><a href=" java\tscript:alert(1)">b</a><a href="data:text/html,x">c</a>',
  pictures:
    '<img src="U/1.png"><img srcset="U/2.png 2x"><picture><source srcset="U/3.png"><img src=""></picture>',
  "protocol-relative":
    '<img src="//world.invalid/1.png"><img src="\\\\world.invalid\\2.png"><img src="ht\ntp://world.invalid/3.png">',
  "table backgrounds": '<table background="U/1.png"><tr><td background="U/2.png">x</td></tr></table>',
  "style attribute":
    '<p style="background:url(U/1);list-style:url(U/2);border-image:url(U/3) 1;cursor:url(U/4),auto">x</p>',
  "style element":
    '<style>p{background:url(U/1)} @import "U/2"; @font-face{font-family:f;src:url(U/3)} p{font-family:f}</style><p>x</p>',
  "image functions":
    '<p style="background:image-set(url(U/1) 1x);content:url(U/2);mask:url(U/3);filter:url(U/4#f);shape-outside:url(U/5)">x</p>',
  "variables in style":
    "<style>:root{--x:url(U/1)} p{background:var(--x)} p{background:var(--y,url(U/2))}</style><p>x</p>",
  "escaped style": '<p style="background:u\\72l(U/1);background-image:\\75\\72\\6c(U/2)">x</p>',
  "style that ends early":
    '<style>p::after{content:"</sty' + 'le><img src=U/1 onerror=alert(1)>"}</style><p>x</p>',
  "comment before style": "<!--[if mso]><style>p{background:url(U/1)}</style><![endif]--><p>x</p>",
  links:
    '<link rel=stylesheet href="U/1.css"><link rel=preload as=image href="U/2"><link rel=dns-prefetch href="//world.invalid"><link rel=icon href=U/3>',
  "meta and base": '<meta http-equiv=refresh content="0;url=U/1"><base href="U/2/"><img src="a.png">',
  frames:
    '<iframe src="U/1"></iframe><frameset><frame src="U/2"></frameset><object data="U/3"></object><embed src="U/4">',
  media: '<video src="U/1" poster="U/2" autoplay></video><audio src="U/3" autoplay></audio><track src="U/4">',
  vector:
    '<svg><image href="U/1"/><use href="U/2#a"/><style>p{background:url(U/3)}</style><script>alert(1)</script></svg>',
  formula: "<math><mtext><table><mglyph><style><img src=U/1 onerror=alert(1)></style></table></mtext></math>",
  form: '<form action="U/1"><input type=image src="U/2"><input type=password><button formaction="U/3">x</button></form>',
  "over the window":
    '<div style="position:fixed;inset:0;z-index:99999">x</div><style>div{position:sticky!important}</style>',
  mutation: '<noscript><p title="</noscript><img src=U/1 onerror=alert(1)>">x</p></noscript>',
  nested: `${"<div>".repeat(3_000)}deep<img src=U/1>`,
};

describe("what a hostile sender writes", () => {
  for (const [name, html] of Object.entries(hostile))
    test(`${name}: nothing runs, nothing is fetched`, async () => {
      const seen = await page.show(html.replaceAll("U/", `${page.world}/`));
      expect(seen.requests).toEqual([]);
      expect(seen.faults).toEqual([]);
    });
});

describe("what people send each other", () => {
  test("tables, colours, fonts and conditions of style stay", async () => {
    const { html } = await page.show(
      `<html><head><style>@media (max-width:600px){.a{width:100%!important}} .a > td{color:#c00}</style></head>
       <body bgcolor="#eeeeee"><table class="a" width="600" cellpadding="4"><tr><td align="center" valign="top"
       style="font-family:Georgia,serif;padding:8px 4px;border:1px solid rgb(1,2,3)">Text</td></tr></table></body></html>`,
    );
    expect(html).toContain("@media (max-width: 600px)");
    expect(html).toContain("width: 100% !important");
    expect(html).toContain("font-family: Georgia, serif");
    expect(html).toContain('cellpadding="4"');
    expect(html).toMatch(/background-color: rgb\(238, 238, 238\)/);
  });

  test("pictures of the message itself are addressed inside its frame", async () => {
    const { html, blocked } = await page.show(
      '<img src="cid:logo%40host"><p style="background:url(cid:back@host)">x</p><img src="data:image/png;base64,iVBORw0KGgo=">',
    );
    expect(html).toContain('src="cid/logo%40host"');
    expect(html).toContain("cid/back%40host");
    expect(html).toContain("data:image/png;base64,iVBORw0KGgo=");
    expect(blocked).toBe(0);
  });

  test("links become questions that show where they lead", async () => {
    const { html } = await page.show(
      '<a href="https://bank.test/login?a=1&amp;b=2" title="shop">bank.test</a>',
    );
    expect(html).toContain('href="link/https%3A%2F%2Fbank.test%2Flogin%3Fa%3D1%26b%3D2"');
    expect(html).toContain('title="https://bank.test/login?a=1&amp;b=2"');
    expect(html).toContain('rel="noopener noreferrer nofollow"');
  });

  test("blocked pictures are counted, and fetched when the user says so, nothing else", async () => {
    const html = `<img src="${"http://world.invalid"}/a.png"><p style="background:url(http://world.invalid/b.png)">x</p>
      <script src="http://world.invalid/c.js"></script><link rel=stylesheet href="http://world.invalid/d.css">`;
    expect((await page.show(html)).blocked).toBe(2);
    const seen = await page.show(html, true);
    expect([...seen.requests].sort()).toEqual(["http://world.invalid/a.png", "http://world.invalid/b.png"]);
  });

  test("words that look like style in a text stay as they are", async () => {
    const { html } = await page.show('<p title="my style = simple">style="bold" and data-x</p>');
    expect(html).toContain('title="my style = simple"');
    expect(html).toContain('style="bold" and data-x');
  });
});

interface Vector {
  readonly id?: string | number;
  readonly title?: string;
  readonly html?: string;
  readonly payload?: string;
  readonly data?: string;
  readonly snippet?: string;
}

// Where the collections do not lie beside the project these are no tests at all: the ones above stand alone.
for (const name of ["own-vectors", "client-vectors", "dompurify-expect", "h5sc", "email-privacy-tester"]) {
  const vectors = sharedData(`html-mail/${name}.json`) as readonly Vector[] | undefined;
  if (!vectors) continue;
  test(`collected vectors, ${name}: nothing runs, nothing is fetched`, { timeout: 120_000 }, async () => {
    const bad: string[] = [];
    for (const vector of vectors) {
      const source = vector.html ?? vector.payload ?? vector.data ?? vector.snippet ?? "";
      const html = source
        .replaceAll("{{U}}", `${page.world}/u`)
        .replaceAll("{{H}}", "world.invalid")
        .replaceAll("{{DH}}", "dns.world.invalid")
        .replaceAll("TRACKING_URL", "world.invalid");
      const seen = await page.show(html);
      if (seen.requests.length + seen.faults.length > 0)
        bad.push(`${vector.id ?? vector.title}: ${[...seen.requests, ...seen.faults].join(", ")}`);
    }
    expect(bad).toEqual([]);
  });
}
