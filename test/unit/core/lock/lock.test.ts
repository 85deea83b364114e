import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createLock } from "../../../../electron/core/lock/lock.ts";
import { lockItemName } from "../../../../electron/core/lock/lock-item.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import {
  breakAt,
  fill,
  later,
  quiet,
  readAll,
  refused,
  right,
  sealedItems,
  values,
  world,
  wrong,
} from "../../../support/lock-world.ts";
import { quietLog } from "../../../support/quiet-log.ts";

describe("the lock", () => {
  it("gives out every secret and takes a new one while a slow keychain is still being sealed", async () => {
    const { start, keychain } = world();
    const lock = start();
    await fill(lock);
    const write = keychain.write;
    let goOn: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    keychain.write = async (name, value) => {
      if (name === "code/2") await slow;
      await write(name, value);
    };
    const done = lock.turnOn(right, quiet);
    await expect.poll(() => sealedItems(keychain)).toEqual(["code/1"]);
    expect(await readAll(lock)).toEqual(values);
    const added = lock.keychain.write("code/3", new Secret("NEW"));
    goOn();
    await Promise.all([done, added]);
    expect(await readAll(lock)).toEqual(values);
    expect((await lock.keychain.read("code/3"))?.reveal()).toBe("NEW");
  });

  it("seals nothing of another store with the key of the one before", async () => {
    const { start, keychain } = world();
    const lock = start();
    await lock.turnOn(right, quiet);
    // The other store has no lock under its name.
    keychain.items.delete(lockItemName);
    lock.reset();
    expect(await lock.state()).toBe("off");
    await lock.keychain.write("code/1", new Secret("NEW"));
    expect(keychain.items.get("code/1")).toBe("NEW");
  });

  it("is off until it is turned on, and then seals what is there and what comes", async () => {
    const { start, keychain } = world();
    const lock = start();
    expect(await lock.state()).toBe("off");
    await fill(lock);
    expect(sealedItems(keychain)).toEqual([]);
    const steps: [number, number][] = [];
    await lock.turnOn(right, { ...quiet, report: (_phase, ...step) => steps.push(step) });
    expect(steps.at(-1)).toEqual([5, 5]);
    expect(sealedItems(keychain)).toEqual(Object.keys(values));
    expect(await readAll(lock)).toEqual(values);
    await lock.keychain.write("code/3", new Secret("NEWNEWNEW"));
    expect(keychain.items.get("code/3")).toMatch(/^sealed\//);
    const all = [...keychain.items.values()].join("\n");
    for (const value of [...Object.values(values), right.reveal()]) expect(all).not.toContain(value);
    await expect(lock.turnOn(right, quiet)).rejects.toEqual(refused("busy"));
  });

  it("gives nothing while it is locked, and leaves what mail needs alone", async () => {
    const { start, keychain, told } = world();
    const lock = start();
    await fill(lock);
    await lock.keychain.write("account/a", new Secret("mail password"));
    await lock.turnOn(right, quiet);
    await lock.lock();
    expect(told.at(-1)).toBe("locked");
    await expect(lock.keychain.read("code/1")).rejects.toEqual(refused("locked"));
    await expect(lock.keychain.write("code/1", new Secret("AAAA"))).rejects.toEqual(refused("locked"));
    await expect(lock.confirm(right)).rejects.toEqual(refused("locked"));
    await expect(lock.turnOff(right, quiet)).rejects.toEqual(refused("locked"));
    await expect(lock.change(right, wrong)).rejects.toEqual(refused("locked"));
    expect((await lock.keychain.read("account/a"))?.reveal()).toBe("mail password");
    expect(keychain.items.get("account/a")).toBe("mail password");
    await lock.unlock(right);
    expect(await readAll(lock)).toEqual(values);
  });

  it("is locked after a restart, and opens with its passphrase alone", async () => {
    const { start } = world();
    const first = start();
    await fill(first);
    await first.turnOn(right, quiet);
    const lock = start();
    expect(await lock.state()).toBe("locked");
    expect(lock.isOpen).toBe(false);
    await expect(lock.unlock(wrong)).rejects.toEqual(refused("lock-passphrase-wrong"));
    expect(await lock.state()).toBe("locked");
    await lock.unlock(right);
    expect(await readAll(lock)).toEqual(values);
  });

  it("asks again before a secret leaves, if there is a lock", async () => {
    const { start } = world();
    const lock = start();
    await lock.confirm(undefined);
    await lock.turnOn(right, quiet);
    await expect(lock.confirm(undefined)).rejects.toEqual(refused("passphrase-needed"));
    await expect(lock.confirm(wrong)).rejects.toEqual(refused("lock-passphrase-wrong"));
    await lock.confirm(right);
  });

  it("changes the passphrase by one item, and nothing else", async () => {
    const { start, keychain } = world();
    const lock = start();
    await fill(lock);
    await lock.turnOn(right, quiet);
    await expect(lock.change(wrong, wrong)).rejects.toEqual(refused("lock-passphrase-wrong"));
    const before = new Map(keychain.items);
    await lock.change(right, wrong);
    const changed = [...keychain.items].filter(([name, value]) => before.get(name) !== value);
    expect(changed.map(([name]) => name)).toEqual([lockItemName]);
    const again = start();
    await expect(again.unlock(right)).rejects.toEqual(refused("lock-passphrase-wrong"));
    await again.unlock(wrong);
    expect(await readAll(again)).toEqual(values);
  });

  it("turned off, leaves everything as it was before", async () => {
    const { start, keychain } = world();
    const lock = start();
    await fill(lock);
    const before = new Map(keychain.items);
    await lock.turnOn(right, quiet);
    await expect(lock.turnOff(wrong, quiet)).rejects.toEqual(refused("lock-passphrase-wrong"));
    await lock.turnOff(right, quiet);
    expect(keychain.items).toEqual(before);
    expect(await start().state()).toBe("off");
    // A second lock seals with another key.
    await lock.turnOn(wrong, quiet);
    expect(await readAll(lock)).toEqual(values);
  });

  it("is never written over another that has come meanwhile, and asks for that one’s passphrase", async () => {
    const { start, keychain } = world();
    const lock = start();
    await fill(lock);
    expect(await lock.state()).toBe("off");
    // The items of another keychain are brought over.
    await start().turnOn(right, quiet);
    const key = keychain.items.get(lockItemName);
    await expect(lock.turnOn(wrong, quiet)).rejects.toEqual(refused("busy"));
    expect(keychain.items.get(lockItemName)).toBe(key);
    expect(await lock.state()).toBe("locked");
    await lock.unlock(right);
    expect(await readAll(lock)).toEqual(values);
  });

  it("opens, before it goes, also what the store did not know of yet", async () => {
    const { start, keychain } = world();
    const lock = start();
    await lock.turnOn(right, quiet);
    await lock.keychain.write("code/just now", new Secret("NEWNEWNEW"));
    await lock.turnOff(right, quiet);
    expect(keychain.items.get("code/just now")).toBe("NEWNEWNEW");
  });

  it("rests for a touch only if that is wished, and never over a restart", async () => {
    const { start } = world();
    const lock = start();
    await fill(lock);
    await lock.turnOn(right, quiet);
    await lock.lock(true);
    expect(lock.resting).toBe(true);
    await expect(lock.keychain.read("code/1")).rejects.toEqual(refused("locked"));
    await lock.wake();
    expect(await readAll(lock)).toEqual(values);
    await lock.lock();
    await expect(lock.wake()).rejects.toEqual(refused("locked"));
    await expect(start().wake()).rejects.toEqual(refused("locked"));
  });

  it("removes what is sealed, and only that, when nobody knows the passphrase", async () => {
    const { start, keychain, told } = world();
    const lock = start();
    await fill(lock);
    await lock.turnOn(right, quiet);
    await expect(
      lock.startAnew(
        () => undefined,
        async () => undefined,
      ),
    ).rejects.toEqual(refused("busy"));
    keychain.items.set("code/2", "GEZDGNBVGY3TQOJQ");
    await lock.lock();
    const before = told.length;
    const answered = await lock.startAnew(
      () => undefined,
      async () => {
        // Nobody hears of it before everything is in its place.
        expect(told).toHaveLength(before);
        await lock.keychain.write("code/1", new Secret("BACKBACK"));
        return "put back";
      },
    );
    expect(answered).toBe("put back");
    expect(told.at(-1)).toBe("off");
    expect(keychain.items.get("code/1")).toBe("BACKBACK");
    keychain.items.delete("code/1");
    expect(await lock.state()).toBe("off");
    expect([...keychain.items]).toEqual([["code/2", "GEZDGNBVGY3TQOJQ"]]);
  });

  it("leaves an item that nobody can read, and does the others", async () => {
    const { start, keychain } = world();
    const lock = start();
    await fill(lock);
    await lock.turnOn(right, quiet);
    const damaged = "sealed/1/00000000/AAAA";
    keychain.items.set("code/1", damaged);
    await expect(lock.keychain.read("code/1")).rejects.toEqual(refused("secret-gone"));
    await lock.turnOff(right, quiet);
    expect(keychain.items.get("code/1")).toBe(damaged);
    expect(keychain.items.get("code/2")).toBe(values["code/2"]);
  });
});

describe("a program that is killed in between", () => {
  const points = [1, 2, 3, 4, 5, 6].flatMap((at) => [
    { at, reached: false },
    { at, reached: true },
  ]);

  it.each(points)(
    "turning on, at write $at (reached: $reached): nothing is lost",
    async ({ at, reached }) => {
      const { start, keychain } = world();
      const first = start();
      await fill(first);
      const mend = breakAt(keychain, at, reached);
      await expect(first.turnOn(right, quiet)).rejects.toThrow("killed");
      mend();
      const lock = start();
      if ((await lock.state()) === "off") {
        expect(at).toBe(1);
        expect(await readAll(lock)).toEqual(values);
        return;
      }
      await lock.unlock(right);
      expect(await readAll(lock)).toEqual(values);
      // What was left is done now.
      await expect.poll(() => lock.unfinished()).toBeUndefined();
      expect(sealedItems(keychain)).toEqual(Object.keys(values));
      const again = start();
      await again.unlock(right);
      expect(await readAll(again)).toEqual(values);
    },
  );

  it.each(points)(
    "turning off, at write $at (reached: $reached): nothing is lost",
    async ({ at, reached }) => {
      const { start, keychain } = world();
      const first = start();
      await fill(first);
      const before = new Map(keychain.items);
      await first.turnOn(right, quiet);
      const mend = breakAt(keychain, at, reached);
      await expect(first.turnOff(right, quiet)).rejects.toThrow("killed");
      mend();
      const lock = start();
      if ((await lock.state()) !== "off") {
        await lock.unlock(right);
        expect(await readAll(lock)).toEqual(values);
        if (at === 1 && !reached) {
          // It had not begun.
          expect(await lock.unfinished()).toBeUndefined();
          return;
        }
        await expect.poll(() => lock.state()).toBe("off");
      }
      expect(keychain.items).toEqual(before);
      expect(await readAll(start())).toEqual(values);
    },
  );

  it("locked in the middle of turning off, goes on at the next unlocking", async () => {
    const { start, keychain } = world();
    const lock = start();
    await fill(lock);
    await lock.turnOn(right, quiet);
    await expect(
      lock.turnOff(right, {
        ...quiet,
        report: (_phase, done) => {
          if (done === 2) void lock.lock();
        },
      }),
    ).rejects.toEqual(refused("locked"));
    expect(await lock.state()).toBe("locked");
    expect(await lock.unfinished()).toBe("turning-off");
    await lock.unlock(right);
    await expect.poll(() => lock.state()).toBe("off");
    expect(sealedItems(keychain)).toEqual([]);
    expect(await readAll(lock)).toEqual(values);
  });
});

describe("guessing", () => {
  it("gets slower, over restarts as well, and ends with the right passphrase", async () => {
    const at = world();
    const first = at.start();
    await first.turnOn(right, quiet);
    for (let tries = 0; tries < 2; tries += 1)
      await expect(at.start().unlock(wrong)).rejects.toMatchObject({ detail: {} });
    await expect(at.start().unlock(wrong)).rejects.toMatchObject({
      code: "lock-passphrase-wrong",
      detail: { seconds: 5 },
    });
    const before = at.derived;
    // Not even the right one is tried meanwhile.
    await expect(at.start().unlock(right)).rejects.toMatchObject({
      code: "lock-wait",
      detail: { seconds: 5 },
    });
    expect(at.derived).toBe(before);
    at.time += 5_000;
    await expect(at.start().unlock(wrong)).rejects.toMatchObject({ detail: { seconds: 15 } });
    at.time += 14_000;
    expect(await at.start().waitFor()).toBe(1_000);
    at.time += 1_000;
    await at.start().unlock(right);
    expect(await at.start().waitFor()).toBe(0);
    await expect(at.start().unlock(wrong)).rejects.toMatchObject({ detail: {} });
  });

  it("gains nothing from ending the program before the answer", async () => {
    const at = world();
    await at.start().turnOn(right, quiet);
    const killed = createLock({
      keychain: at.keychain,
      records: at.records,
      random: randomBytes,
      log: quietLog(),
      now: () => at.time,
      derive: () => Promise.reject(new AppError("internal")),
      names: async () => [],
      changed: () => undefined,
      later,
    });
    for (let tries = 0; tries < 3; tries += 1)
      await expect(killed.unlock(wrong)).rejects.toEqual(refused("internal"));
    await expect(at.start().unlock(right)).rejects.toEqual(refused("lock-wait"));
  });

  it("comes to an end also if the clock is set back, and gains nothing from it", async () => {
    const at = world();
    await at.start().turnOn(right, quiet);
    for (let tries = 0; tries < 3; tries += 1)
      await at
        .start()
        .unlock(wrong)
        .catch(() => undefined);
    at.time -= 500_000;
    expect(await at.start().waitFor()).toBe(5_000);
    at.time += 5_000;
    await at.start().unlock(right);
  });

  it("in parallel is as slow as one after the other", async () => {
    const at = world();
    const lock = at.start();
    await lock.turnOn(right, quiet);
    await lock.lock();
    const before = at.derived;
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => lock.unlock(wrong)));
    expect(at.derived - before).toBe(3);
    expect(answers.every(({ status }) => status === "rejected")).toBe(true);
  });
});
