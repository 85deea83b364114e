// The wrapper's own rules, with a driver that behaves as keytar was seen to behave. The real keyring is in
// test/integration/os-keychain.test.ts.
import { describe, expect, it } from "vitest";
import { createOsKeychain, type KeychainDriver } from "../../../../electron/core/keychain/os-keychain.ts";
import { createLog, type LogLine } from "../../../../electron/core/log.ts";
import { Secret } from "../../../../electron/core/secret.ts";

function setUp(change: Partial<KeychainDriver> = {}, load?: () => Promise<KeychainDriver>) {
  const stored = new Map<string, string>();
  const lines: LogLine[] = [];
  const driver: KeychainDriver = {
    getPassword: async (_service, item) => stored.get(item) ?? null,
    setPassword: async (_service, item, value) => void stored.set(item, value),
    deletePassword: async (_service, item) => stored.delete(item),
    ...change,
  };
  const log = createLog(
    (line) => lines.push(line),
    () => 0,
  );
  const keychain = createOsKeychain({
    service: "test",
    log,
    load: load ?? (async () => driver),
    timeLimit: 40,
  });
  return { keychain, stored, lines };
}

const failing = (message: string) => ({
  getPassword: async () => null,
  deletePassword: async () => false,
  setPassword: async () => {
    throw new Error(message);
  },
});

