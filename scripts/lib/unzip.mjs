// Unpacks a zip archive whose checksum was verified before. Reads the central directory only; no ZIP64, no encryption,
// which the one archive that we unpack does not use.
import { chmod, mkdir, open, symlink, writeFile } from "node:fs/promises";
import { dirname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";

const inflate = promisify(inflateRaw);
const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

async function bytesAt(file, position, length) {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new Error("the archive ends too early");
  return buffer;
}

async function directoryOf(file) {
  const { size } = await file.stat();
  // The end record is 22 bytes long and followed by a comment of up to 65,535 bytes.
  const tail = await bytesAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== endSignature) continue;
    return bytesAt(file, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12));
  }
  throw new Error("this is not a zip archive");
}

function* entriesOf(directory) {
  let at = 0;
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === entrySignature) {
    const nameLength = directory.readUInt16LE(at + 28);
    yield {
      method: directory.readUInt16LE(at + 10),
      packedSize: directory.readUInt32LE(at + 20),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      position: directory.readUInt32LE(at + 42),
      name: directory.toString("utf8", at + 46, at + 46 + nameLength),
    };
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
}

async function contentOf(file, entry) {
  const header = await bytesAt(file, entry.position, 30);
  const start = entry.position + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = await bytesAt(file, start, entry.packedSize);
  if (entry.method === 0) return packed;
  if (entry.method === 8) return inflate(packed);
  throw new Error(`${entry.name} is packed in a way that is not known here`);
}

/** Unpacks into `folder` the entries for which `wanted(name)` is true. */
export async function unzip(archive, folder, wanted) {
  const file = await open(archive);
  try {
    for (const entry of entriesOf(await directoryOf(file))) {
      if (!wanted(entry.name)) continue;
      const target = normalize(join(folder, entry.name));
      // SECURITY: no entry may leave the folder.
      if (!target.startsWith(normalize(folder) + sep))
        throw new Error(`${entry.name} leads out of the folder`);
      if (entry.name.endsWith("/")) {
        await mkdir(target, { recursive: true });
        continue;
      }
      await mkdir(dirname(target), { recursive: true });
      const content = await contentOf(file, entry);
      if ((entry.mode & 0o170000) === 0o120000) await symlink(content.toString("utf8"), target);
      else {
        await writeFile(target, content);
        if (entry.mode & 0o777) await chmod(target, entry.mode & 0o777);
      }
    }
  } finally {
    await file.close();
  }
}
