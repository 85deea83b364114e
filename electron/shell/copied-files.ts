// What a file manager puts on the clipboard when files are copied, as paths of this computer. Reads the bytes alone;
// whether there is such a file, and what is in it, is asked elsewhere.
import { fileURLToPath } from "node:url";

type System = "linux" | "darwin" | "win32";

/** Names of the formats, the one that holds all files first. Sources: freedesktop's and Apple's names, Windows' shell. */
export const copiedFileFormats: { readonly [Name in System]: readonly string[] } = {
  linux: ["x-special/gnome-copied-files", "text/uri-list"],
  darwin: ["NSFilenamesPboardType", "public.file-url"],
  win32: ["CF_HDROP", "FileNameW"],
};

/** Absolute paths; none if the bytes are something else. */
export function copiedPaths(format: string, bytes: Uint8Array): readonly string[] {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (format) {
    case "x-special/gnome-copied-files":
    case "text/uri-list":
    case "public.file-url":
      return pathsOfAddresses(content.toString("utf8"));
    case "NSFilenamesPboardType":
      return pathsOfList(content.toString("utf8"));
    case "CF_HDROP":
      return pathsOfDrop(content);
    case "FileNameW":
      return wideTexts(content).slice(0, 1);
    default:
      return [];
  }
}

/** One address a line (RFC 2483); file managers put "copy" or "cut" before them, and some programs comments. */
function pathsOfAddresses(text: string): readonly string[] {
  return text
    .split(/[\r\n\0]+/)
    .filter((line) => /^file:\/\//i.test(line))
    .flatMap((line) => {
      try {
        return [fileURLToPath(line)];
      } catch (failure) {
        // Another computer's file, or no address at all: there is no path that means it.
        if (failure instanceof TypeError || failure instanceof URIError) return [];
        throw failure;
      }
    });
}

/** A property list of paths, in Apple's XML. */
function pathsOfList(text: string): readonly string[] {
  if (!text.includes("<plist")) return [];
  return [...text.matchAll(/<string>([^<]*)<\/string>/g)]
    .map(([, path = ""]) => unescaped(path))
    .filter((path) => path.startsWith("/"));
}

const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => named[name] ?? "");
}

/** The structure DROPFILES: where the names begin, a point, and whether they are in UTF-16, as they are since Windows NT. */
function pathsOfDrop(content: Buffer): readonly string[] {
  if (content.length < 20) return [];
  const begin = content.readUInt32LE(0);
  const wide = content.readUInt32LE(16) !== 0;
  return wide && begin >= 20 && begin < content.length ? wideTexts(content.subarray(begin)) : [];
}

/** Texts of UTF-16, each ended by a nought, the last by two. */
function wideTexts(content: Buffer): readonly string[] {
  const text = content.toString("utf16le");
  const end = text.indexOf("\0\0");
  return text
    .slice(0, end < 0 ? undefined : end)
    .split("\0")
    .filter((path) => path !== "");
}
