// The sheet with all codes: every code as a QR code that is read again and in letters, recovery things beside, and nothing
// that runs or loads.
import { expect, it } from "vitest";
import { codeSheet } from "../../../../electron/core/exporters/code-sheet.ts";
import { drawQr } from "../../../../electron/core/exporters/qr-picture.ts";
import { readEntry } from "../../../../electron/core/otp/entry.ts";
import { writeOtpauth } from "../../../../electron/core/otp/write-otpauth.ts";
import { findInPicture } from "../../../../electron/core/qr/find-in-picture.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { codeSheet as sheetWords } from "../../../../renderer/words/en/code-sheet.ts";
import { CodeSheetWords } from "../../../../shared/models/code-sheet.ts";

const seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const says = sheetWords(Date.UTC(2026, 10, 22, 12));
const entries = [
  readEntry({ type: "totp", issuer: "<b>Post</b>", account: "ann@example.org", secret: seed }),
  readEntry({ type: "hotp", issuer: "Bank", account: "ann", secret: seed, counter: 41, digits: 8 }),
  readEntry({ type: "motp", issuer: "Lab", account: "", secret: "00ffee", pin: "0042" }),
];
const recovery = [
  {
    address: "ann@example.org",
    backupCodes: [
      { code: new Secret("1111-aaaa"), used: false },
      { code: new Secret("2222-bbbb"), used: true },
    ],
    secretKey: new Secret("EMERGENCY-KEY"),
  },
];
const draw = () =>
  Promise.all(entries.map(async (entry) => ({ entry, picture: await drawQr(writeOtpauth(entry), 0) })));

it("shows each code in letters with what is needed to type it in, and what is kept for recovery", async () => {
  expect(CodeSheetWords.safeParse(says).success).toBe(true);
  const html = codeSheet(await draw(), recovery, says);
  for (const text of [
    "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ",
    "00ff ee",
    "Counter 41",
    "Digits 8",
    "PIN 0042",
    "ann@example.org",
    "1111-aaaa",
    "<s>2222-bbbb</s> used",
    "EMERGENCY-KEY",
    "November 22, 2026",
  ])
    expect(html).toContain(text);
});

it("has QR codes that are read again as they are printed", async () => {
  const html = codeSheet(await draw(), [], says);
  const pictures = [...html.matchAll(/src="data:image\/png;base64,([^"]+)"/g)].map(([, data = ""]) => data);
  expect(pictures).toHaveLength(entries.length);
  for (const [index, data] of pictures.entries()) {
    const { codes } = await findInPicture(Buffer.from(data, "base64"), 10_000);
    const entry = entries[index];
    expect(codes.map(({ text }) => text)).toEqual([entry && writeOtpauth(entry).reveal()]);
  }
});

it("runs and loads nothing, whatever the names are", async () => {
  const html = codeSheet(await draw(), recovery, says);
  expect(html).toContain("&lt;b&gt;Post&lt;/b&gt;");
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/<script|<iframe|<link|https?:/i);
});
