import { describe, expect, it } from "vitest";
import type { Lock } from "../../../../electron/core/lock/lock.ts";
import { lockItemName } from "../../../../electron/core/lock/lock-item.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import {
  fill,
  quiet,
  readAll,
  refused,
  right,
  sealedItems,
  values,
  type World,
  world,
  wrong,
} from "../../../support/lock-world.ts";

/** A world whose lock is on, and what the keychain held then. */
async function lockedWorld(): Promise<World & { readonly kept: ReadonlyMap<string, string> }> {
  const made = world();
  const lock = made.start();
  await fill(lock);
  await lock.turnOn(right, quiet);
  return Object.assign(made, { kept: new Map(made.keychain.items) });
}

const damages = {
  gone: ({ keychain }: World) => void keychain.items.delete(lockItemName),
  changed: ({ keychain }: World) => void keychain.changed.add(lockItemName),
  damaged: ({ keychain }: World) => void keychain.items.set(lockItemName, '{"version":1,"phase":"on"}'),
  newer: ({ keychain }: World) =>
    void keychain.items.set(
      lockItemName,
      (keychain.items.get(lockItemName) ?? "").replace('"version":1', '"version":2'),
    ),
} as const;
const kinds = Object.keys(damages) as (keyof typeof damages)[];

async function gives(lock: Lock): Promise<void> {
  await lock.unlock(right);
  expect(await readAll(lock)).toEqual(values);
}

describe("a lock whose own item is of no use", () => {
  it.each(kinds)("%s: is told as that, opens nothing, and takes nothing", async (kind) => {
    const made = await lockedWorld();
    damages[kind](made);
    const before = new Map(made.keychain.items);
    const lock = made.start();
    expect(await lock.state()).toBe("broken");
    expect(await lock.trouble()).toBe(kind);
    const broken = refused("lock-broken");
    await expect(lock.unlock(right)).rejects.toEqual(broken);
    await expect(lock.confirm(right)).rejects.toEqual(broken);
    await expect(lock.turnOff(right, quiet)).rejects.toEqual(broken);
    await expect(lock.change(right, wrong)).rejects.toEqual(broken);
    await expect(lock.keychain.read("code/1")).rejects.toEqual(broken);
    await expect(lock.keychain.write("code/1", new Secret("AAAA"))).rejects.toEqual(broken);
    // No new key over what the old one may open again.
    await expect(lock.turnOn(wrong, quiet)).rejects.toMatchObject({ code: expect.any(String) });
    expect(made.keychain.items).toEqual(before);
    // Mail goes on.
    await lock.keychain.write("account/a", new Secret("mail password"));
    expect((await lock.keychain.read("account/a"))?.reveal()).toBe("mail password");
  });

  it.each(kinds)("%s: is whole again once the keychain is mended, and it is asked for", async (kind) => {
    const made = await lockedWorld();
    damages[kind](made);
    const lock = made.start();
    expect(await lock.state()).toBe("broken");
    await lock.lookAgain();
    expect(await lock.state()).toBe("broken");
    made.keychain.changed.clear();
    for (const [name, value] of made.kept) made.keychain.items.set(name, value);
    await lock.lookAgain();
    expect(made.told.at(-1)).toBe("locked");
    await gives(lock);
  });

  it("an older one of ours in its place is not taken for it", async () => {
    const made = world();
    const first = made.start();
    await fill(first);
    await first.turnOn(wrong, quiet);
    const older = made.keychain.items.get(lockItemName) ?? "";
    await first.turnOff(wrong, quiet);
    await first.turnOn(right, quiet);
    made.keychain.items.set(lockItemName, older);
    const lock = made.start();
    expect(await lock.trouble()).toBe("changed");
    await expect(lock.unlock(wrong)).rejects.toEqual(refused("lock-broken"));
  });

  it("removes what is sealed and begins without a lock, if a person wants that", async () => {
    const made = await lockedWorld();
    made.keychain.items.delete(lockItemName);
    // That other program was at work here, too: its item is not ours to remove.
    made.keychain.changed.add("code/2");
    const lock = made.start();
    await lock.startAnew(
      () => undefined,
      async () => lock.keychain.write("code/1", new Secret("BACKBACK")),
    );
    expect(await lock.state()).toBe("off");
    expect(made.keychain.items.get("code/1")).toBe("BACKBACK");
    expect(sealedItems(made.keychain)).toEqual(["code/2"]);
    expect(await made.start().state()).toBe("off");
  });
});

