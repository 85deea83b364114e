// A plugin for Vite that puts the icons of brands beside the page, as data: one file for each first letter of their
// names, so that the page loads only what it shows, and an index of all titles to choose from. Nothing of it is code.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const initials = [..."abcdefghijklmnopqrstuvwxyz0123456789"];
const prefix = "brand-icons/";

/** `keyOf` makes of a name what it is looked up by. */
export function brandIcons(keyOf) {
  let made;
  const files = () => (made ??= makeFiles(keyOf));
  return {
    name: "brand-icons",
    applyToEnvironment: (environment) => environment.name === "client",
    async generateBundle() {
      for (const [name, source] of await files())
        this.emitFile({ type: "asset", fileName: `${prefix}${name}.json`, source });
    },
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const name = new RegExp(`/${prefix}(\\w+)\\.json$`).exec(request.url ?? "")?.[1];
        const source = name === undefined ? undefined : (await files()).get(name);
        if (source === undefined) return next();
        response.setHeader("content-type", "application/json");
        response.end(source);
      });
    },
  };
}

/** Name of the file, without its ending, and its text. */
async function makeFiles(keyOf) {
  const require = createRequire(import.meta.url);
  const list = require.resolve("simple-icons/icons.json");
  const folder = join(dirname(dirname(list)), "icons");
  const icons = await Promise.all(
    JSON.parse(await readFile(list, "utf8")).map(async ({ title, slug, hex, aliases }) => {
      const path = /\bd="([^"]+)"/.exec(await readFile(join(folder, `${slug}.svg`), "utf8"))?.[1];
      if (path === undefined) throw new Error(`The icon ${slug} has no path`);
      return {
        title,
        slug,
        names: [title, ...(aliases?.aka ?? []), ...(aliases?.old ?? [])],
        icon: [slug, hex, path],
      };
    }),
  );
  const found = new Map(icons.map(({ slug, icon }) => [slug, icon]));
  // The name of one brand may be what another was called before: the brand's own name comes first.
  for (const { names, icon } of icons)
    for (const key of names.map(keyOf)) if (key !== "" && !found.has(key)) found.set(key, icon);
  const files = new Map(
    initials.map((initial) => {
      const mine = [...found].filter(([key]) => key.startsWith(initial));
      return [initial, JSON.stringify(Object.fromEntries(mine))];
    }),
  );
  return files.set("index", JSON.stringify(icons.map(({ slug, title }) => [slug, title])));
}
