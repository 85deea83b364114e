// The sheet with all codes: each with its QR code and its secret in letters, then what gets a person back into their
// accounts, as HTML without script and without anything from elsewhere. SECURITY: P45. It holds every secret in clear; it
// goes to the printer, or to where the user saves it, only.
import type { CodeSheetWords } from "../../../shared/models/code-sheet.ts";
import { escaped } from "../enrolment/emergency-sheet.ts";
import type { KeptRecovery } from "../importers/importer.ts";
import type { WholeEntry } from "../otp/many-codes.ts";
import { hexOf } from "../otp/write-otpauth.ts";
import type { QrPicture } from "./qr-picture.ts";

export interface DrawnEntry {
  readonly entry: WholeEntry;
  readonly picture: QrPicture;
}

export function codeSheet(
  entries: readonly DrawnEntry[],
  recovery: readonly KeptRecovery[],
  says: CodeSheetWords,
): string {
  const parts = [
    `<h1>${escaped(says.title)}</h1><p>${escaped(says.lead)}</p>`,
    `<ul class="entries">${entries.map((drawn) => entryCard(drawn, says)).join("")}</ul>`,
    ...recovery.map((kept) => recoverySection(kept, says)),
    `<footer>${escaped(says.made)}</footer>`,
  ];
  return page(parts.join("\n"), says);
}

function entryCard({ entry, picture }: DrawnEntry, says: CodeSheetWords): string {
  const { issuer, account } = entry;
  const name = issuer || account || says.nameless;
  const source = `data:image/png;base64,${Buffer.from(picture.png).toString("base64")}`;
  const facts = factsOf(entry, says).map(([fact, value]) => `${escaped(fact)} ${escaped(value)}`);
  return `<li><img src="${source}" alt=""><div><h2><bdi>${escaped(name)}</bdi></h2>${
    issuer === "" || account === "" ? "" : `<p><bdi>${escaped(account)}</bdi></p>`
  }<p class="key">${escaped(says.secretKey)}<br><code>${grouped(secretOf(entry))}</code></p>${
    facts.length > 0 ? `<p class="facts">${facts.join(" · ")}</p>` : ""
  }</div></li>`;
}

/** Only what is not as everywhere; with these a code can be typed in by hand. */
function factsOf(entry: WholeEntry, says: CodeSheetWords): readonly (readonly [string, string])[] {
  const { type, algorithm, digits } = entry;
  return [
    ...(type === "totp" ? [] : [[says.type, type.toUpperCase()] as const]),
    ...(algorithm === "SHA1" || type === "motp" ? [] : [[says.algorithm, algorithm] as const]),
    ...(digits === 6 ? [] : [[says.digits, String(digits)] as const]),
    ...(type === "hotp" ? [[says.counter, String(entry.counter)] as const] : []),
    ...(type === "hotp" || entry.period === 30 ? [] : [[says.period, String(entry.period)] as const]),
    ...(type === "motp" || type === "yandex" ? [[says.pin, entry.pin.reveal()] as const] : []),
  ];
}

function secretOf(entry: WholeEntry): string {
  return entry.type === "motp" ? hexOf(entry.secret) : entry.secret.reveal();
}

/** Four letters each, as people read them off paper. */
function grouped(text: string): string {
  return escaped((text.match(/.{1,4}/g) ?? []).join(" "));
}

function recoverySection({ address, backupCodes, secretKey }: KeptRecovery, says: CodeSheetWords): string {
  if (backupCodes.length === 0 && !secretKey) return "";
  const items = backupCodes.map(({ code, used }) => {
    const text = escaped(code.reveal());
    return used ? `<li><s>${text}</s> ${escaped(says.used)}</li>` : `<li>${text}</li>`;
  });
  return `<section><h2>${escaped(says.recovery)} <bdi>${escaped(address)}</bdi></h2>${
    items.length > 0 ? `<p>${escaped(says.backupCodes)}</p><ol class="codes">${items.join("")}</ol>` : ""
  }${
    secretKey
      ? `<p>${escaped(says.emergencyKey)}</p><p class="emergency"><code>${escaped(secretKey.reveal())}</code></p>`
      : ""
  }</section>`;
}

function page(content: string, says: CodeSheetWords): string {
  return `<!doctype html><html lang="${escaped(says.language)}"><head><meta charset="utf-8"><title>${escaped(says.title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<style>
@page { size: A4; margin: 15mm; }
body { margin: 0; color: #000; font: 10pt/1.4 "Noto Sans", "DejaVu Sans", sans-serif; }
h1 { margin: 0 0 3mm; font-size: 18pt; }
h2 { margin: 0; font-size: 11pt; overflow-wrap: anywhere; }
p { margin: 0 0 1mm; overflow-wrap: anywhere; }
.entries { display: grid; grid-template-columns: 1fr 1fr; gap: 5mm; margin: 5mm 0 0; padding: 0; list-style: none; }
.entries li { display: flex; gap: 3mm; padding: 2mm; border: 0.2mm solid #999; break-inside: avoid; }
.entries img { flex: none; width: 34mm; height: 34mm; image-rendering: pixelated; }
.entries div { min-width: 0; }
.key, .facts { font-size: 8.5pt; }
code { font: 9pt/1.4 "DejaVu Sans Mono", monospace; }
section { margin-top: 6mm; break-inside: avoid; }
.codes { columns: 3; margin: 1mm 0; padding-left: 7mm; font: 10pt/1.6 "DejaVu Sans Mono", monospace; }
.emergency { padding: 2mm; border: 0.3mm solid #000; }
footer { margin-top: 8mm; color: #444; font-size: 8.5pt; }
</style></head><body>
${content}
</body></html>`;
}
