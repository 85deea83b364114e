import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClipboard } from "../../../../electron/core/otp/clipboard.ts";

function setUp() {
  const held = { text: "" };
  const platform = {
    readClipboard: async () => held.text,
    writeClipboard: async (text: string) => {
      held.text = text;
    },
  };
  return { held, clipboard: createClipboard({ platform, now: () => 1_000 }) };
}

describe("the clipboard", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is cleared after the time that was told", async () => {
    const { held, clipboard } = setUp();
    expect(await clipboard.copy("123456", 30)).toEqual({ clearsAt: 31_000 });
    await vi.advanceTimersByTimeAsync(29_999);
    expect(held.text).toBe("123456");
    await vi.advanceTimersByTimeAsync(1);
    expect(held.text).toBe("");
  });

  it("keeps what somebody has copied since", async () => {
    const { held, clipboard } = setUp();
    await clipboard.copy("123456", 30);
    held.text = "a shopping list";
    await vi.advanceTimersByTimeAsync(60_000);
    expect(held.text).toBe("a shopping list");
  });

  it("counts anew for a second copy, and is cleared when the program ends", async () => {
    const { held, clipboard } = setUp();
    await clipboard.copy("123456", 30);
    await vi.advanceTimersByTimeAsync(20_000);
    await clipboard.copy("654321", 30);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(held.text).toBe("654321");
    await clipboard.clearNow();
    expect(held.text).toBe("");
  });
});
