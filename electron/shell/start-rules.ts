// What the program refuses to be started with. The packaged program holds people's second factors: nobody may attach a
// debugger to it, take its protections away, or lead its traffic elsewhere by a switch or a variable.
import inspector from "node:inspector";
import type { CommandLine } from "electron";

/** SECURITY: P15. Chromium has no fuse for these. */
const switches = [
  "remote-debugging-port",
  "remote-debugging-pipe",
  "remote-allow-origins",
  "inspect",
  "inspect-brk",
  "inspect-port",
  "inspect-publish-uid",
  "js-flags",
  "no-sandbox",
  "disable-setuid-sandbox",
  "disable-web-security",
  "disable-site-isolation-trials",
  "load-extension",
  "host-rules",
  "host-resolver-rules",
  "proxy-server",
  "proxy-pac-url",
  "ignore-certificate-errors",
  "ignore-certificate-errors-spki-list",
  "user-data-dir",
  "log-net-log",
  "ssl-key-log-file",
  "renderer-cmd-prefix",
  "utility-cmd-prefix",
];

const variables = [
  "ELECTRON_RUN_AS_NODE",
  "NODE_OPTIONS",
  "NODE_EXTRA_CA_CERTS",
  "NODE_TLS_REJECT_UNAUTHORIZED",
  "SSLKEYLOGFILE",
];

/**
 * The first switch or variable that the packaged program does not accept, or undefined.
 * The package for end-to-end tests differs from the released one in one fuse only, which lets the inspector in; in the
 * released one the inspector can never be active, so what Playwright needs is accepted only there.
 */
export function refusedStart(
  commandLine: Pick<CommandLine, "hasSwitch">,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const underTest = inspector.url() !== undefined;
  const accepted = underTest ? ["remote-debugging-port", "inspect", "no-sandbox", "user-data-dir"] : [];
  const refused = switches.find((name) => commandLine.hasSwitch(name) && !accepted.includes(name));
  if (refused) return `--${refused}`;
  return variables.find((name) => environment[name] !== undefined && environment[name] !== "");
}
