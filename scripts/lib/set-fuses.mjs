// The fuses of the packaged program: what can never be switched on again by a variable or an argument. Called by
// electron-builder after it has put the files in place and before they are signed.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from "@electron/fuses";

/** SECURITY: P15 of docs/security.md. `e2e` differs in one: Playwright attaches through --inspect. */
export function fusesOf(flavour) {
  return {
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: flavour === "e2e",
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.WasmTrapHandlers]: true,
  };
}

function executableIn({ appOutDir, electronPlatformName, packager }) {
  if (electronPlatformName === "darwin") return join(appOutDir, `${packager.appInfo.productFilename}.app`);
  if (electronPlatformName === "win32") return join(appOutDir, `${packager.appInfo.productFilename}.exe`);
  return join(appOutDir, packager.executableName);
}

/** electron-builder asks for the hook by this export. */
export async function afterPack(context) {
  // The page that an Electron without a program shows has no place in one.
  if (context.electronPlatformName !== "darwin") {
    await rm(join(context.appOutDir, "resources/default_app.asar"), { force: true });
  }
  const executable = executableIn(context);
  const wire = await getCurrentFuseWire(executable);
  const wanted = fusesOf(process.env.GATEPOST_FLAVOUR);
  // An older Electron has fewer fuses; one that has more than we know makes this fail, so that somebody decides.
  const known = Object.entries(wanted).filter(([fuse]) => fuse in wire);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: context.electronPlatformName === "darwin",
    ...Object.fromEntries(known),
  });
}

// biome-ignore lint/style/noDefaultExport: electron-builder takes the default export of a module of this kind
export default afterPack;
