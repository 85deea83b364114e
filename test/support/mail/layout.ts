// Where one throw-away mail server instance keeps its files, and on which ports it listens.
import { accessSync, chmodSync, constants, existsSync, mkdirSync, mkdtempSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

export interface Ports {
  /** IMAP, TLS from the start */
  readonly imaps: number;
  /** IMAP with STARTTLS */
  readonly imap: number;
  /** SMTP submission, TLS from the start */
  readonly submissions: number;
  /** SMTP submission with STARTTLS */
  readonly submission: number;
  readonly lmtp: number;
}

export interface Layout {
  readonly folder: string;
  readonly run: string;
  readonly spool: string;
  readonly etc: string;
  readonly logs: string;
  readonly mail: string;
  readonly ports: Ports;
  /** the numeric user and group that own all mail */
  readonly owner: number;
  readonly database: string;
  readonly domains: readonly string[];
  /** without it the servers offer neither TLS nor STARTTLS: a server that Gatepost must turn down */
  readonly encryption: boolean;
  /** logins with a token (XOAUTH2, OAUTHBEARER); `only`: passwords are not offered at all */
  readonly oauth: OauthLogins | undefined;
}

export interface OauthLogins {
  /** of an OAuth2 server, with credentials in it; see oauth-server.ts */
  readonly introspectionUrl: string;
  readonly only: boolean;
}

// Unix socket paths end at 107 bytes; Dovecot's longest name below its run folder has about 40.
const longestFolder = 56;

function programs(): readonly string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).concat("/usr/sbin", "/usr/lib/postfix/sbin");
  const missing = ["dovecot", "doveadm", "postfix"].filter(
    (program) => !folders.some((folder) => folder !== "" && existsSync(join(folder, program))),
  );
  if (!existsSync("/usr/lib/dovecot/modules/libdriver_sqlite.so")) missing.push("dovecot-sqlite");
  if (!existsSync("/usr/lib/postfix/postfix-sqlite.so")) missing.push("postfix-sqlite");
  if (process.getuid?.() !== 0) missing.push("root (Postfix needs it)");
  return missing;
}

/** `message` begins with `mail-servers-missing`, so that a suite can skip here and fail on CI. */
export class MailServersMissing extends Error {
  override readonly name = "MailServersMissing";
  readonly code = "mail-servers-missing";

  constructor(readonly missing: readonly string[]) {
    super(`mail-servers-missing: ${missing.join(", ")}`);
  }
}

/** Throws `MailServersMissing` where Dovecot and Postfix cannot be started. */
export function requirePrograms(): void {
  const missing = programs();
  if (missing.length > 0) throw new MailServersMissing(missing);
}

/** A new folder that Dovecot's and Postfix's users can enter, below the system's temporary folder if that works. */
export function makeFolder(): string {
  const parent = [tmpdir(), "/tmp", "/var/tmp"].find(
    (path) => enterable(path) && path.length < longestFolder - 12,
  );
  if (!parent) throw new Error("no temporary folder that other users can enter");
  const folder = mkdtempSync(join(parent, "gpmail-"));
  chmodSync(folder, 0o711);
  for (const [name, mode] of [
    ["run", 0o755],
    ["spool", 0o755],
    ["etc", 0o755],
    ["logs", 0o755],
    ["mail", 0o711],
    ["postfix-data", 0o700],
    ["state", 0o755],
  ] as const) {
    mkdirSync(join(folder, name));
    chmodSync(join(folder, name), mode);
  }
  return folder;
}

/** Whether every user may pass through `path` and all its parents. */
export function enterable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false; // not there: then it is no place for us
  }
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (dirname(at) === at) return true;
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

const handedOut = new Set<number>();

/** Ports below the range from which the system takes its own, so that nobody's outgoing connection gets in between. */
export async function freePorts(random: () => number = Math.random): Promise<Ports> {
  const next = async (): Promise<number> => {
    for (let tries = 0; tries < 500; tries += 1) {
      const port = 20_000 + Math.floor(random() * 12_000);
      if (handedOut.has(port) || !(await listens(port))) continue;
      handedOut.add(port);
      return port;
    }
    throw new Error("no free port found");
  };
  return {
    imaps: await next(),
    imap: await next(),
    submissions: await next(),
    submission: await next(),
    lmtp: await next(),
  };
}
