// Every export read back: by our own importers, and Aegis's by a reader that is written here from its documentation and
// shares nothing with ours.
import { createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSameList, makeExport } from "../../../../electron/core/exporters/exporter.ts";
import { drawQr } from "../../../../electron/core/exporters/qr-picture.ts";
import { readImport } from "../../../../electron/core/importers/read-import.ts";
import { readEntry, tidyName } from "../../../../electron/core/otp/entry.ts";
import type { WholeEntry } from "../../../../electron/core/otp/many-codes.ts";
import { findInPicture } from "../../../../electron/core/qr/find-in-picture.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { Algorithm, CodeType } from "../../../../shared/models/code.ts";
import { ExportFormat, sealedFormats } from "../../../../shared/models/export.ts";
import { canvas, toPng } from "../../../support/pictures.ts";
import { plainImports } from "../../../support/plain-imports.ts";

const passphrase = new Secret("correct horse battery");
const imports = plainImports();
const tools = {
  random: randomBytes,
  now: () => 1_700_000_000_000,
  seal: (content: Uint8Array, secret: Secret) => imports.seal(content, secret, new AbortController().signal),
  recovery: async () => [],
};
const seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const all: readonly WholeEntry[] = [
  readEntry({ type: "totp", issuer: "Post", account: "ann@example.org", secret: seed }),
  {
    ...readEntry({
      type: "totp",
      issuer: "A:B & C",
      account: "a:b",
      secret: "ME",
      digits: 8,
      period: 60,
      algorithm: "SHA512",
    }),
    note: "two\nlines",
    groups: ["work", "häuslich"],
    pinned: true,
  },
  readEntry({ type: "hotp", issuer: "", account: "x:y", secret: seed, counter: 9_007_199_254_740_991 }),
  readEntry({
    type: "totp",
    issuer: "Rare",
    account: "",
    secret: seed,
    algorithm: "SHA224",
    digits: 1,
    period: 86_400,
  }),
  readEntry({ type: "steam", issuer: "Steam", account: "ann", secret: seed }),
  readEntry({ type: "motp", issuer: "Lab", account: "ann", secret: "00ffee", pin: "0042" }),
  readEntry({ type: "yandex", issuer: "Yandex", account: "ann", secret: seed, pin: "7391" }),
];

