import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { searchBytes, sweepFiles } from "../../support/canary-sweep.ts";

const canary = { name: "password", value: "Kanarie-7qX2-vogel" };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatepost-sweep-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ["plain text", Buffer.from(`login ${canary.value} now`)],
  ["UTF-16", Buffer.from(`x${canary.value}`, "utf16le")],
  ["base64", Buffer.from(Buffer.from(`\0user\0${canary.value}`).toString("base64"))],
  ["base64 at another offset", Buffer.from(Buffer.from(`ab${canary.value}!`).toString("base64"))],
  ["base64url", Buffer.from(Buffer.from(`abc${canary.value}?>`).toString("base64url"))],
  ["UTF-16, the other way round", Buffer.from(canary.value, "utf16le").swap16()],
  ["base32", Buffer.from("JNQW4YLSNFSS2N3RLAZC25TPM5SWY===")],
  ["hex", Buffer.from(Buffer.from(canary.value).toString("hex"))],
])("finds a secret written as %s", (_name, bytes) => {
  mkdirSync(join(folder, "deep"));
  writeFileSync(join(folder, "deep", "file"), bytes);
  expect(sweepFiles([folder], [canary]).hits.length).toBeGreaterThan(0);
});

it("finds the bytes of a key, its text in JSON, and both in other alphabets", () => {
  const key = Buffer.from("3c1f09a7d25e8844b1609f", "hex");
  const quoted = { name: "quoted", value: 'say "otter" \u{1f9a6}', key };
  for (const bytes of [
    key,
    Buffer.from(`{"secret":"${key.toString("hex")}"}`),
    Buffer.from(Buffer.concat([Buffer.from("x"), key, Buffer.from("y")]).toString("base64")),
    Buffer.from(JSON.stringify({ passphrase: quoted.value })),
  ])
    expect(searchBytes("there", bytes, [quoted]).length).toBeGreaterThan(0);
});

it("finds nothing where there is nothing, and says how many files it read", () => {
  writeFileSync(join(folder, "file"), "nothing to see");
  expect(sweepFiles([folder], [canary])).toEqual({ hits: [], files: 1 });
});

it("leaves out what it is told to", () => {
  writeFileSync(join(folder, "saved.pdf"), canary.value);
  expect(sweepFiles([folder], [canary], [join(folder, "saved.pdf")]).hits).toEqual([]);
});
