// Who may import whom, as docs/architecture.md has it. Reads the imports; knows nothing of types.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const node = /^node:/;
const page = ["react", "react-dom", "dompurify", "radix-ui", "@tanstack/react-virtual", "lucide-react"];
/** Decoders of picture files. */
const pictures = ["@jsquash/avif", "@jsquash/jpeg", "@jsquash/webp"];
const pure = ["zod", "otplib", "postal-mime", "html-to-text", "fast-xml-parser", "tldts", ...pictures];
/** Each is wrapped by exactly one file of electron/core. */
const wrapped = [
  "keytar",
  "imapflow",
  "nodemailer",
  "oauth4webapi",
  "jsqr",
  "libheif-js",
  "zxing-wasm",
  "@signalapp/sqlcipher",
  "age-encryption",
  "hash-wasm",
  "kdbxweb",
  "qrcode",
  "@noble/ciphers",
  "@zip.js/zip.js",
  "pdfjs-dist",
  "@resvg/resvg-wasm",
];

/** The first rule whose files match holds. `own`: folders of ours; `packages`: names or patterns. */
const rules = [
  { files: /^shared\//, own: ["shared/"], packages: ["zod"] },
  { files: /^renderer\//, own: ["renderer/", "shared/"], packages: [...page, "zod"] },
  { files: /^electron\/core\//, own: ["electron/core/", "shared/"], packages: [node, ...pure, ...wrapped] },
  { files: /^electron\/preload\.ts$/, own: [], packages: ["electron"] },
  { files: /^electron\//, own: ["electron/", "shared/"], packages: ["electron", node] },
];

interface Import {
  readonly file: string;
  readonly name: string;
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(root, file), "utf8").replaceAll(/^\s*(?:\/\/|\*).*$/gm, "");
  const found = text.matchAll(/(?<!["'])(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*["']([^"'\n]+)["']/g);
  return [...found].map(([, name = ""]) => ({ file, name }));
}

const packageOf = (name: string) =>
  name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");

const files = ["shared", "renderer", "electron"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`),
);
const imports = files.flatMap(importsOf);

function isAllowed({ file, name }: Import): boolean {
  const rule = rules.find(({ files }) => files.test(file));
  if (!rule) return false;
  if (name.startsWith(".")) {
    const target = normalize(join(dirname(file), name)).replaceAll("\\", "/");
    return /\.\w+$/.test(name) && rule.own.some((folder) => target.startsWith(folder));
  }
  return rule.packages.some((allowed) =>
    typeof allowed === "string" ? allowed === packageOf(name) : allowed.test(name),
  );
}

describe("the house", () => {
  test("every import stays within what its room may import, and names its file's extension", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(imports.filter((found) => !isAllowed(found))).toEqual([]);
  });

  test.each(wrapped)("%s is imported by exactly one file", (name) => {
    const importers = imports.filter((found) => packageOf(found.name) === name).map(({ file }) => file);
    expect([...new Set(importers)]).toHaveLength(1);
  });

  test("every package that the program is shipped with is explained in docs/dependencies.md, and used", () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const explained = readFileSync(join(root, "docs/dependencies.md"), "utf8");
    const used = new Set(imports.map(({ name }) => packageOf(name)));
    // What the page needs is built into it; the other packages go along as they are.
    for (const name of [...Object.keys(dependencies), ...page]) {
      expect(explained, name).toContain(`\`${name}\``);
      expect(used, "unused").toContain(name);
    }
  });

  test("the lock file names no registry host", () => {
    expect(readFileSync(join(root, "package-lock.json"), "utf8")).not.toContain('"resolved": "http');
  });
});
