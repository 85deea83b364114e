// Text must be readable on everything that it stands on, in both themes (WCAG 2.2, 1.4.3: 4.5 to 1).
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../../renderer/styles/tokens.css", import.meta.url), "utf8");

function colours(selector: string): ReadonlyMap<string, string> {
  const start = css.indexOf(selector);
  const block = css.slice(start, css.indexOf("}", start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1] ?? "", match[2] ?? ""]),
  );
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = [
  "ground",
  "surface",
  "surface-raised",
  "surface-sunken",
  "hover",
  "selected",
  "selected-quiet",
];
const pairs: readonly (readonly [string, string])[] = [
  ...["text", "text-soft", "text-faint"].flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ...["ground", "surface", "surface-raised", "selected"].map((ground) => ["accent", ground] as const),
  ["on-accent", "accent"],
  ["on-accent", "accent-strong"],
  ["accent", "accent-soft"],
  ["text", "danger-soft"],
  ["text", "warning-soft"],
  ["danger", "surface"],
  ["danger", "danger-soft"],
  ["warning", "warning-soft"],
  ["good", "good-soft"],
];

describe.each([
  ["light", ":root {"],
  ["dark", ':root[data-theme="dark"]'],
  ["dark by the system", ':root:not([data-theme="light"])'],
])("%s", (_name, selector) => {
  const theme = colours(selector);
  test.each(pairs)("%s on %s", (text, ground) => {
    expect(contrast(theme.get(text) ?? "", theme.get(ground) ?? "")).toBeGreaterThanOrEqual(4.5);
  });
});