describe("the store's sign of a lock", () => {
  it("of an older store than the keychain, does not close what no lock has sealed", async () => {
    const { start, records } = await lockedWorld();
    const older = await records.get("lock", "sign");
    const first = start();
    await first.unlock(right);
    await first.turnOff(right, quiet);
    await records.put("lock", "sign", older);
    const lock = start();
    expect(await lock.state()).toBe("off");
    expect(await readAll(lock)).toEqual(values);
  });

  it("of an older store than the keychain, does not refuse the lock that has sealed it since", async () => {
    const { start, records } = await lockedWorld();
    const older = await records.get("lock", "sign");
    const first = start();
    await first.unlock(right);
    await first.turnOff(right, quiet);
    await first.turnOn(right, quiet);
    await records.put("lock", "sign", older);
    await gives(start());
    // From then on it fits again.
    expect(await records.get("lock", "sign")).not.toEqual(older);
  });

  it("is not needed: a store from before the lock asks for its passphrase", async () => {
    const { start, records } = await lockedWorld();
    await records.remove("lock", "sign");
    await gives(start());
  });

  it("without it and without the item, a new lock is made over nothing that is sealed", async () => {
    const made = await lockedWorld();
    made.keychain.items.delete(lockItemName);
    await made.records.remove("lock", "sign");
    const lock = made.start();
    expect(await lock.state()).toBe("off");
    await expect(lock.turnOn(wrong, quiet)).rejects.toEqual(refused("lock-broken"));
    expect(await lock.trouble()).toBe("gone");
    expect(made.keychain.items.has(lockItemName)).toBe(false);
  });
});

describe("an item that goes while the program runs", () => {
  it.each(["gone", "changed", "damaged"] as const)(
    "%s: the passphrase opens it all the same, and it is put back",
    async (kind) => {
      const made = await lockedWorld();
      const lock = made.start();
      expect(await lock.state()).toBe("locked");
      damages[kind](made);
      const requests = made.keychain.requests.length;
      await expect(lock.unlock(wrong)).rejects.toEqual(refused("lock-passphrase-wrong"));
      expect(made.keychain.requests.slice(requests)).not.toContain(`write ${lockItemName}`);
      await gives(lock);
      expect(made.keychain.items.get(lockItemName)).toBe(made.kept.get(lockItemName));
      await gives(made.start());
    },
  );

  it("opens also where the keychain takes nothing just now", async () => {
    const made = await lockedWorld();
    const lock = made.start();
    expect(await lock.state()).toBe("locked");
    made.keychain.items.delete(lockItemName);
    const { write } = made.keychain;
    made.keychain.write = () => Promise.reject(new AppError("keychain-refused"));
    await gives(lock);
    made.keychain.write = write;
    await lock.lock();
    await gives(lock);
    await gives(made.start());
  });

  it("is the newer one, if another program of ours has changed the passphrase", async () => {
    const made = await lockedWorld();
    const lock = made.start();
    expect(await lock.state()).toBe("locked");
    const other = made.start();
    await other.unlock(right);
    await other.change(right, wrong);
    await expect(lock.unlock(right)).rejects.toEqual(refused("lock-passphrase-wrong"));
    await lock.unlock(wrong);
    expect(await readAll(lock)).toEqual(values);
  });
});
