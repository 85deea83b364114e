// The emergency sheet: everything that gets a person back in, nothing that runs or loads, and honest gaps.
import { expect, it } from "vitest";
import { emergencySheet } from "../../../../electron/core/enrolment/emergency-sheet.ts";
import { emergencySheet as sheetWords } from "../../../../renderer/words/en/emergency-sheet.ts";
import { providerOf, providers } from "../../../../shared/providers/index.ts";

const says = sheetWords(Date.UTC(2026, 10, 22, 12));
const codes = [
  { index: 0, code: "aaaa-1111", used: false },
  { index: 1, code: "bbbb-2222", used: true },
];

it("holds the address, the codes, the key, what each is for, and the date", () => {
  const html = emergencySheet(
    {
      address: "ada@mail.com",
      provider: providerOf("mail-com"),
      backupCodes: codes,
      secretKey: "XXX33-44YYY-88ZZ8-5AAA5",
      recoveryPhone: undefined,
      codeKept: true,
    },
    says,
  );
  for (const text of [
    "ada@mail.com",
    "mail.com",
    "aaaa-1111",
    "XXX33-44YYY-88ZZ8-5AAA5",
    "November 22, 2026",
  ])
    expect(html).toContain(text);
  expect(html).toContain("<s>bbbb-2222</s>");
  expect(html).toContain("Recovery phone");
  expect(html).toContain(providerOf("mail-com")?.links.webLogin ?? "no link");
});

it.each(["mail-com", "posteo"])("prints the recovery phone that was noted at %s, as text", (id) => {
  const facts = { address: "a@b.example", backupCodes: codes, secretKey: "key", codeKept: true };
  const provider = providerOf(id);
  const html = emergencySheet({ ...facts, provider, recoveryPhone: "+49 151 <b>42</b>" }, says);
  expect(html).toContain("Recovery phone");
  expect(html).toContain('<p class="key">+49 151 &lt;b&gt;42&lt;/b&gt;</p>');
  expect(html).not.toContain("Write down the number");
  const without = emergencySheet({ ...facts, provider, recoveryPhone: undefined }, says);
  expect(without.includes("Write down the number")).toBe(id === "mail-com");
});

it("runs nothing and loads nothing, whatever the names are", () => {
  const html = emergencySheet(
    {
      address: '"><script>alert(1)</script>@evil.example',
      provider: undefined,
      backupCodes: [{ index: 0, code: "<img src=x>", used: false }],
      secretKey: undefined,
      recoveryPhone: undefined,
      codeKept: false,
    },
    says,
  );
  expect(html).not.toMatch(/<script|<img|<iframe|<link|src=x>/);
  expect(html).toContain("default-src 'none'");
});

it("takes the words as text, in whatever language they are", () => {
  const german = { ...says, language: "de", title: "<b>Notfallblatt</b>", none: "Nichts & niemand" };
  const html = emergencySheet(
    {
      address: "a@b.example",
      provider: providerOf("mail-com"),
      backupCodes: [],
      secretKey: undefined,
      recoveryPhone: undefined,
      codeKept: false,
    },
    german,
  );
  expect(html).toContain('<html lang="de">');
  expect(html).toContain("&lt;b&gt;Notfallblatt&lt;/b&gt;");
  expect(html).toContain("Nichts &amp; niemand");
  expect(html).not.toContain("Emergency sheet");
});

it.each(providers.map((provider) => [provider.id, provider] as const))(
  "leaves a line to write on for what %s gives and Gatepost has not",
  (_id, provider) => {
    const facts = {
      address: "a@b.example",
      backupCodes: [],
      secretKey: undefined,
      recoveryPhone: undefined,
      codeKept: false,
    };
    const html = emergencySheet({ ...facts, provider }, says);
    const kinds = provider.twoFactor.artefacts.map(({ kind }) => kind);
    expect(html.includes("Backup codes")).toBe(kinds.includes("backup-codes"));
    expect(html.includes('class="line"')).toBe(kinds.some((kind) => kind !== "recovery-email"));
  },
);
