// The documents name what is really there, and docs/security.md leaves no protection out.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
    .filter((file) => statSync(join(root, file)).isFile());

const code = ["electron", "renderer", "shared", "scripts", "test"].flatMap(filesIn);
const documents = ["README.md", ...filesIn("docs").filter((file) => file.endsWith(".md"))];

/** What stands in backticks and looks like a path of ours. */
function pathsIn(text: string): readonly string[] {
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, inside = ""]) => inside);
  return quoted.filter((inside) => /^[\w.-]+(\/[\w.-]*)+$|^[\w.-]+\.(tsx?|mjs|yml|md)$/.test(inside));
}

/** Folders that the program's commands make. */
const built = new Set(["dist", "out"]);

/** Whole, or shortened to its end, as in `core/answer.ts`. */
function isThere(path: string): boolean {
  if (built.has(path.replace(/\/.*/, ""))) return true;
  if (existsSync(join(root, path)) || existsSync(join(root, "electron", path))) return true;
  return code.some((file) => file.endsWith(`/${path}`) || file.includes(`/${path.replace(/\/?$/, "/")}`));
}

describe("the documents", () => {
  test.each(documents)("%s names only files and folders that are there", (document) => {
    expect(pathsIn(read(document)).filter((path) => !isThere(path))).toEqual([]);
  });

  const security = read("docs/security.md");
  const rows = [...security.matchAll(/^\| (P\d+) \|(.*)\|$/gm)];

  test("each file with a protection stands in a row of docs/security.md", () => {
    const told = new Set(rows.flatMap(([, , cells = ""]) => pathsIn(cells)));
    const protecting = code.filter(
      (file) => /^(electron|renderer|shared|scripts)\//.test(file) && /\bSECURITY:/.test(read(file)),
    );
    expect(protecting.length).toBeGreaterThan(20);
    expect(protecting.filter((file) => !told.has(file))).toEqual([]);
  });

  test("each row names a test, each name of a row in the code is one", () => {
    const names = rows.map(([, name = ""]) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const [, name = "", cells = ""] of rows) expect(cells, name).toMatch(/`test\/[\w./-]+\.test\.ts`/);
    const used = code.flatMap((file) =>
      [...read(file).matchAll(/\bSECURITY: (P\d+)\b/g)].map(([, name]) => name),
    );
    expect(used.filter((name) => !names.includes(name ?? ""))).toEqual([]);
  });
});
