// Shows a plain-text message: addresses become links, quoted parts get a colour for each level and can be folded.
import { linkPath, linkTarget } from "./sanitise.ts";

/** Quotes longer than this are folded at first. Lines. */
const longQuote = 12;
const linkPattern =
  /\b(?:https?:\/\/|mailto:)[^\s<>"“”]+|\bwww\.[^\s<>"“”]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/gi;

/** HTML for the frame; `quoted` names a folded quote. */
export function plainTextHtml(text: string, quoted: string): string {
  const lines = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").trimEnd().split("\n");
  const blocks: string[] = [];
  let index = 0;
  while (index < lines.length) {
    const from = index;
    const isQuote = depthOf(lines[from] ?? "") > 0;
    while (index < lines.length && depthOf(lines[index] ?? "") > 0 === isQuote) index += 1;
    const part = lines.slice(from, index);
    blocks.push(isQuote ? quoteHtml(part, quoted) : `<div>${part.map(lineHtml).join("\n")}</div>`);
  }
  return `<div class="plain">${blocks.join("")}</div>`;
}

/** Number of leading `>`; RFC 3676 §4.5 writes them without spaces, many programs with. */
function depthOf(line: string): number {
  return /^(?:> ?)+/.exec(line)?.[0].replaceAll(" ", "").length ?? 0;
}

function quoteHtml(lines: readonly string[], quoted: string): string {
  const html = lines
    .map((line) => {
      const depth = depthOf(line);
      return `<span class="q${Math.min(3, depth)}">${lineHtml(line)}</span>`;
    })
    .join("\n");
  const open = lines.length <= longQuote ? " open" : "";
  return `<details class="quote"${open}><summary>${escaped(quoted)}</summary><div>${html}</div></details>`;
}

function lineHtml(line: string): string {
  let html = "";
  let end = 0;
  for (const match of line.matchAll(linkPattern)) {
    // A full stop or a bracket after an address belongs to the sentence.
    const found = match[0].replace(/[.,;:!?)\]}'’]+$/, "");
    const target = linkTarget(withScheme(found));
    if (target === undefined) continue;
    html += escaped(line.slice(end, match.index));
    html += `<a href="${escaped(linkPath(target))}" title="${escaped(target)}" rel="noopener noreferrer">${escaped(found)}</a>`;
    end = match.index + found.length;
  }
  return html + escaped(line.slice(end));
}

function withScheme(text: string): string {
  if (/^www\./i.test(text)) return `https://${text}`;
  return /^[a-z]+:/i.test(text) ? text : `mailto:${text}`;
}

/** SECURITY: the only way of text into HTML in this file. */
function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
