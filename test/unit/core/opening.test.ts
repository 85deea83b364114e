import { beforeEach, describe, expect, it } from "vitest";
import { databaseKeyName, type Keychain } from "../../../electron/core/keychain/keychain.ts";
import type { MailThread } from "../../../electron/core/mail/mail-service.ts";
import { createOpening } from "../../../electron/core/opening.ts";
import { Secret } from "../../../electron/core/secret.ts";
import type { Remote } from "../../../electron/core/worker-link.ts";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { KeychainState } from "../../../shared/models/app.ts";
import { quietLog } from "../../support/quiet-log.ts";

let state: KeychainState;
let items: Map<string, string>;
let exists: boolean;
let opened: string[];
let openFails: AppError | undefined;
let aside: number;
let marked: string[];
let noted: string | undefined;

const keychain: Keychain = {
  state: async () => state,
  read: async (name) => {
    const value = items.get(name);
    return value === undefined ? undefined : new Secret(value);
  },
  write: async (name, value) => void items.set(name, value.reveal()),
  remove: async (name) => void items.delete(name),
  markWith: (key) => void marked.push(key.reveal()),
};
const thread = {
  storeExists: async () => exists,
  setStoreAside: async () => {
    aside += 1;
    exists = false;
  },
  openStore: async ({ key }: { key: string }) => {
    if (openFails) throw openFails;
    opened.push(key);
    exists = true;
  },
} as unknown as Remote<MailThread>;
const keyCheck = {
  keep: async (key: Secret) => {
    noted = key.reveal();
  },
  fits: async (key: Secret) => (noted === undefined ? undefined : noted === key.reveal()),
};
const build = () => createOpening({ keychain, thread, keyCheck, folder: "/nowhere", log: quietLog() });

describe("opening the store", () => {
  beforeEach(() => {
    state = "ok";
    items = new Map();
    exists = false;
    opened = [];
    openFails = undefined;
    aside = 0;
    marked = [];
    noted = undefined;
  });

  it("makes a key where there is nothing yet, keeps it, and uses it again", async () => {
    expect(await build().attempt()).toBe(true);
    const key = items.get(databaseKeyName);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(await build().attempt()).toBe(true);
    expect(opened).toEqual([key, key]);
  });

  it("never makes a new key over existing data", async () => {
    exists = true;
    const opening = build();
    expect(await opening.attempt()).toBe(false);
    expect(opening.store).toBe("key-gone");
    expect(items.size).toBe(0);
    expect(opened).toEqual([]);
  });

  it.each(["locked", "missing", "unavailable"] as const)(
    "waits while the keychain is %s, and goes on after",
    async (bad) => {
      state = bad;
      const opening = build();
      expect(await opening.attempt()).toBe(false);
      expect(opening).toMatchObject({ keychain: bad, store: "keychain" });
      expect(items.size).toBe(0);
      state = "ok";
      expect(await opening.attempt()).toBe(true);
      expect(opening).toMatchObject({ keychain: "ok", store: "ready" });
    },
  );

  it("says unreadable when the file does not open with its key, and keeps the key", async () => {
    items.set(databaseKeyName, "k");
    exists = true;
    openFails = new AppError("store-unreadable");
    const opening = build();
    expect(await opening.attempt()).toBe(false);
    expect(opening.store).toBe("unreadable");
    expect(items.get(databaseKeyName)).toBe("k");
  });

  it("opens once when asked twice at the same time", async () => {
    const opening = build();
    await Promise.all([opening.attempt(), opening.attempt()]);
    expect(opened).toHaveLength(1);
  });

  it("begins anew only where the key is known to be gone, and sets the file aside first", async () => {
    exists = true;
    const opening = build();
    await expect(opening.startAnew()).rejects.toThrow("busy");
    expect(await opening.attempt()).toBe(false);
    expect(opening.store).toBe("key-gone");
    expect(await opening.startAnew()).toBe(true);
    expect(aside).toBe(1);
    expect(opened).toEqual([items.get(databaseKeyName)]);
    await expect(opening.startAnew()).rejects.toThrow("busy");
  });

  it("opens the store as it was if the key is there again after all", async () => {
    exists = true;
    const opening = build();
    await opening.attempt();
    items.set(databaseKeyName, "ab".repeat(32));
    expect(await opening.startAnew()).toBe(true);
    expect(aside).toBe(0);
    expect(opened).toEqual(["ab".repeat(32)]);
  });

  it("marks the other items with the key that has opened the store, and notes it", async () => {
    expect(await build().attempt()).toBe(true);
    const key = items.get(databaseKeyName);
    expect(marked).toEqual([key]);
    expect(noted).toBe(key);
  });

  it("opens by what can be read, though the keychain takes nothing; and looks again when it is asked", async () => {
    items.set(databaseKeyName, "k");
    exists = true;
    state = "refused";
    const opening = build();
    expect(await opening.attempt()).toBe(true);
    expect([opening.store, opening.keychain]).toEqual(["ready", "refused"]);
    state = "ok";
    expect(await opening.attempt()).toBe(true);
    expect(opening.keychain).toBe("ok");
    expect(opened).toEqual(["k"]);
  });

  it("tells a key that another program has changed from a damaged file", async () => {
    exists = true;
    openFails = new AppError("store-unreadable");
    items.set(databaseKeyName, "not the one");
    noted = "the one";
    const opening = build();
    expect(await opening.attempt()).toBe(false);
    expect([opening.store, noted, marked]).toEqual(["key-changed", "the one", []]);
    items.set(databaseKeyName, "the one");
    expect(await opening.attempt()).toBe(false);
    expect(opening.store).toBe("unreadable");
    openFails = undefined;
    expect(await opening.attempt()).toBe(true);
    expect(opening.store).toBe("ready");
  });
});
