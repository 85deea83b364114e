// Looks for secrets where none may be: in every file below some folders, in each encoding a program might write them.
import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { readOfProcess } from "./processes.ts";

export interface Canary {
  readonly name: string;
  readonly value: string;
  /** the bytes that `value` stands for, if it is base32 */
  readonly key?: Uint8Array;
}

export interface CanaryHit {
  readonly canary: string;
  readonly encoding: string;
  readonly where: string;
}

/** Larger files are read in pieces that overlap by the longest needle. */
const pieceBytes = 8 * 1024 * 1024;

interface Needle {
  readonly encoding: string;
  readonly bytes: Buffer;
}

/**
 * Every way in which `value` might stand in a file: text, UTF-16, JSON, hex, reversed, percent, base32, and base64 at each
 * offset; and what it stands for, if it is a key in base32.
 */
function needles({ value, key }: Canary): readonly Needle[] {
  const utf8 = Buffer.from(value);
  const texts: readonly (readonly [string, string])[] = [
    ["utf-8", value],
    ["json", JSON.stringify(value).slice(1, -1)],
    ["reversed", [...value].reverse().join("")],
    ["percent", encodeURIComponent(value)],
    ["base32", base32(utf8)],
    ...inBytes("", utf8),
    ...(key ? inBytes("key in ", Buffer.from(key)) : []),
  ];
  const all = texts.map(([encoding, text]) => ({ encoding, bytes: Buffer.from(text) }));
  const wide = Buffer.from(value, "utf16le");
  all.push(
    { encoding: "utf-16le", bytes: wide },
    { encoding: "utf-16be", bytes: Buffer.from(wide).swap16() },
  );
  if (key) all.push({ encoding: "key", bytes: Buffer.from(key) });
  return all.filter(({ bytes }) => bytes.length >= 6);
}

/** Bytes as text, of any alphabet that programs use. */
function inBytes(what: string, bytes: Buffer): readonly (readonly [string, string])[] {
  const hex = bytes.toString("hex");
  const base64 = [0, 1, 2].flatMap((offset): [string, string][] => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]);
    // The first and last characters depend on the neighbours: leave them out.
    const inner = (text: string) => text.replace(/=+$/, "").slice(offset === 0 ? 0 : 4, -4);
    return [
      [`${what}base64 at ${offset}`, inner(whole.toString("base64"))],
      [`${what}base64url at ${offset}`, inner(whole.toString("base64url"))],
    ];
  });
  return [[`${what}hex`, hex], [`${what}HEX`, hex.toUpperCase()], ...base64];
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join("");
}

/** Searches the bytes of one thing. */
export function searchBytes(where: string, bytes: Buffer, canaries: readonly Canary[]): CanaryHit[] {
  return canaries.flatMap((canary) =>
    needles(canary)
      .filter((needle) => bytes.includes(needle.bytes))
      .map(({ encoding }) => ({ canary: canary.name, encoding, where })),
  );
}

/** Searches all files below `folders`; a folder or file named in `except` (absolute path) is left out. */
export function sweepFiles(
  folders: readonly string[],
  canaries: readonly Canary[],
  except: readonly string[] = [],
): { readonly hits: readonly CanaryHit[]; readonly files: number } {
  const hits: CanaryHit[] = [];
  let files = 0;
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (except.includes(path)) continue;
      if (entry.isDirectory()) visit(path);
      else if (isReadable(entry, path)) {
        files++;
        hits.push(...searchFile(path, canaries));
      }
    }
  };
  for (const folder of folders) visit(folder);
  return { hits, files };
}

function isReadable(entry: Dirent, path: string): boolean {
  return entry.isFile() && statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function searchFile(path: string, canaries: readonly Canary[]): CanaryHit[] {
  const bytes = readFileSync(path);
  if (bytes.length <= pieceBytes) return searchBytes(path, bytes, canaries);
  const found: CanaryHit[] = [];
  for (let start = 0; start < bytes.length; start += pieceBytes - 4_096) {
    found.push(...searchBytes(path, bytes.subarray(start, start + pieceBytes), canaries));
  }
  return found;
}

/** Command lines and environments of the processes `pids`, as other processes of the same user see them. */
export function sweepProcesses(pids: readonly number[], canaries: readonly Canary[]): CanaryHit[] {
  return pids.flatMap((pid) =>
    ["cmdline", "environ"].flatMap((file) => {
      const path = `/proc/${pid}/${file}`;
      const bytes = readOfProcess(path);
      return bytes ? searchBytes(path, bytes, canaries) : [];
    }),
  );
}
