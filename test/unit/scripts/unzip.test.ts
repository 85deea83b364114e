// The zip reader that unpacks the Electron runtime, tried with archives made here byte by byte.
import { mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { unzip } from "../../../scripts/lib/unzip.mjs";

let folder: string;
let archive: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gp-unzip-"));
  archive = join(folder, "archive.zip");
});

afterEach(() => rmSync(folder, { recursive: true }));

interface Entry {
  readonly name: string;
  readonly content: string;
  readonly mode?: number;
  readonly stored?: boolean;
}

/** APPNOTE.TXT 4.3: local headers with data, then the directory, then its end. Checksums are left zero. */
function zip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let position = 0;
  for (const { name, content, mode = 0o100644, stored = false } of entries) {
    const packed = stored ? Buffer.from(content) : deflateRawSync(content);
    const method = stored ? 0 : 8;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(name.length, 26);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(method, 10);
    record.writeUInt32LE(packed.length, 20);
    record.writeUInt32LE(content.length, 24);
    record.writeUInt16LE(name.length, 28);
    record.writeUInt32LE((mode << 16) >>> 0, 38);
    record.writeUInt32LE(position, 42);
    parts.push(local, Buffer.from(name), packed);
    directory.push(record, Buffer.from(name));
    position += 30 + name.length + packed.length;
  }
  const records = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(records.length, 12);
  end.writeUInt32LE(position, 16);
  return Buffer.concat([...parts, records, end]);
}

const everything = () => true;

test("unpacks files with their rights, folders and links, and only what is wanted", async () => {
  writeFileSync(
    archive,
    zip([
      { name: "a/", content: "", mode: 0o040755, stored: true },
      { name: "a/run", content: "#!/bin/sh\n".repeat(100), mode: 0o100755 },
      { name: "a/link", content: "run", mode: 0o120777, stored: true },
      { name: "b/other", content: "no" },
    ]),
  );
  await unzip(archive, join(folder, "out"), (name) => name.startsWith("a/"));
  expect(readFileSync(join(folder, "out/a/run"), "utf8")).toHaveLength(1_000);
  expect(statSync(join(folder, "out/a/run")).mode & 0o777).toBe(0o755);
  expect(readlinkSync(join(folder, "out/a/link"))).toBe("run");
  expect(() => statSync(join(folder, "out/b"))).toThrow();
});

test("lets no entry out of the folder", async () => {
  writeFileSync(archive, zip([{ name: "../outside", content: "x" }]));
  await expect(unzip(archive, join(folder, "out"), everything)).rejects.toThrow("leads out of the folder");
  expect(() => statSync(join(folder, "outside"))).toThrow();
});

test("says so when the file is no archive or is cut off", async () => {
  writeFileSync(archive, "not a zip");
  await expect(unzip(archive, join(folder, "out"), everything)).rejects.toThrow("not a zip archive");
  const whole = zip([{ name: "a", content: "text", stored: true }]);
  writeFileSync(archive, whole.subarray(0, whole.length - 30));
  await expect(unzip(archive, join(folder, "out"), everything)).rejects.toThrow();
});
