// A folder that starts the program as its own does, but lets it be ready only when Playwright has attached. Playwright
// holds back only the Electron that it finds by itself; ours it may meet while the page of the first window is just being
// exchanged for the blank one. Then it waits for an exchange that has happened already, until its time is up (1.65, one
// launch of a hundred on a busy machine).
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { _electron, type ElectronApplication, errors } from "playwright-core";

/** Playwright calls `__playwright_run` in the main process, whatever that is, once it hears of every new window. */
const script = (root: string, main: string) => `import { app } from "electron";

const ready = app.whenReady();
let go;
const attached = new Promise((resolve) => {
  go = resolve;
});
app.whenReady = () => attached.then(() => ready);
globalThis.__playwright_run = go;
app.setAppPath(${JSON.stringify(root)});
await import(${JSON.stringify(pathToFileURL(join(root, main)).href)});
`;

/** Makes it in `scratch`; answers what Electron is to be started with in place of `root`. */
export async function heldStart(root: string, scratch: string): Promise<string> {
  const { name, productName, version, main } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const folder = join(scratch, "held");
  await mkdir(folder, { recursive: true });
  const facts = { name, productName, version, type: "module", main: "main.js" };
  await writeFile(join(folder, "package.json"), JSON.stringify(facts));
  await writeFile(join(folder, "main.js"), script(root, main));
  return folder;
}

/** Starts a program that takes no main script but its own: where Playwright has missed its window, once more. */
export async function launchUnheld(
  options: Parameters<typeof _electron.launch>[0],
): Promise<ElectronApplication> {
  const launch = () => _electron.launch({ timeout: 30_000, ...options });
  try {
    return await launch();
  } catch (failure) {
    if (!(failure instanceof errors.TimeoutError)) throw failure;
    return launch();
  }
}
