// The emergency sheet: one page with everything that gets a person back in, as HTML without script and without anything
// from elsewhere. SECURITY: it holds secrets in clear; it goes to the printer, or to where the user saves it, only.
import type { SheetWords } from "../../../shared/models/emergency-sheet.ts";
import type { BackupCode } from "../../../shared/models/enrolment.ts";
import type { Provider } from "../../../shared/providers/provider.ts";

export interface SheetFacts {
  readonly address: string;
  readonly provider: Provider | undefined;
  readonly backupCodes: readonly BackupCode[];
  readonly secretKey: string | undefined;
  /** the number that the provider has, as it was noted */
  readonly recoveryPhone: string | undefined;
  /** whether the six digits can be made by Gatepost on this computer */
  readonly codeKept: boolean;
}

/** `says`: the words, in the person's language. */
export function emergencySheet(facts: SheetFacts, says: SheetWords): string {
  const { provider, address, backupCodes, secretKey, recoveryPhone } = facts;
  const gives = new Set(provider?.twoFactor.artefacts.map(({ kind }) => kind));
  const purpose = (...kinds: readonly string[]) =>
    provider?.twoFactor.artefacts.find(({ kind }) => kinds.includes(kind))?.purpose;
  const login = provider?.links.webLogin;
  const help = provider?.links.help;
  const parts = [
    `<h1>${escaped(says.title)}</h1><p>${escaped(says.lead)}</p>`,
    "<dl>",
    row(says.address, address),
    provider ? row(says.provider, provider.name) : "",
    login === undefined ? "" : row(says.login, login),
    help === undefined ? "" : row(says.help, help),
    row(says.digits, facts.codeKept ? says.digitsHere : says.digitsNot),
    "</dl>",
    backupCodes.length > 0 || gives.has("backup-codes")
      ? section(says.codes, purpose("backup-codes") ?? says.codesFor, codeList(backupCodes, says))
      : "",
    secretKey !== undefined || gives.has("secret-key-pdf") || gives.has("emergency-key")
      ? section(says.key, purpose("secret-key-pdf", "emergency-key") ?? says.keyFor, keyLine(secretKey, says))
      : "",
    recoveryPhone !== undefined || gives.has("recovery-phone")
      ? section(says.phone, purpose("recovery-phone") ?? says.phoneUse, phoneLine(recoveryPhone, says))
      : "",
    `<footer>${escaped(says.made)}</footer>`,
  ];
  return page(parts.join("\n"), says);
}

const line = '<p class="line"></p>';

function row(name: string, value: string): string {
  return `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`;
}

function section(title: string, why: string, content: string): string {
  return `<section><h2>${escaped(title)}</h2><p>${escaped(why)}</p>${content}</section>`;
}

function codeList(codes: readonly BackupCode[], says: SheetWords): string {
  if (codes.length === 0) return `<p>${escaped(says.none)}</p>${line}`;
  const items = codes.map(({ code, used }) =>
    used ? `<li><s>${escaped(code)}</s> ${escaped(says.used)}</li>` : `<li>${escaped(code)}</li>`,
  );
  return `<ol class="codes">${items.join("")}</ol>`;
}

function keyLine(key: string | undefined, says: SheetWords): string {
  return key === undefined ? `<p>${escaped(says.none)}</p>${line}` : `<p class="key">${escaped(key)}</p>`;
}

function phoneLine(phone: string | undefined, says: SheetWords): string {
  return phone === undefined
    ? `<p>${escaped(says.phoneFor)}</p>${line}`
    : `<p class="key">${escaped(phone)}</p><p>${escaped(says.phoneKept)}</p>`;
}

function page(content: string, says: SheetWords): string {
  return `<!doctype html><html lang="${escaped(says.language)}"><head><meta charset="utf-8"><title>${escaped(says.title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
@page { size: A4; margin: 18mm; }
body { color: #000; font: 11pt/1.45 "Noto Sans", "DejaVu Sans", sans-serif; }
h1 { margin: 0 0 4mm; font-size: 20pt; }
h2 { margin: 0 0 1mm; font-size: 13pt; }
section { margin-top: 7mm; break-inside: avoid; }
dl { display: grid; grid-template-columns: 42mm 1fr; gap: 1.5mm 4mm; margin: 5mm 0 0; }
dt { color: #444; } dd { margin: 0; overflow-wrap: anywhere; }
.codes { columns: 2; padding-left: 13mm; }
.codes li, .key { font: 13pt/1.7 "DejaVu Sans Mono", monospace; letter-spacing: 0.04em; }
.key { padding: 3mm; border: 0.4mm solid #000; }
.line { height: 8mm; border-bottom: 0.3mm solid #888; }
footer { margin-top: 9mm; color: #444; font-size: 9pt; }
</style></head><body>
${content}
</body></html>`;
}

/** SECURITY: names come from servers and from the user, words from the page: P5, P45. */
export function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replaceAll(/[&<>"]/g, (letter) => entities[letter] ?? letter);
}
