// Brings node_modules to what package-lock.json says. Install scripts of packages are never run: all native parts come
// prebuilt inside their packages.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Explained, npm, root, say } from "./say.mjs";

const options = ["--ignore-scripts", "--no-audit", "--no-fund"];

async function packagesIn(file) {
  try {
    return JSON.parse(await readFile(join(root, file), "utf8")).packages;
  } catch (failure) {
    if (failure.code === "ENOENT") return undefined;
    throw failure;
  }
}

/** "missing", "stale" or "fresh". Optional packages belong to other systems and are not looked at. */
async function state() {
  const installed = await packagesIn("node_modules/.package-lock.json");
  if (!installed) return "missing";
  const locked = (await packagesIn("package-lock.json")) ?? {};
  const fresh = Object.entries(locked).every(
    ([path, entry]) =>
      path === "" || entry.optional || entry.devOptional || installed[path]?.version === entry.version,
  );
  return fresh ? "fresh" : "stale";
}

/** Installs what is missing. A folder that is there is only completed, so that running programs keep their files. */
export async function installDependencies() {
  const found = await state();
  if (found === "fresh") return;
  say(
    found === "missing"
      ? "Installing the packages that Gatepost is built from (a minute or two) …"
      : "Bringing the installed packages up to date …",
  );
  const { code, output } = await npm(
    found === "missing" ? ["ci", ...options] : ["install", ...options, "--no-save"],
  );
  if (code !== 0) {
    throw new Explained(
      `npm could not install the packages:\n${output.trim().split("\n").slice(-12).join("\n")}`,
    );
  }
}
