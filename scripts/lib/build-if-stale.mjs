// Builds the program when its sources are newer than what was built, or says that there is nothing to do.
import { randomBytes } from "node:crypto";
import { readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { capture, Explained, root, say } from "./say.mjs";

const sources = ["electron", "shared", "renderer", "test/provider", "vite.config.ts", "package.json"];
const stamp = join(root, "dist/built");

async function newestIn(path) {
  const facts = await stat(path).catch(() => undefined);
  if (!facts) return 0;
  if (!facts.isDirectory()) return facts.mtimeMs;
  const inside = await Promise.all((await readdir(path)).map((name) => newestIn(join(path, name))));
  // The folder's own time tells of files that were removed.
  return Math.max(facts.mtimeMs, ...inside);
}

/** The program's parts in dist/: renderer, main, preload, practice. */
export async function buildIfStale() {
  const built = (await stat(stamp).catch(() => undefined))?.mtimeMs ?? 0;
  const changed = Math.max(...(await Promise.all(sources.map((path) => newestIn(join(root, path))))));
  if (changed > built) await build();
}

/**
 * Builds all into a folder of its own and puts it in place at the end, so that a program that runs from dist/, or a
 * second build at the same time, never meets half of it. Throws an explained failure with what vite said.
 */
export async function build() {
  say("Building the program …");
  const begun = new Date();
  const work = `.cache/build-${randomBytes(4).toString("hex")}`;
  const next = join(root, work);
  try {
    const { code, output } = await capture(
      process.execPath,
      [
        join(root, "node_modules/vite/bin/vite.js"),
        "build",
        "--app",
        "--logLevel",
        "warn",
        "--config",
        "vite.config.ts",
      ],
      { env: { ...process.env, GATEPOST_OUT: work, NODE_ENV: "production", NO_COLOR: "1" } },
    );
    if (code !== 0) throw new Explained(`The build failed:\n${output.trim()}`);
    if (output.trim() !== "") say(output.trim());
    await writeFile(join(next, "built"), "");
    // Sources that changed while we built must count as newer.
    await utimes(join(next, "built"), begun, begun);
    await swap(next);
  } finally {
    await rm(next, { recursive: true, force: true });
  }
}

async function swap(next) {
  const old = `${next}-old`;
  const there = await rename(join(root, "dist"), old).then(
    () => true,
    () => false,
  );
  await rename(next, join(root, "dist"));
  if (there) await rm(old, { recursive: true, force: true });
}