describe("the wrapper of the OS keychain", () => {
  it("gives back every value as it was, also what keytar would cut or refuse", async () => {
    const { keychain, stored } = setUp();
    for (const value of ["plain", "", "a\0b", "two\nlines", "\u{1f511} schlüssel"]) {
      await keychain.write("item", new Secret(value));
      expect((await keychain.read("item"))?.reveal()).toBe(value);
      expect(stored.get("item")).toMatch(/^b64:[A-Za-z0-9+/=]*$/);
    }
  });

  it("does not take null for an answer when the collection is locked", async () => {
    const { keychain } = setUp(failing("Cannot create an item in a locked collection"));
    expect(await keychain.state()).toBe("locked");
    await expect(keychain.read("item")).rejects.toMatchObject({ code: "keychain-locked" });
    await expect(keychain.remove("item")).rejects.toMatchObject({ code: "keychain-locked" });
    await expect(keychain.write("item", new Secret("x"))).rejects.toMatchObject({ code: "keychain-locked" });
  });

  it("does not call lost what was locked when it was asked for, and is open a moment later", async () => {
    let opened = false;
    const { keychain, stored } = setUp({
      getPassword: async (_service, item) => (opened ? (stored.get(item) ?? null) : null),
      setPassword: async (_service, item, value) => {
        opened = true;
        stored.set(item, value);
      },
    });
    stored.set("item", `b64:${Buffer.from("x").toString("base64")}`);
    expect((await keychain.read("item"))?.reveal()).toBe("x");
  });

  it("says undefined for an item that is not there while the keychain is open, and leaves no probe behind", async () => {
    const { keychain, stored } = setUp();
    expect(await keychain.read("item")).toBeUndefined();
    await keychain.remove("item");
    expect(await keychain.state()).toBe("ok");
    expect(stored.size).toBe(0);
  });

  it("tells a missing service from one that fails", async () => {
    const missing = [
      "Cannot autolaunch D-Bus without X11 $DISPLAY",
      "The name org.freedesktop.secrets was not provided by any .service files",
      "Could not connect: No such file or directory",
    ];
    for (const words of missing) expect(await setUp(failing(words)).keychain.state()).toBe("missing");
    const dead = async () => {
      throw new Error("something new");
    };
    const { keychain } = setUp({ ...failing("something new"), getPassword: dead });
    expect(await keychain.state()).toBe("unavailable");
  });

  it("tells one that can be read and takes nothing from one that fails, and then knows nothing of what is not there", async () => {
    const stored = new Map([["item", "b64:eA=="]]);
    const { keychain } = setUp({
      ...failing("Couldn't create item: something new"),
      getPassword: async (_service, item) => stored.get(item) ?? null,
    });
    expect(await keychain.state()).toBe("refused");
    expect((await keychain.read("item"))?.reveal()).toBe("x");
    await expect(keychain.write("item", new Secret("y"))).rejects.toMatchObject({ code: "keychain-refused" });
    await expect(keychain.remove("other")).rejects.toMatchObject({ code: "keychain-refused" });
    await expect(keychain.read("other")).rejects.toMatchObject({ code: "keychain-unavailable" });
    const full = setUp(failing("Couldn't create item: An error occurred on the device")).keychain;
    expect(await full.state()).toBe("refused");
    expect(await full.read("other")).toBeUndefined();
  });

  it("marks its items with a key, and takes nothing without that mark, of another name or another key", async () => {
    const { keychain, stored } = setUp();
    await keychain.write("before", new Secret("no mark yet"));
    await keychain.write("database-key", new Secret("the key"));
    keychain.markWith(new Secret("the key"));
    await keychain.write("code/1", new Secret("ONE"));
    await keychain.write("code/2", new Secret(""));
    expect(stored.get("code/1")).toMatch(/^b64:T05F\.[\w-]{22}$/);
    expect((await keychain.read("code/1"))?.reveal()).toBe("ONE");
    expect((await keychain.read("code/2"))?.reveal()).toBe("");
    expect((await keychain.read("database-key"))?.reveal()).toBe("the key");
    const changed = { code: "keychain-changed" };
    await expect(keychain.read("before")).rejects.toMatchObject(changed);
    stored.set("code/3", stored.get("code/1") ?? "");
    await expect(keychain.read("code/3")).rejects.toMatchObject(changed);
    stored.set("code/1", (stored.get("code/1") ?? "").replace("T05F", "VFdP"));
    await expect(keychain.read("code/1")).rejects.toMatchObject(changed);
    keychain.markWith(new Secret("another key"));
    await expect(keychain.read("code/2")).rejects.toMatchObject(changed);
  });

  it("keeps apart what two databases would give the same name", async () => {
    const { keychain, stored } = setUp();
    const shared = ["authenticator-lock", "oauth-client/gmail"];
    keychain.markWith(new Secret("the key"));
    for (const name of shared) await keychain.write(name, new Secret("of the first"));
    keychain.markWith(new Secret("another key"));
    for (const name of shared) {
      expect(await keychain.read(name)).toBeUndefined();
      await keychain.write(name, new Secret("of the second"));
      await keychain.remove(name);
    }
    keychain.markWith(new Secret("the key"));
    for (const name of shared) expect((await keychain.read(name))?.reveal()).toBe("of the first");
    expect([...stored.keys()].join(" ")).toMatch(
      /^authenticator-lock\/[0-9a-f]{12} oauth-client\/gmail\/[0-9a-f]{12}$/,
    );
  });

  it("starts without the system's library and says unavailable", async () => {
    const { keychain } = setUp({}, async () => {
      throw new Error("Failed to load keytar native addon");
    });
    expect(await keychain.state()).toBe("unavailable");
    await expect(keychain.read("item")).rejects.toMatchObject({ code: "keychain-unavailable" });
  });

  it("does not wait for ever, and does not pile up requests behind one that hangs", async () => {
    let asked = 0;
    const { keychain } = setUp({
      getPassword: () => {
        asked += 1;
        return new Promise<never>(() => undefined);
      },
    });
    for (let turn = 0; turn < 5; turn += 1) {
      await expect(keychain.read("item")).rejects.toMatchObject({ code: "keychain-unavailable" });
    }
    expect(asked).toBe(2);
  });

  it("throws if what comes back is not what was written", async () => {
    const { keychain } = setUp({ getPassword: async () => "b64:AAAA" });
    await expect(keychain.write("item", new Secret("x"))).rejects.toMatchObject({ code: "keychain-refused" });
  });

  it("refuses what Windows would refuse, before anything is written", async () => {
    const { keychain, stored } = setUp();
    await expect(keychain.write("item", new Secret("x".repeat(1_920)))).rejects.toMatchObject({
      code: "too-large",
      detail: { limit: 2_560 },
    });
    await keychain.write("item", new Secret("x".repeat(1_917)));
    keychain.markWith(new Secret("the key"));
    await expect(keychain.write("item", new Secret("x".repeat(1_900)))).rejects.toMatchObject({
      code: "too-large",
    });
    await keychain.write("item", new Secret("x".repeat(1_899)));
    expect(stored.get("item")?.length).toBeLessThanOrEqual(2_560);
    expect(stored.size).toBe(1);
  });

  it("does not take another program's value for ours, nor for nothing", async () => {
    const { keychain, stored } = setUp();
    for (const value of ["somebody else", "", "b64:%%%%", "b64:eA==.short"]) {
      stored.set("item", value);
      await expect(keychain.read("item")).rejects.toMatchObject({ code: "keychain-changed" });
    }
  });

  it("writes one after the other, and logs no value", async () => {
    const { keychain, lines } = setUp({ ...failing("refused: /some/place holds it") });
    await expect(keychain.write("item", new Secret("canary-value"))).rejects.toBeDefined();
    const text = lines.map((line) => line.text).join("\n");
    expect(text).toContain("keychain");
    expect(text).not.toContain("canary");
    expect(text).not.toContain("/some/place");

    const { keychain: working } = setUp();
    await Promise.all(["1", "2", "3"].map((value) => working.write("item", new Secret(value))));
    expect((await working.read("item"))?.reveal()).toBe("3");
  });
});
