import { describe, expect, it } from "vitest";
import { copiedFileFormats, copiedPaths } from "../../../electron/shell/copied-files.ts";

const bytes = (text: string, encoding: BufferEncoding = "utf8") =>
  new Uint8Array(Buffer.from(text, encoding));

function dropFiles(paths: readonly string[], wide = true): Uint8Array {
  const head = Buffer.alloc(20);
  head.writeUInt32LE(20, 0);
  head.writeUInt32LE(wide ? 1 : 0, 16);
  const names = `${paths.map((path) => `${path}\0`).join("")}\0`;
  return new Uint8Array(Buffer.concat([head, Buffer.from(names, wide ? "utf16le" : "latin1")]));
}

describe("files that were copied in a file manager", () => {
  it.skipIf(process.platform === "win32")(
    "are addresses on Linux, with or without a word before them",
    () => {
      const list =
        "# a comment\r\nfile:///home/ann/QR%20codes/one%231.png\r\nfile://localhost/tmp/zwei%C3%BC.png\r\n";
      expect(copiedPaths("text/uri-list", bytes(list))).toEqual([
        "/home/ann/QR codes/one#1.png",
        "/tmp/zweiü.png",
      ]);
      const gnome = "copy\nfile:///tmp/aegis.json\nfile:///tmp/b.json";
      expect(copiedPaths("x-special/gnome-copied-files", bytes(gnome))).toEqual([
        "/tmp/aegis.json",
        "/tmp/b.json",
      ]);
      expect(copiedPaths("public.file-url", bytes("file:///Users/ann/a.png"))).toEqual(["/Users/ann/a.png"]);
    },
  );

  it.skipIf(process.platform === "win32")("are never another computer's, nor an address in the web", () => {
    const list = [
      "file://server/share/a.png",
      "https://example.org/a.png",
      "smb://server/share/a.png",
      "file:///tmp/%2e%2e%2fetc%2fpasswd",
      "file:///tmp/%ZZ",
      "/tmp/a.png",
    ];
    expect(copiedPaths("text/uri-list", bytes(list.join("\r\n")))).toEqual([]);
  });

  it("are a property list on macOS", () => {
    const list = `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><array>
      <string>/Users/ann/Tom &amp; Jerry&apos;s &lt;1&gt;.png</string><string>/Users/ann/ü.json</string>
      <string>relative.png</string></array></plist>`;
    expect(copiedPaths("NSFilenamesPboardType", bytes(list))).toEqual([
      "/Users/ann/Tom & Jerry's <1>.png",
      "/Users/ann/ü.json",
    ]);
  });

  it("are a list of names in UTF-16 on Windows", () => {
    const paths = ["C:\\Users\\ann\\aegis.json", "C:\\Users\\ann\\ü.png"];
    expect(copiedPaths("CF_HDROP", dropFiles(paths))).toEqual(paths);
    expect(copiedPaths("FileNameW", bytes(`${paths[1]}\0`, "utf16le"))).toEqual([paths[1]]);
  });

  it("are none where the bytes say nothing of files", () => {
    const odd = [
      new Uint8Array(),
      bytes("hello"),
      dropFiles([]),
      dropFiles(["C:\\a"], false),
      dropFiles(["x"]).slice(0, 12),
    ];
    for (const format of Object.values(copiedFileFormats)
      .flat()
      .filter((name) => name !== "FileNameW"))
      for (const content of odd) expect(copiedPaths(format, content), format).toEqual([]);
    expect(copiedPaths("FileNameW", new Uint8Array())).toEqual([]);
    expect(copiedPaths("text/plain", bytes("file:///tmp/a.png"))).toEqual([]);
  });
});
