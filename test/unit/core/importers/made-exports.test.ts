// Every format with exports of our own making: recognised by their content, read, refused where they should be; and no
// damage to any of them leads to a hang, a crash, or a secret in a message.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { importers } from "../../../../electron/core/importers/index.ts";
import { readImport } from "../../../../electron/core/importers/read-import.ts";
import { readZipped, zipNames } from "../../../../electron/core/importers/zip.ts";
import { createVault } from "../../../../electron/core/otp/vault.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { ImportFormat } from "../../../../shared/models/import.ts";
import {
  type MadeExport,
  madeExports,
  migrationLink,
  passphrase,
  secrets,
} from "../../../support/made-exports.ts";
import { memoryKeychain } from "../../../support/memory-keychain.ts";
import { memoryRecords } from "../../../support/memory-records.ts";
import { processorTime } from "../../../support/processor-time.ts";

let made: readonly MadeExport[] = [];
beforeAll(async () => {
  made = await madeExports();
});
const right = new Secret(passphrase);
const named = (name: string) => {
  const found = made.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "read",
    (failure: unknown) => (failure instanceof AppError ? failure.code : String(failure)),
  );

describe("an export", () => {
  it("is made here of every format", () => {
    const formats = new Set(made.map(({ format }) => format));
    expect(ImportFormat.options.filter((format) => !formats.has(format))).toEqual([]);
    expect(new Set(importers.map(({ id }) => id))).toEqual(new Set(ImportFormat.options));
  });

  it("is known by its content, and gives its entries", { timeout: 30_000 }, async () => {
    for (const { name, bytes, format, encrypted, issuers } of made) {
      const read = await readImport([bytes], encrypted ? right : undefined);
      expect({ format: read.format, encrypted: read.encrypted }, name).toEqual({ format, encrypted });
      expect(read.imported.problems, name).toEqual([]);
      const entries = read.imported.entries.map(({ type, issuer, account, secret, digits, algorithm }) => {
        return { type, issuer, account, secret: secret.reveal(), digits, algorithm };
      });
      const common = { type: "totp", account: "ann", digits: 6, algorithm: "SHA1" };
      expect(entries, name).toEqual([
        { ...common, issuer: issuers[0], secret: secrets.first },
        { ...common, issuer: issuers[1], secret: secrets.second },
      ]);
    }
  });

  it("keeps a code that lacks nothing but its PIN apart, with all that belongs to it", async () => {
    const hex = "0123456789abcdef";
    const files = {
      links: [`motp://Door:ann?secret=${hex}`, `otpauth://yaotp/Map:ann?secret=${secrets.first}`].join("\n"),
      aegis: JSON.stringify({
        version: 1,
        header: { slots: null, params: null },
        db: {
          version: 3,
          groups: [{ uuid: "g", name: "Work" }],
          entries: [
            { type: "motp", name: "ann", issuer: "Door", note: "n", groups: ["g"], info: { secret: hex } },
            { type: "motp", name: "ann", issuer: "Wrong", info: { secret: "xyz1" } },
          ],
        },
      }),
      andotp: JSON.stringify([
        { type: "MOTP", secret: "GAYTEMZUGU3DOOBZMFRGGZDFMY", issuer: "Door", label: "ann", tags: ["Work"] },
      ]),
    };
    const read = async (text: string) => (await readImport([Buffer.from(text)], undefined)).imported;
    const issuers = async (text: string) =>
      (await read(text)).lackingPin?.map(({ row, entry }) => `${row} ${entry.issuer} ${entry.groups ?? ""}`);
    expect(await issuers(files.links)).toEqual(["1 Door ", "2 Map "]);
    expect(await issuers(files.aegis)).toEqual(["1 Door Work"]);
    expect(await issuers(files.andotp)).toEqual(["1 Door Work"]);
    const { entries, problems } = await read(files.aegis);
    // Who knows nothing of PINs takes none of them for a code.
    expect([entries, problems.map(({ row }) => row)]).toEqual([[], [1, 2]]);
  });

  it("asks for its passphrase, and says when it does not fit", { timeout: 30_000 }, async () => {
    for (const { name, bytes } of made.filter(({ encrypted }) => encrypted)) {
      expect(await refusal(readImport([bytes], undefined)), name).toBe("passphrase-needed");
      expect(await refusal(readImport([bytes], new Secret("wrong"))), name).toBe("wrong-passphrase");
    }
  });

  it("in a zip with the old cipher says so too of a passphrase that fits by chance", async () => {
    const file = Buffer.from(named("WinAuth").bytes);
    const [name] = zipNames(file);
    if (!name) throw new Error("nothing in the zip");
    // The last of the twelve bytes before the content is compared with one byte (APPNOTE.TXT 6.1.6): one of 256 fits.
    const checked = 30 + file.readUInt16LE(26) + file.readUInt16LE(28) + 11;
    const options = { format: "winauth", passphrase: new Secret("wrong") } as const;
    const answers = new Set<string>();
    for (let value = 0; value < 256; value += 1) {
      file[checked] = value;
      answers.add(await refusal(readZipped(file, name.name, options)));
    }
    expect([...answers]).toEqual(["wrong-passphrase"]);
  });

  it("brings how often a code was used, and its brand, where the other program counts", async () => {
    const display = encodeURIComponent(
      JSON.stringify({
        tapCount: 7,
        lastUsedAt: 1_790_000_000_000_123,
        iconSrc: "simpleIcon",
        iconID: "git-hub",
      }),
    );
    const text = `otpauth://totp/Post:ann?secret=${secrets.first}&codeDisplay=${display}`;
    const ente = (await readImport([Buffer.from(text)], undefined)).imported.entries[0];
    const icon = { kind: "brand", name: "github" };
    expect(ente).toMatchObject({ uses: 7, lastUsedAt: 1_790_000_000_000, icon });
    const row = {
      secret: secrets.first,
      issuer: "Post",
      label: "ann",
      type: "TOTP",
      algorithm: "SHA1",
      digits: 6,
    };
    const list = [{ ...row, period: 30, last_used: 1_790_000_000_000, used_frequency: 3, tags: [] }];
    const andotp = (await readImport([Buffer.from(JSON.stringify(list))], undefined)).imported.entries[0];
    expect(andotp).toMatchObject({ uses: 3, lastUsedAt: 1_790_000_000_000 });
  });

  it("brings notes, groups, and what lay in a bin", async () => {
    const { entries } = (await readImport([named("Aegis").bytes], undefined)).imported;
    expect(entries[0]).toMatchObject({ note: "from the old phone", groups: ["work"] });
    const stratum = (await readImport([named("Stratum").bytes], undefined)).imported;
    expect(stratum.entries.map(({ groups }) => groups)).toEqual([["work"], undefined]);
    const trashed = Buffer.from(
      `otpauth://totp/Post:ann?secret=${secrets.first}&codeDisplay=%7B%22trashed%22%3Atrue%2C%22note%22%3A%22n%22%7D`,
    );
    expect((await readImport([trashed], undefined)).imported.entries[0]).toMatchObject({
      trashed: true,
      note: "n",
    });
  });

  it("of a newer version is refused by its number", async () => {
    const newer = JSON.parse(Buffer.from(named("Aegis").bytes).toString());
    const code = (value: unknown) =>
      readImport([Buffer.from(JSON.stringify(value))], right).catch((e: unknown) => e);
    expect(await code({ ...newer, version: 2 })).toMatchObject({
      code: "newer-version",
      detail: { version: 2, newest: 1 },
    });
    expect(await code({ ...newer, db: { ...newer.db, version: 4 } })).toMatchObject({
      code: "newer-version",
    });
    const two = JSON.parse(Buffer.from(named("2FAS").bytes).toString());
    expect(await code({ ...two, schemaVersion: 5 })).toMatchObject({
      code: "newer-version",
      detail: { version: 5 },
    });
  });

  it("tells the row and the field that is wrong, and reads the rest", async () => {
    const list = [
      "otpauth://totp/Post:ann?secret=ABC1&issuer=Post",
      "# a comment",
      `otpauth://totp/Post:bob?secret=${secrets.first}&algorithm=SHA3`,
      "my bank",
      `otpauth://totp/Post:cid?secret=${secrets.first}&period=0`,
      `otpauth://totp/Post:dan?secret=${secrets.first}`,
    ];
    const { entries, problems } = (await readImport([Buffer.from(list.join("\n"))], undefined)).imported;
    expect(entries.map(({ account }) => account)).toEqual(["dan"]);
    expect(problems).toEqual([
      { row: 1, field: "secret", code: "otpauth-field", reason: "secret-not-base32" },
      { row: 3, field: "algorithm", code: "otpauth-field", reason: "unknown", value: "SHA3" },
      { row: 4, code: "otpauth-not-a-code" },
      { row: 5, field: "period", code: "otpauth-field", reason: "out-of-range", value: "0" },
    ]);
  });

  it("of Google's is put together from its parts in any order, and what is missing is named", async () => {
    const part = (index: number, issuer: string) =>
      Buffer.from(migrationLink([{ issuer, secret: secrets.first }], { size: 3, index, id: 9 }));
    const all = [part(2, "C"), part(0, "A"), part(1, "B"), part(0, "A")];
    const whole = (await readImport(all, undefined)).imported;
    expect(whole.entries.map(({ issuer }) => issuer)).toEqual(["A", "B", "C"]);
    expect(whole.problems).toEqual([]);
    const { problems } = (await readImport([part(2, "C"), part(0, "A")], undefined)).imported;
    expect(problems).toEqual([{ row: 2, field: "batch", code: "missing-part", value: "2 of 3" }]);
  });

  it("that asks for too much is refused before any work", async () => {
    const spent = processorTime();
    const sealed = JSON.parse(Buffer.from(named("Ente, sealed").bytes).toString());
    const dear = { ...sealed, kdfParams: { ...sealed.kdfParams, memLimit: 2 ** 41 } };
    expect(await refusal(readImport([Buffer.from(JSON.stringify(dear))], right))).toBe("too-large");
    const aegis = JSON.parse(Buffer.from(named("Aegis, sealed").bytes).toString());
    aegis.header.slots[0].n = 2 ** 30;
    expect(await refusal(readImport([Buffer.from(JSON.stringify(aegis))], right))).toBe("too-large");
    expect(await refusal(readImport([new Uint8Array(20 * 1024 * 1024 + 1)], right))).toBe("too-large");
    const deep = Buffer.from(`{"db":${"[".repeat(100_000)}`);
    expect(await refusal(readImport([deep], right))).toBe("bad-file");
    const many = Buffer.from(JSON.stringify({ Authenticators: Array.from({ length: 10_001 }, () => ({})) }));
    expect(await refusal(readImport([many], right))).toBe("too-large");
    expect(spent()).toBeLessThan(3_000);
  });

  it("of 1,000 codes is read and saved in well under two seconds", async () => {
    const links = Array.from(
      { length: 1_000 },
      (_, index) => `otpauth://totp/P${index}:ann?secret=${secrets.first}`,
    );
    let lastId = 0;
    const [keychain, records] = [memoryKeychain(), memoryRecords()];
    const vault = createVault({ keychain, records, now: () => 0, newId: () => `id-${++lastId}` });
    const spent = processorTime();
    const { imported } = await readImport([Buffer.from(links.join("\n"))], undefined);
    expect(new Set(await vault.known(imported.entries)).has("same")).toBe(false);
    expect(await vault.addAll(imported.entries)).toEqual({ added: 1_000, changed: 0 });
    expect(spent()).toBeLessThan(2_000);
    expect(keychain.items.size).toBe(1_000);
  });

  it("is something else: said so", async () => {
    for (const text of [
      "hello",
      "{}",
      "[]",
      "a,b\n1,2",
      "<html></html>",
      "PK\u0003\u0004",
      "%PDF-1.7",
      "\u0000\u0001",
    ]) {
      expect(await refusal(readImport([Buffer.from(text)], right)), text).toBe("unknown-format");
    }
    expect(await refusal(readImport([new Uint8Array()], right))).toBe("bad-file");
    const bound = Buffer.from(
      JSON.stringify({ encrypted: true, encKeyValidation_DO_NOT_EDIT: "2.x", items: [] }),
    );
    expect(await refusal(readImport([bound], right))).toBe("bad-file");
  });

  it("damaged in any way gives entries or a known refusal, and never shows a secret", {
    timeout: 120_000,
  }, async () => {
    const costly = /strong|Proton Authenticator, sealed|legacy/;
    const samples = made.filter(({ name }) => !costly.test(name));
    const damage = fc.record({
      sample: fc.nat({ max: samples.length - 1 }),
      cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      flips: fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), {
        maxLength: 8,
      }),
      more: fc.string({ maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ sample, cut, flips, more }) => {
        const { bytes } = samples[sample] as MadeExport;
        const broken = Buffer.concat([
          bytes.subarray(0, cut === undefined ? undefined : cut * bytes.length),
          Buffer.from(more),
        ]);
        for (const [place, value] of flips)
          if (broken.length > 0) broken[Math.floor(place * broken.length)] = value;
        try {
          const { imported } = await readImport([broken], right);
          expect(JSON.stringify(imported)).not.toMatch(/GEZDGNBVGY3T|JBSWY3DPEHPK/);
        } catch (failure) {
          expect(failure, String(failure)).toBeInstanceOf(AppError);
          const { message, detail } = failure as AppError;
          expect(`${message} ${JSON.stringify(detail)}`).not.toMatch(
            /GEZDGNBVGY3T|JBSWY3DPEHPK|correct horse/,
          );
        }
      }),
      { numRuns: 600, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true },
    );
  });

  it("with any values in its fields gives entries or problems, and never shows a secret", async () => {
    const jsons = made.filter(
      ({ bytes, encrypted }) => !encrypted && (bytes[0] === 0x7b || bytes[0] === 0x5b),
    );
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom("", -1, 1e99, "null", secrets.second, [], {}),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: jsons.length - 1 }),
        fc.nat({ max: 60 }),
        value,
        async (index, place, other) => {
          let at = 0;
          const text = Buffer.from((jsons[index] as MadeExport).bytes).toString();
          const changed = JSON.stringify(JSON.parse(text), (_key, item: unknown) =>
            at++ === place ? other : item,
          );
          if (changed === undefined) return;
          try {
            const { imported } = await readImport([Buffer.from(changed)], right);
            expect(JSON.stringify(imported.problems)).not.toMatch(/GEZDGNBVGY3T|JBSWY3DPEHPK/);
          } catch (failure) {
            expect(failure, String(failure)).toBeInstanceOf(AppError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
