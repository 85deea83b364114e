// Cleans the style of a message with the browser's own CSS parser, so that what we judge is what it would do.
// SECURITY: P5 of docs/security.md: no import, no font, no address but pictures, nothing outside the frame's flow.

/** The address to write instead, or undefined if the picture must not be loaded. Counts what it refuses. */
export type UrlJudge = (address: string) => string | undefined;

const longest = 500_000;
/** Everything in CSS that can fetch or that hides what it does: judged or dropped. */
const suspicious = /url\(|image-set\(|src\(|image\(|cross-fade\(|element\(|paint\(|attr\(|var\(|env\(|\\/i;
const oneUrl = /url\("((?:[^"\\]|\\.)*)"\)/gi;

/** A whole `<style>` element's text; media and support conditions stay, other at-rules go. */
export function cleanStyleSheet(text: string, judge: UrlJudge): string {
  const sheet = new CSSStyleSheet();
  // `replaceSync` ignores @import by definition.
  sheet.replaceSync(text.slice(0, longest));
  return withoutTags(cleanRules(sheet.cssRules, judge, 0));
}

/** The text of a `style` attribute. */
export function cleanStyleAttribute(text: string, judge: UrlJudge): string {
  const sheet = new CSSStyleSheet();
  sheet.insertRule("x{}");
  const rule = sheet.cssRules[0];
  if (!(rule instanceof CSSStyleRule)) return "";
  rule.style.cssText = text.slice(0, longest);
  return cleanDeclarations(rule.style, judge);
}

function cleanRules(rules: CSSRuleList, judge: UrlJudge, depth: number): string {
  if (depth > 8) return "";
  const parts: string[] = [];
  for (const rule of rules) {
    if (rule instanceof CSSStyleRule) {
      const declarations = cleanDeclarations(rule.style, judge);
      if (declarations !== "") parts.push(`${rule.selectorText}{${declarations}}`);
    } else if (rule instanceof CSSMediaRule) {
      parts.push(`@media ${rule.media.mediaText}{${cleanRules(rule.cssRules, judge, depth + 1)}}`);
    } else if (rule instanceof CSSSupportsRule) {
      parts.push(`@supports ${rule.conditionText}{${cleanRules(rule.cssRules, judge, depth + 1)}}`);
    }
  }
  return parts.join("\n");
}

function cleanDeclarations(style: CSSStyleDeclaration, judge: UrlJudge): string {
  for (const name of [...style]) cleanOne(style, name, judge);
  const text = style.cssText;
  if (!suspicious.test(text.replaceAll(oneUrl, ""))) return text;
  // A shorthand with var() has no readable longhands; only what can be read is kept.
  return [...style]
    .map((name) => [name, style.getPropertyValue(name), style.getPropertyPriority(name)] as const)
    .filter(([, value]) => value !== "" && !suspicious.test(value.replaceAll(oneUrl, "")))
    .map(([name, value, priority]) => `${name}:${value}${priority === "" ? "" : " !important"}`)
    .join(";");
}

const placed = new Set(["fixed", "sticky", "absolute", "-webkit-sticky"]);
const dropped = new Set([
  "z-index",
  "cursor",
  "pointer-events",
  "app-region",
  "-webkit-app-region",
  "anchor-name",
]);

function cleanOne(style: CSSStyleDeclaration, name: string, judge: UrlJudge): void {
  const value = style.getPropertyValue(name);
  if (name.startsWith("--") || dropped.has(name)) style.removeProperty(name);
  else if (name === "position" && placed.has(value)) style.setProperty(name, "static");
  else if (suspicious.test(value)) {
    const cleaned = judgeUrls(value, judge);
    const priority = style.getPropertyPriority(name);
    style.removeProperty(name);
    if (cleaned !== undefined) style.setProperty(name, cleaned, priority);
  }
}

/** The value with each address judged, or undefined if one is refused or something else is suspicious. */
function judgeUrls(value: string, judge: UrlJudge): string | undefined {
  let refused = false;
  const cleaned = value.replaceAll(oneUrl, (_whole, inside: string) => {
    const address = judge(inside.replaceAll(/\\(.)/g, "$1"));
    if (address === undefined) refused = true;
    return `url("${(address ?? "").replaceAll(/["\\\n]/g, encodeURIComponent)}")`;
  });
  return refused || suspicious.test(cleaned.replaceAll(oneUrl, "")) ? undefined : cleaned;
}

/** SECURITY: text inside a string of CSS must not end the style element. */
function withoutTags(text: string): string {
  return text.replaceAll("<", "\\3c ");
}
