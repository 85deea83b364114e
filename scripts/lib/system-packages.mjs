// Debian and Ubuntu packages that the program and its tests need. With root they are installed; without, the person is
// told the one command. Nothing that is installed here starts by itself.
import { access, rm, writeFile } from "node:fs/promises";
import { capture, Explained, isRoot, run, say } from "./say.mjs";

/** Names with several spellings: Ubuntu and newer Debian call some libraries otherwise. */
const runtime = [
  ["libgtk-3-0", "libgtk-3-0t64"],
  ["libnss3"],
  ["libasound2", "libasound2t64"],
  ["libgbm1"],
  ["libsecret-1-0"],
];
const display = [["xvfb"], ["xauth"]];
const keyring = [["dbus"], ["gnome-keyring"]];
/** The other one of Linux desktops: items are moved there and back. */
const wallet = [["libkf5wallet-bin"]];
const servers = [
  ["dovecot-imapd"],
  ["dovecot-lmtpd"],
  ["dovecot-sqlite"],
  ["postfix"],
  ["postfix-sqlite"],
  ["sqlite3"],
  ["openssl"],
];
const browser = [["chromium"]];
/** A person's desktop, for tests: several screens, who puts windows in their place, keys and mouse, a clipboard. */
const desktop = [
  ["xserver-xorg-core"],
  ["xserver-xorg-video-dummy"],
  ["x11-xserver-utils"],
  ["openbox"],
  ["xdotool"],
  ["xclip"],
];
/** A Wayland desktop, for tests: who draws it, who carries its pictures, the portal that shows them, and an X server on it. */
const wayland = [
  ["sway"],
  ["xwayland"],
  ["pipewire"],
  ["wireplumber"],
  ["xdg-desktop-portal"],
  ["xdg-desktop-portal-wlr"],
  ["grim"],
  ["wl-clipboard"],
  ["python3"],
];

export const packages = { runtime, display, keyring, wallet, servers, browser, desktop, wayland };

const isDebian = () =>
  access("/usr/bin/dpkg-query").then(
    () => process.platform === "linux",
    () => false,
  );

async function isInstalled(name) {
  const { code, output } = await capture("dpkg-query", ["-W", "-f", "$" + "{db:Status-Status}", name]);
  return code === 0 && output === "installed";
}

async function missingOf(wanted) {
  const missing = [];
  for (const spellings of wanted) {
    const there = await Promise.all(spellings.map(isInstalled));
    if (!there.includes(true)) missing.push(spellings);
  }
  return missing;
}

/** The spelling that this system's package lists know; the first if they know none. */
async function spell(spellings) {
  for (const name of spellings) {
    const { output } = await capture("apt-cache", ["policy", name]);
    if (/Candidate: (?!\(none\))/.test(output)) return name;
  }
  return spellings[0];
}

/**
 * Sees to it that the packages of `wanted` (a list of lists of spellings) are there. Answers true if they are, false
 * where this is not Debian and nothing can be said. `purpose` completes the sentence "… needs".
 * Throws an explained failure, with the command, where they are missing and cannot be installed.
 */
export async function systemPackages(wanted, purpose) {
  if (!(await isDebian())) return false;
  const missing = await missingOf(wanted);
  if (missing.length === 0) return true;
  if (!isRoot) {
    const names = await Promise.all(missing.map(spell));
    throw new Explained(
      `${purpose} needs some programs of the system. This installs them:\n\n` +
        `  sudo apt-get install --no-install-recommends ${names.join(" ")}\n`,
    );
  }
  await install(missing, purpose);
  return true;
}

async function install(missing, purpose) {
  say(`${purpose} needs ${missing.map(([name]) => name).join(", ")}: installing them …`);
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" };
  const lists = await capture("apt-get", ["update", "-q"], { env: environment });
  if (lists.code !== 0) say("The package lists could not be renewed; going on with those that are here.");
  const names = await Promise.all(missing.map(spell));
  const guarded = await forbidStarting();
  try {
    if (names.includes("postfix")) await presetPostfix(environment);
    const { code, output } = await capture(
      "apt-get",
      ["install", "-y", "-q", "-o", "DPkg::Lock::Timeout=300", "--no-install-recommends", ...names],
      { env: environment },
    );
    if (code !== 0) {
      throw new Explained(
        `apt-get could not install them:\n${output.trim().split("\n").slice(-8).join("\n")}`,
      );
    }
  } finally {
    if (guarded) await rm("/usr/sbin/policy-rc.d", { force: true });
  }
}

// Debian starts servers when they are installed, unless this file says no. The tests start their own.
async function forbidStarting() {
  try {
    await writeFile("/usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n", { mode: 0o755, flag: "wx" });
    return true;
  } catch (failure) {
    if (failure.code === "EEXIST") return false;
    throw failure;
  }
}

async function presetPostfix(environment) {
  const answers = "postfix postfix/main_mailer_type select No configuration\n";
  const code = await run("sh", ["-c", `printf '%s' "$ANSWERS" | debconf-set-selections`], {
    env: { ...environment, ANSWERS: answers },
  });
  if (code !== 0) say("Postfix could not be told beforehand to stay unconfigured; going on.");
}
