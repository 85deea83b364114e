// Every class of a CSS module is worn by something, and every class that is asked for stands there: nothing else tells.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const filesOf = (folder: string, ending: RegExp) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => ending.test(file))
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`);
const read = (file: string) => readFileSync(join(root, file), "utf8");

const sources = filesOf("renderer", /\.tsx?$/).map((file) => ({ file, text: read(file) }));
/** Whatever stands in quotes somewhere: `styles[kind]` looks one of these up. */
const quoted = new Set(
  [...sources.map(({ text }) => text), ...filesOf("shared", /\.ts$/).map(read)].flatMap((text) =>
    [...text.matchAll(/"([\w-]+)"/g)].map(([, word = ""]) => word),
  ),
);

/** Of one module, by all who import it. */
function askedOf(module: string) {
  const named = new Set<string>();
  const lookedUp: ((name: string) => boolean)[] = [];
  for (const { file, text } of sources) {
    for (const [, styles = "", path = ""] of text.matchAll(/^import (\w+) from "(\.[^"]+\.css)";$/gm)) {
      if (normalize(join(dirname(file), path)).replaceAll("\\", "/") !== module) continue;
      for (const [, name = ""] of text.matchAll(new RegExp(`\\b${styles}\\.(\\w+)`, "g"))) named.add(name);
      for (const [, start] of text.matchAll(new RegExp(`\\b${styles}\\[(?:\`([\\w-]+)\\$)?`, "g"))) {
        lookedUp.push((name) => (start === undefined ? quoted.has(name) : name.startsWith(start)));
      }
    }
  }
  return { named, isLookedUp: (name: string) => lookedUp.some((fits) => fits(name)) };
}

function classesOf(module: string): ReadonlySet<string> {
  const bare = read(module)
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/"[^"]*"/g, "");
  const selectors = [...bare.matchAll(/[^{};]+(?=\{)/g)].map(([selector]) => selector);
  return new Set(
    selectors.flatMap((each) => [...each.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name = ""]) => name)),
  );
}

const modules = filesOf("renderer", /\.module\.css$/);

test("there are CSS modules to look through", () => {
  expect(modules.length).toBeGreaterThan(20);
});

test.each(modules)("%s holds the classes that are asked for, and no others", (module) => {
  const { named, isLookedUp } = askedOf(module);
  const classes = classesOf(module);
  expect([...named].filter((name) => !classes.has(name))).toEqual([]);
  expect([...classes].filter((name) => !named.has(name) && !isLookedUp(name))).toEqual([]);
});
