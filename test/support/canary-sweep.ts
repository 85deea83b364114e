// Looks for secrets where none may be: in every file below some folders, in each encoding a program might write them.
import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

export interface Canary {
  readonly name: string;
  readonly value: string;
}

export interface CanaryHit {
  readonly canary: string;
  readonly encoding: string;
  readonly where: string;
}

/** Larger files are read in pieces that overlap by the longest needle. */
const pieceBytes = 8 * 1024 * 1024;

/** Every way in which `value` might stand in a file: text, UTF-16, hex, reversed, percent, and base64 at each offset. */
function needles(value: string): readonly { readonly encoding: string; readonly bytes: Buffer }[] {
  const utf8 = Buffer.from(value);
  const base64 = [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), utf8]).toString("base64");
    // The first and last characters depend on the neighbours: leave them out.
    const from = offset === 0 ? 0 : 4;
    return whole.slice(from, whole.length - 4);
  });
  const texts: readonly [string, string][] = [
    ["utf-8", value],
    ["reversed", [...value].reverse().join("")],
    ["percent", encodeURIComponent(value)],
    ["hex", utf8.toString("hex")],
    ["HEX", utf8.toString("hex").toUpperCase()],
    ...base64.map((text, offset): [string, string] => [`base64 at ${offset}`, text]),
  ];
  const all = texts.map(([encoding, text]) => ({ encoding, bytes: Buffer.from(text) }));
  all.push({ encoding: "utf-16le", bytes: Buffer.from(value, "utf16le") });
  return all.filter(({ bytes }) => bytes.length >= 6);
}

/** Searches the bytes of one thing. */
export function searchBytes(where: string, bytes: Buffer, canaries: readonly Canary[]): CanaryHit[] {
  return canaries.flatMap(({ name, value }) =>
    needles(value)
      .filter((needle) => bytes.includes(needle.bytes))
      .map(({ encoding }) => ({ canary: name, encoding, where })),
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
      return statSync(path, { throwIfNoEntry: false }) ? searchBytes(path, readFileSync(path), canaries) : [];
    }),
  );
}
