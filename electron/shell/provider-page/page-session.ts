// The session in which a provider's page lives: in memory, emptied before and after each use, with requests of its own.
// Permissions, devices and downloads stay denied as in every session (electron/shell/policy.ts).
import { app, type OnBeforeRequestListenerDetails, type Session, session, type WebContents } from "electron";
import type { ProviderPageOptions } from "../../core/platform.ts";
import { providerPagePartition } from "../addresses.ts";
import { isPrivateHost } from "../private-hosts.ts";
import { isPracticeCertificate, permissionsPolicy, plainUserAgent } from "./page-identity.ts";

type Rules = Pick<ProviderPageOptions, "judge" | "practice" | "blocked">;

export function isPageSession(other: Session): boolean {
  return other === session.fromPartition(providerPagePartition);
}

/** An empty session that lets a page load what `rules` allow; without rules nothing gets out of it. */
export async function openPageSession(rules: Rules): Promise<Session> {
  const made = session.fromPartition(providerPagePartition);
  await emptyPageSession();
  made.setUserAgent(plainUserAgent(made.getUserAgent()));
  restrictRequests(made, rules);
  trustPractice(made, rules.practice);
  return made;
}

/** Milliseconds after a person has touched the page, in which it may do what they wanted. */
const touchLasts = 5_000;

/**
 * A button of the page may copy what it shows, as in any browser: right after a click, nothing else, and never read.
 * SECURITY: P23. Every other permission stays denied.
 */
export function allowCopying(contents: WebContents, lastTouched: () => number): void {
  contents.session.setPermissionRequestHandler((asking, permission, answer) => {
    const wanted = asking === contents && permission === "clipboard-sanitized-write";
    answer(wanted && contents.isFocused() && performance.now() - lastTouched() < touchLasts);
  });
}

/** Forgets logins, cookies, caches, workers, and closes the connections. SECURITY: P23. Nothing is left behind. */
export async function emptyPageSession(): Promise<void> {
  const used = session.fromPartition(providerPagePartition);
  // Whatever still runs in it, a worker perhaps, reaches nothing from here on.
  used.webRequest.onBeforeRequest((_details, answer) => answer({ cancel: true }));
  await used.closeAllConnections();
  await Promise.all([
    used.clearStorageData(),
    used.clearCache(),
    used.clearAuthCache(),
    used.clearHostResolverCache(),
  ]);
}

// SECURITY: P23. The page itself only where the provider is; what it loads from elsewhere only over TLS, and never from
// this computer or its network. Asked again for each redirect.
function restrictRequests(restricted: Session, rules: Rules): void {
  const lookUp = async (name: string) =>
    (await restricted.resolveHost(name)).endpoints.map(({ address }) => address);
  const refuse = (details: OnBeforeRequestListenerDetails, why: Parameters<Rules["blocked"]>[0]) => {
    if (details.resourceType === "mainFrame") rules.blocked(why, details.url);
    return true;
  };
  const isRefused = async (details: OnBeforeRequestListenerDetails): Promise<boolean> => {
    const url = new URL(details.url);
    const verdict = rules.judge(details.url);
    if (details.resourceType === "mainFrame" && verdict !== "show") return refuse(details, verdict);
    if (url.protocol === "data:" || url.protocol === "blob:") return false;
    if (url.protocol !== "https:" && url.protocol !== "wss:") return true;
    // A practice provider lies in this computer.
    if (rules.practice && verdict === "show") return false;
    return (await isPrivateHost(url.hostname, lookUp)) && refuse(details, "own-network");
  };
  restricted.webRequest.onBeforeRequest((details, answer) => {
    isRefused(details).then(
      (cancel) => answer({ cancel }),
      () => answer({ cancel: true }),
    );
  });
  // The policy of all sessions takes cookies away, without which nobody can log in.
  restricted.webRequest.onBeforeSendHeaders(null);
  restricted.webRequest.onHeadersReceived((details, answer) => {
    const isDocument = details.resourceType === "mainFrame" || details.resourceType === "subFrame";
    if (!isDocument) return answer({});
    answer({ responseHeaders: withPermissionsPolicy(details.responseHeaders ?? {}) });
  });
}

function withPermissionsPolicy(headers: Record<string, string[]>): Record<string, string[]> {
  const name = Object.keys(headers).find((known) => known.toLowerCase() === "permissions-policy");
  if (name === undefined) return { ...headers, "permissions-policy": [permissionsPolicy] };
  // Of two rules for one thing the later one holds.
  return { ...headers, [name]: [...(headers[name] ?? []), permissionsPolicy] };
}

const byChromium = -3;

function trustPractice(restricted: Session, practice: Rules["practice"]): void {
  if (!practice || app.isPackaged) {
    restricted.setCertificateVerifyProc(null);
    return;
  }
  restricted.setCertificateVerifyProc(({ hostname, certificate }, answer) => {
    const ours = hostname === practice.hostname;
    answer(ours && isPracticeCertificate(certificate.data, practice, Date.now()) ? 0 : byChromium);
  });
}
