import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createClipboard } from "../../../../electron/core/otp/clipboard.ts";
import { codeHandlers } from "../../../../electron/core/otp/handlers.ts";
import { parseOtpauth } from "../../../../electron/core/otp/otpauth.ts";
import { createVault } from "../../../../electron/core/otp/vault.ts";
import { createFoundCodes } from "../../../../electron/core/qr/found-codes.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { calls } from "../../../../shared/ipc/contract.ts";
import { defaultSettings } from "../../../../shared/models/app.ts";
import { memoryKeychain } from "../../../support/memory-keychain.ts";
import { memoryRecords } from "../../../support/memory-records.ts";
import { canvas, toPng } from "../../../support/pictures.ts";

const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const link = `otpauth://totp/Post:ann?secret=${secret}&issuer=Post`;

function setUp() {
  const keychain = memoryKeychain();
  const now = () => 59_000;
  let lastId = 0;
  const newId = () => `id-${++lastId}`;
  const held = { text: "" };
  const told: string[] = [];
  const files: string[] = [];
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
    platform: { chooseFiles: async () => files.splice(0, 1) },
    draw: async () => new Uint8Array([1, 2, 3]),
  });
  return { handlers, found, held, told, keychain, files };
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

  it("count a copy, without telling the page", async () => {
    const { handlers, told } = setUp();
    const { id } = await handlers["codes.addLink"]({ link });
    await handlers["codes.copy"]({ codeId: id });
    expect((await handlers["codes.list"]())[0]).toMatchObject({ uses: 1, lastUsedAt: 59_000 });
    expect(told).toEqual(["codes.changed"]);
  });

  it("ask for the PIN that a link does not hold, and take it", async () => {
    const { handlers, found } = setUp();
    const noPin = "motp://Post:ann?secret=e3152afee62599c8";
    await expect(async () => handlers["codes.addLink"]({ link: noPin })).rejects.toMatchObject({
      detail: { field: "pin", reason: "missing" },
    });
    expect(await handlers["codes.addLink"]({ link: noPin, pin: "1234" })).toMatchObject({ type: "motp" });
    const yandex = `otpauth://yaotp/ann?secret=${secret}`;
    const foundId = found.keepFound(new Secret(yandex));
    await expect(async () => handlers["codes.addFound"]({ foundId })).rejects.toMatchObject({
      detail: { field: "pin", reason: "missing" },
    });
    expect(await handlers["codes.addFound"]({ foundId, pin: "73914" })).toMatchObject({ type: "yandex" });
  });

  it("take a picture as icon only if it is a small PNG", async () => {
    const { handlers, files } = setUp();
    const { id: codeId } = await handlers["codes.addLink"]({ link });
    const png = (size: number) => toPng(canvas(size, size)).toString("base64");
    const icon = { kind: "picture", png: png(64) } as const;
    expect(await handlers["codes.edit"]({ codeId, icon })).toMatchObject({ icon });
    for (const wrong of [png(65), Buffer.from("no picture").toString("base64")]) {
      expect(() => handlers["codes.edit"]({ codeId, icon: { kind: "picture", png: wrong } })).toThrow(
        "picture-unreadable",
      );
    }
    expect(await handlers["codes.chooseIcon"]()).toEqual({});
    const folder = await mkdtemp(join(tmpdir(), "gp-icon-"));
    try {
      const path = join(folder, "icon");
      await writeFile(path, toPng(canvas(300, 200)));
      files.push(path);
      expect((await handlers["codes.chooseIcon"]()).picture).toEqual(await readFile(path));
      await writeFile(path, "<svg/>");
      files.push(path);
      // The page is given no drawing, but what was made of it.
      expect((await handlers["codes.chooseIcon"]()).picture).toEqual(new Uint8Array([1, 2, 3]));
      await writeFile(path, "no picture");
      files.push(path);
      await expect(handlers["codes.chooseIcon"]()).rejects.toMatchObject({ code: "picture-unreadable" });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("remove with undo", async () => {
    const { handlers } = setUp();
    const { id } = await handlers["codes.addLink"]({ link });
    await handlers["codes.remove"]({ codeId: id });
    expect(await handlers["codes.list"]()).toEqual([]);
    expect(calls["codes.bin"].output.parse(await handlers["codes.bin"]())).toHaveLength(1);
    await handlers["codes.restore"]({ codeId: id });
    expect(await handlers["codes.list"]()).toHaveLength(1);
  });
});