describe("an export", () => {
  for (const format of ExportFormat.options) {
    it(`as ${format} is read back as it was written, and says what it has no place for`, async () => {
      const { bytes, written, leftOut } = await makeExport(format, all, passphrase, tools);
      const read = await readImport([bytes], passphrase);
      expect(read.imported.problems).toEqual([]);
      expect(isSameList(format, written, read.imported.entries)).toBe(true);
      expect(written.length + leftOut.length).toBe(all.length);
      const without = {
        aegis: ["Rare"],
        "google-migration": ["A:B & C", "Rare", "Steam", "Lab", "Yandex"],
      } as const;
      const expected: readonly string[] = format in without ? without[format as keyof typeof without] : [];
      expect(leftOut.map(({ issuer }) => issuer)).toEqual(expected);
      expect(read.encrypted).toBe(sealedFormats.has(format));
      if (sealedFormats.has(format)) expect(Buffer.from(bytes).toString("latin1")).not.toContain(seed);
    });
  }

  it("keeps notes, groups and pins where the format has them", async () => {
    for (const format of ["gatepost", "aegis", "json"] as const) {
      const { bytes } = await makeExport(format, all, passphrase, tools);
      const { entries } = (await readImport([bytes], passphrase)).imported;
      expect(entries[1], format).toMatchObject({
        note: "two\nlines",
        groups: ["work", "häuslich"],
        pinned: true,
      });
    }
  });

  it("of ours holds backup codes and emergency keys, and the plain one does not", async () => {
    const kept = [
      {
        address: "ann@example.org",
        backupCodes: [{ code: new Secret("1111-2222"), used: true }],
        secretKey: new Secret("EMERGENCY"),
      },
    ];
    const recovery = { ...tools, recovery: async () => kept };
    const sealed = await makeExport("gatepost", all, passphrase, recovery);
    const [back] = (await readImport([sealed.bytes], passphrase)).imported.recovery ?? [];
    expect(back?.backupCodes.map(({ code, used }) => [code.reveal(), used])).toEqual([["1111-2222", true]]);
    expect(back?.secretKey?.reveal()).toBe("EMERGENCY");
    const plain = await makeExport("json", all, undefined, recovery);
    expect(Buffer.from(plain.bytes).toString()).not.toContain("1111-2222");
  });

  it("notices when something else is read than was written", () => {
    const [first, second] = all;
    if (!first || !second) throw new Error("no entries");
    expect(isSameList("aegis", [first], [{ ...first, digits: 7 }])).toBe(false);
    expect(isSameList("aegis", [first], [{ ...first, secret: new Secret("ME") }])).toBe(false);
    expect(isSameList("aegis", [first, second], [second, first])).toBe(false);
    expect(isSameList("aegis", [first], [])).toBe(false);
  });

  const post = readEntry({ type: "totp", issuer: "Post", account: "ann@example.org", secret: seed });
  const png = toPng(canvas(64, 64)).toString("base64");
  const extra = {
    note: "on paper",
    groups: ["work", "bank"],
    pinned: true,
    uses: 12,
    lastUsedAt: 1_790_000_000_000,
  };

  it("of our own brings back all that stands beside a code, and Aegis what it has a place for", async () => {
    const icons = [{ kind: "picture", png }, { kind: "brand", name: "github" }, { kind: "letter" }] as const;
    const rich = icons.map((icon, index) => ({ ...(all[index] ?? post), ...extra, icon }));
    for (const format of ["gatepost", "json"] as const) {
      const { bytes } = await makeExport(format, rich, passphrase, tools);
      const { imported } = await readImport([bytes], passphrase);
      expect(isSameList(format, rich, imported.entries), format).toBe(true);
    }
    const { bytes } = await makeExport("aegis", rich, passphrase, tools);
    const { entries } = (await readImport([bytes], passphrase)).imported;
    const { uses: _, lastUsedAt: __, ...kept } = extra;
    expect(entries[0]).toMatchObject({ ...kept, icon: icons[0] });
    expect(entries[1]).toMatchObject(kept);
    expect(entries[1]).not.toHaveProperty("icon");
    expect(isSameList("json", rich, entries)).toBe(false);
    expect(isSameList("aegis", rich, entries)).toBe(true);
  });

  it("takes no icon that is not one of ours", async () => {
    const wrong = toPng(canvas(65, 64)).toString("base64");
    for (const icon of [
      { kind: "picture", png: wrong },
      { kind: "picture", png: "bm8gcGljdHVyZQ==" },
      "x",
      7,
    ]) {
      const { bytes } = await makeExport(
        "json",
        [{ ...post, ...extra, icon } as WholeEntry],
        undefined,
        tools,
      );
      const { entries, problems } = (await readImport([bytes], undefined)).imported;
      expect(problems).toEqual([]);
      expect(entries[0]).toMatchObject(extra);
      expect(entries[0]).not.toHaveProperty("icon");
    }
  });

  it("to Aegis is read the same by an independent reader of its format", async () => {
    const { bytes, written } = await makeExport("aegis", all, passphrase, tools);
    const entries = readAegis(Buffer.from(bytes).toString(), passphrase.reveal());
    expect(entries).toHaveLength(written.length);
    for (const [index, { type, name, issuer, info }] of entries.entries()) {
      const entry = written[index];
      if (!entry) throw new Error("too many");
      expect([type, name, issuer]).toEqual([entry.type, entry.account, entry.issuer]);
      expect([info.secret, info.algo, info.digits]).toEqual([
        entry.secret.reveal(),
        entry.algorithm,
        entry.digits,
      ]);
      expect(entry.type === "hotp" ? info.counter : info.period).toBe(
        entry.type === "hotp" ? entry.counter : entry.period,
      );
      if (entry.type === "motp" || entry.type === "yandex") expect(info.pin).toBe(entry.pin.reveal());
    }
    expect(() => readAegis(Buffer.from(bytes).toString(), "wrong")).toThrow();
    // Two exports share no key, nonce or salt.
    const again = await makeExport("aegis", all, passphrase, tools);
    const header = (file: Uint8Array) => JSON.parse(Buffer.from(file).toString()).header;
    expect(header(again.bytes).params.nonce).not.toBe(header(bytes).params.nonce);
    expect(header(again.bytes).slots[0].salt).not.toBe(header(bytes).slots[0].salt);
  });

  it("of any entries, in any plain format, is read back whole", async () => {
    const name = fc.string({ unit: "grapheme", maxLength: 20 }).map(tidyName);
    const raw = fc.record({
      type: fc.constantFrom(...CodeType.options),
      issuer: name,
      account: name,
      secret: fc.uint8Array({ minLength: 1, maxLength: 40 }),
      algorithm: fc.constantFrom(...Algorithm.options),
      digits: fc.integer({ min: 1, max: 10 }),
      period: fc.integer({ min: 1, max: 86_400 }),
      counter: fc.maxSafeNat(),
      pin: fc.stringMatching(/^[0-9]{4,8}$/),
    });
    const formats = fc.constantFrom<ExportFormat>("otpauth", "json", "google-migration");
    await fc.assert(
      fc.asyncProperty(fc.array(raw, { minLength: 1, maxLength: 25 }), formats, async (raws, format) => {
        const { bytes, written } = await makeExport(format, raws.map(readEntry), undefined, tools);
        fc.pre(written.length > 0);
        const { imported } = await readImport([bytes], undefined);
        expect(isSameList(format, written, imported.entries)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it("as a QR code is a picture that is read again, also with ten entries in it", async () => {
    const many = Array.from({ length: 10 }, (_, index) =>
      readEntry({ type: "totp", issuer: `Provider ${index}`, account: "somebody@example.org", secret: seed }),
    );
    const { bytes } = await makeExport("google-migration", many, undefined, tools);
    const link = Buffer.from(bytes).toString().trim();
    const picture = await drawQr(new Secret(link));
    expect(picture.width).toBeGreaterThanOrEqual(400);
    const { codes } = await findInPicture(picture.png, 10_000);
    expect(codes.map(({ text }) => text)).toEqual([link]);
  });
});

interface AegisEntry {
  readonly type: string;
  readonly name: string;
  readonly issuer: string;
  readonly info: Readonly<Record<string, unknown>>;
}

/** Written from Aegis's vault documentation: slots, master key, content. */
function readAegis(text: string, password: string): readonly AegisEntry[] {
  const vault = JSON.parse(text);
  const open = (key: Buffer, nonce: string, tag: string, sealed: Buffer) => {
    const cipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "hex"));
    cipher.setAuthTag(Buffer.from(tag, "hex"));
    return Buffer.concat([cipher.update(sealed), cipher.final()]);
  };
  const [slot] = vault.header.slots;
  const cost = { N: slot.n, r: slot.r, p: slot.p, maxmem: 2 ** 27 };
  const slotKey = scryptSync(password, Buffer.from(slot.salt, "hex"), 32, cost);
  const master = open(slotKey, slot.key_params.nonce, slot.key_params.tag, Buffer.from(slot.key, "hex"));
  const { nonce, tag } = vault.header.params;
  return JSON.parse(open(master, nonce, tag, Buffer.from(vault.db, "base64")).toString()).entries;
}
