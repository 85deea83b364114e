import { describe, expect, it } from "vitest";
import { createClipboard } from "../../../../electron/core/otp/clipboard.ts";
import { codeHandlers } from "../../../../electron/core/otp/handlers.ts";
import { parseOtpauth } from "../../../../electron/core/otp/otpauth.ts";
import { createVault } from "../../../../electron/core/otp/vault.ts";
import { createFoundCodes } from "../../../../electron/core/qr/found-codes.ts";
import { calls } from "../../../../shared/ipc/contract.ts";
import { defaultSettings } from "../../../../shared/models/app.ts";
import { memoryKeychain } from "../../../support/memory-keychain.ts";
import { memoryRecords } from "../../../support/memory-records.ts";

const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const link = `otpauth://totp/Post:ann?secret=${secret}&issuer=Post`;

function setUp() {
  const keychain = memoryKeychain();
  const now = () => 59_000;
  let lastId = 0;
  const newId = () => `id-${++lastId}`;
  const held = { text: "" };
  const told: string[] = [];
  const vault = createVault({ keychain, records: memoryRecords(), now, newId });
  const found = createFoundCodes({ now, newId });
  const clipboard = createClipboard({
    now,
    platform: {
      readClipboard: async () => held.text,
      writeClipboard: async (text) => {
        held.text = text;
      },
    },
  });
  const handlers = codeHandlers({
    ...{ vault, found, clipboard },
    settings: async () => ({ ...defaultSettings, clipboardSeconds: 12 }),
    events: { tell: (name) => told.push(name) },
  });
  return { handlers, found, held, told, keychain };
}

describe("the calls of the authenticator", () => {
  it("answer in the contract's shape, and never with the secret", async () => {
    const { handlers, told } = setUp();
    const entry = await handlers["codes.addLink"]({ link });
    expect(told).toEqual(["codes.changed"]);
    const answers = {
      "codes.addLink": entry,
      "codes.list": await handlers["codes.list"](),
      "codes.current": await handlers["codes.current"](),
    } as const;
    for (const [name, answer] of Object.entries(answers)) {
      const { output } = calls[name as keyof typeof answers];
      expect(output.parse(answer)).toEqual(answer);
      expect(JSON.stringify(answer)).not.toContain(secret);
    }
  });

  it("copy the code for as long as the settings say", async () => {
    const { handlers, held } = setUp();
    const { id } = await handlers["codes.addLink"]({ link });
    expect(await handlers["codes.copy"]({ codeId: id })).toEqual({ clearsAt: 71_000 });
    expect(held.text).toBe("287082");
  });

  it("save what a scan found, again if the keychain refused the first time", async () => {
    const { handlers, found, keychain, told } = setUp();
    const foundId = found.keepFound(parseOtpauth(link));
    keychain.setState("locked");
    await expect(handlers["codes.addFound"]({ foundId })).rejects.toMatchObject({ code: "keychain-locked" });
    expect(told).toEqual([]);
    keychain.setState("ok");
    expect(await handlers["codes.addFound"]({ foundId })).toMatchObject({ issuer: "Post", account: "ann" });
    await expect(handlers["codes.addLink"]({ link })).rejects.toMatchObject({ code: "code-exists" });
    expect(() => handlers["codes.addFound"]({ foundId: "unknown" })).toThrow("not-found");
  });

  it("remove with undo", async () => {
    const { handlers } = setUp();
    const { id } = await handlers["codes.addLink"]({ link });
    const { undoToken } = await handlers["codes.remove"]({ codeId: id });
    expect(await handlers["codes.list"]()).toEqual([]);
    await handlers["codes.undoRemove"]({ undoToken });
    expect(await handlers["codes.list"]()).toHaveLength(1);
  });
});
