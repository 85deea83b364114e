import { describe, expect, it } from "vitest";
import { type CaptureFacts, whyNoCapture, whyNothingShown } from "../../../electron/shell/capture-refusal.ts";
import { describeError } from "../../../renderer/words/describe-error.ts";

const facts = (some: Partial<CaptureFacts>): CaptureFacts => ({
  ...{ os: "linux", access: "unknown" },
  ...some,
});
const said = (some: Partial<CaptureFacts>) =>
  describeError({ code: "screen-unavailable", detail: { why: whyNoCapture(facts(some)) } });

describe("a screen that the system does not show", () => {
  it.each([
    [{ os: "darwin", access: "not-determined" }, "mac-asks", "Allow it, then try again"],
    [{ os: "darwin", access: "denied" }, "mac-denied", "Screen & System Audio Recording"],
    [{ os: "darwin", access: "restricted" }, "mac-managed", "Use the camera"],
    [{ os: "darwin", access: "granted" }, "other", "screenshot"],
    [{}, "other", "screenshot"],
    [{ os: "win32" }, "other", "screenshot"],
  ] as const)("%j is %s, and says what else to do", (some, why, todo) => {
    expect(whyNoCapture(facts(some))).toBe(why);
    expect(said(some).todo).toContain(todo);
  });

  it.each([
    [30, "portal-missing", "xdg-desktop-portal"],
    [800, "portal-cancelled", "desktop’s own dialog"],
  ] as const)("is no dialog where a portal says no after %d ms: %s", (after, why, todo) => {
    expect(whyNothingShown(after)).toBe(why);
    expect(describeError({ code: "screen-unavailable", detail: { why } }).todo).toContain(todo);
  });

  it("is told of in general where the reason is not known", () => {
    expect(describeError({ code: "screen-unavailable", detail: {} })).toEqual(said({}));
  });
});
