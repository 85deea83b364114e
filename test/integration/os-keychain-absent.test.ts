// A machine without a bus, and one with a bus on which no keyring answers.
import { afterAll, beforeAll, expect, it } from "vitest";
import { createOsKeychain } from "../../electron/core/keychain/os-keychain.ts";
import { createLog } from "../../electron/core/log.ts";
import { Secret } from "../../electron/core/secret.ts";
import { type Keyring, startKeyring } from "../support/keyring.ts";

const keychain = createOsKeychain({ service: "gatepost-test", log: createLog(() => undefined, Date.now) });
let keyring: Keyring;

beforeAll(async () => {
  keyring = await startKeyring({ service: false });
});
afterAll(() => keyring?.stop());

const expectMissing = async () => {
  expect(await keychain.state()).toBe("missing");
  await expect(keychain.read("item")).rejects.toMatchObject({ code: "keychain-missing" });
  await expect(keychain.write("item", new Secret("x"))).rejects.toMatchObject({ code: "keychain-missing" });
};

it("says missing without a bus", async () => {
  Object.assign(process.env, { ...keyring.environment, DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere/bus" });
  await expectMissing();
});

it("says missing on a bus without a keyring", async () => {
  Object.assign(process.env, keyring.environment);
  await expectMissing();
});
