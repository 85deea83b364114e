import { describe, expect, it } from "vitest";
import type { Lock } from "../../../../electron/core/lock/lock.ts";
import type { LockPhase, LockWork } from "../../../../electron/core/lock/turning.ts";
import {
  breakAt,
  fill,
  quiet,
  readAll,
  refused,
  right,
  sealedItems,
  values,
  world,
} from "../../../support/lock-world.ts";

type Step = readonly [LockPhase, number, number];

/** Cancelled when the `at`th item is about to be converted. */
function cancelAt(at: number, steps: Step[] = []): LockWork {
  const abort = new AbortController();
  return {
    signal: abort.signal,
    report(...step) {
      steps.push(step);
      if (step[1] === at) abort.abort();
    },
  };
}

const cancelled = refused("cancelled");
/** The items of the world and one that is not there. */
const total = Object.keys(values).length + 1;

describe("turning the lock on, cancelled", () => {
  it.each([0, 1, 2, 3, 4])("at item %i, leaves everything as it was before", async (at) => {
    const { start, keychain, told } = world();
    const lock = start();
    await fill(lock);
    const before = new Map(keychain.items);
    const steps: Step[] = [];
    await expect(lock.turnOn(right, cancelAt(at, steps))).rejects.toEqual(cancelled);
    expect(keychain.items).toEqual(before);
    expect(steps.at(0)).toEqual(["sealing", 0, total]);
    expect(steps.at(-1)).toEqual(["undoing", total, total]);
    expect(told.at(-1)).toBe("off");
    expect(await lock.unfinished()).toBeUndefined();
    expect(await start().state()).toBe("off");
    // Another try is a whole one.
    await lock.turnOn(right, quiet);
    expect(sealedItems(keychain)).toEqual(Object.keys(values));
  });

  it("before the key is made, touches nothing", async () => {
    const { start, keychain } = world();
    const lock = start();
    await fill(lock);
    const requests = keychain.requests.length;
    await expect(
      lock.turnOn(right, { signal: AbortSignal.abort(), report: () => undefined }),
    ).rejects.toEqual(cancelled);
    expect(keychain.requests.slice(requests).filter((request) => !request.startsWith("read"))).toEqual([]);
    expect(await lock.state()).toBe("off");
  });

  it("too late, is on", async () => {
    const { start, keychain } = world();
    const lock = start();
    await fill(lock);
    await lock.turnOn(right, cancelAt(total));
    expect(await lock.unfinished()).toBeUndefined();
    expect(sealedItems(keychain)).toEqual(Object.keys(values));
  });
});

describe("turning the lock off, cancelled", () => {
  it.each([0, 1, 2, 3, 4])("at item %i, leaves everything sealed and the lock on", async (at) => {
    const { start, keychain } = world();
    const lock = start();
    await fill(lock);
    await lock.turnOn(right, quiet);
    await expect(lock.turnOff(right, cancelAt(at))).rejects.toEqual(cancelled);
    expect(sealedItems(keychain)).toEqual(Object.keys(values));
    expect(await lock.state()).toBe("open");
    expect(await lock.unfinished()).toBeUndefined();
    const again = start();
    expect(await again.state()).toBe("locked");
    await again.unlock(right);
    expect(await readAll(again)).toEqual(values);
  });
});

describe("a program that is killed while it puts back what was cancelled", () => {
  const points = [...Array(12).keys()].flatMap((at) => [
    { at: at + 1, reached: false },
    { at: at + 1, reached: true },
  ]);

  const begun = async (work: (lock: Lock) => Promise<void>, { at, reached }: (typeof points)[number]) => {
    const made = world();
    const first = made.start();
    await fill(first);
    const before = new Map(made.keychain.items);
    const mend = breakAt(made.keychain, at, reached);
    // Late points are never reached.
    await expect(work(first)).rejects.toThrow(/killed|cancelled/);
    mend();
    return { ...made, before };
  };

  it.each(points)("turning on, at write $at (reached: $reached): ends as it was before", async (point) => {
    const { start, keychain, before } = await begun((lock) => lock.turnOn(right, cancelAt(3)), point);
    const lock = start();
    if ((await lock.state()) === "off") {
      expect(keychain.items).toEqual(before);
      return;
    }
    await lock.unlock(right);
    expect(await readAll(lock)).toEqual(values);
    await expect.poll(() => lock.unfinished()).toBeUndefined();
    // Killed before it was cancelled, it goes on; after it, back.
    const sealed = sealedItems(keychain).length;
    if ((await lock.state()) === "off") expect(keychain.items).toEqual(before);
    else expect(sealed).toBe(Object.keys(values).length);
  });

  it.each(points)(
    "turning off, at write $at (reached: $reached): nothing is lost",
    async ({ at, reached }) => {
      const { start, keychain } = world();
      const first = start();
      await fill(first);
      const before = new Map(keychain.items);
      await first.turnOn(right, quiet);
      const mend = breakAt(keychain, at, reached);
      await expect(first.turnOff(right, cancelAt(3))).rejects.toThrow(/killed|cancelled/);
      mend();
      const lock = start();
      await lock.unlock(right);
      expect(await readAll(lock)).toEqual(values);
      await expect.poll(() => lock.unfinished()).toBeUndefined();
      if ((await lock.state()) === "off") expect(keychain.items).toEqual(before);
      else expect(sealedItems(keychain)).toEqual(Object.keys(values));
    },
  );

  it("locked in the middle of it, goes on at the next unlocking", async () => {
    const { start, keychain } = world();
    const lock = start();
    await fill(lock);
    const before = new Map(keychain.items);
    const abort = new AbortController();
    const work: LockWork = {
      signal: abort.signal,
      report(phase, done) {
        if (phase === "sealing" && done === 3) abort.abort();
        if (phase === "undoing" && done === 1) void lock.lock();
      },
    };
    await expect(lock.turnOn(right, work)).rejects.toEqual(refused("locked"));
    expect(await lock.state()).toBe("locked");
    expect(await lock.unfinished()).toBe("turning-off");
    await lock.unlock(right);
    await expect.poll(() => lock.state()).toBe("off");
    expect(keychain.items).toEqual(before);
  });
});
