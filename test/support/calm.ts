// After bad input: the program is calm. It has a sentence for what happened, no fault in its log, no uncaught error in
// its page, and no secret where none belongs.
import { expect } from "vitest";
import { describeError } from "../../renderer/words/describe-error.ts";
import type { ErrorView } from "../../shared/ipc/errors.ts";
import type { BrowserApp } from "./browser-app.ts";

/** Both sentences for an error, as they stand on the screen. */
export function sentences(code: ErrorView["code"], detail: ErrorView["detail"] = {}): string {
  const { says, todo } = describeError({ code, detail });
  return `${says}${todo}`;
}

/** `secrets`: what was typed or kept and must be neither in the log nor, except in a field, on the page. */
export async function expectCalm(app: BrowserApp, secrets: readonly string[] = []): Promise<void> {
  expect(app.pageErrors).toEqual([]);
  expect(app.log.lines.filter(({ level }) => level === "fault")).toEqual([]);
  const log = JSON.stringify(app.log.lines);
  const shown = await app.page.evaluate(() => document.body.innerText);
  expect(shown).not.toContain(describeError({ code: "internal", detail: {} }).says);
  for (const secret of secrets) {
    expect(log).not.toContain(secret);
    expect(log).not.toContain(Buffer.from(secret).toString("base64"));
    expect(shown).not.toContain(secret);
  }
}
