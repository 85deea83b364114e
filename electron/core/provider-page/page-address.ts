// An address as the bar above the provider's page shows it, and texts of that page made safe to show. Pure.
import { domainToUnicode } from "node:url";
import { getDomain } from "tldts";
import type { PageAddress } from "../../../shared/models/provider-page.ts";

const longestPath = 60;
const longestTitle = 120;
const longestName = 100;

/**
 * The parts of an https address. What stands behind the path is left out: it may hold what lets somebody in.
 * SECURITY: P23. The path stays percent-encoded, so that no letter of it can turn or hide the rest.
 */
export function pageAddress(address: string): PageAddress | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== "https:" || url.hostname === "") return undefined;
  const asciiHost = url.hostname.replace(/\.$/, "");
  // Two who share a hosting platform's domain are two owners.
  const asciiDomain = getDomain(asciiHost, { allowPrivateDomains: true }) ?? asciiHost;
  return {
    domain: inUnicode(asciiDomain),
    host: inUnicode(asciiHost),
    asciiHost,
    ...(url.port === "" ? {} : { port: Number(url.port) }),
    path: url.pathname === "/" ? "" : shortened(url.pathname, longestPath),
  };
}

/** Host and port of any address for a sentence, in Unicode and on the wire; the scheme where there is no host. */
export function hostForSentence(address: string): { readonly host: string; readonly asciiHost: string } {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url) return { host: "", asciiHost: "" };
  if (url.hostname === "") return { host: url.protocol, asciiHost: url.protocol };
  const port = url.port === "" ? "" : `:${url.port}`;
  return { host: `${inUnicode(url.hostname)}${port}`, asciiHost: `${url.hostname}${port}` };
}

/** What is no name of the network (an IP address, say) stays as it is. */
function inUnicode(asciiHost: string): string {
  return domainToUnicode(asciiHost) || asciiHost;
}

function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const half = Math.floor((longest - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}

/** SECURITY: P23. The title is the page's own: one line, nothing that turns or hides text, cut. */
export function cleanTitle(title: string): string {
  return shortened(plainLine(title), longestTitle);
}

/** The name of an offered PDF, as it may be shown and suggested for saving. */
export function cleanFileName(name: string): string {
  const plain = plainLine(name).replaceAll(/[/\\:*?"<>|]/g, "_");
  const stem = plain.replace(/\.pdf$/i, "").replace(/^[. ]+|[. ]+$/g, "");
  return `${shortened(stem === "" ? "document" : stem, longestName)}.pdf`;
}

function plainLine(text: string): string {
  // Control characters, line ends, and everything of Unicode that has no shape of its own (direction marks too).
  return text
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replaceAll(/[\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu, "")
    .trim();
}
