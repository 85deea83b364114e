// What a provider's page is told of us, and when a practice provider's certificate is good. Pure.
import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";

const ordinary = new Set(["Mozilla", "AppleWebKit", "Chrome", "Safari"]);

/** The user agent of the Chromium inside, without the names that Electron and the program add to it. */
export function plainUserAgent(userAgent: string): string {
  const named = /\s?([^\s/()]+)\/\S+/g;
  return userAgent.replaceAll(named, (part, name: string) => (ordinary.has(name) ? part : ""));
}

/**
 * Added to the policies of every document (the page's own may only be stricter): no passkey, device, camera, place or
 * clipboard is asked for at all. SECURITY: P23. The permissions are denied besides.
 */
export const permissionsPolicy = [
  "publickey-credentials-get",
  "publickey-credentials-create",
  "camera",
  "microphone",
  "display-capture",
  "geolocation",
  "clipboard-read",
  "usb",
  "hid",
  "serial",
  "bluetooth",
  "midi",
  "payment",
  "fullscreen",
]
  .map((name) => `${name}=()`)
  .join(", ");

/**
 * Whether the authority of a practice provider has signed this certificate for this host, and it is in its time (`now`
 * in milliseconds). SECURITY: P20. The system's authorities are not asked for a practice host, nor this one for others.
 */
export function isPracticeCertificate(
  certificate: string,
  practice: { readonly hostname: string; readonly authority: string },
  now: number,
): boolean {
  const shown = new X509Certificate(certificate);
  const authority = new X509Certificate(practice.authority);
  const named =
    isIP(practice.hostname) === 0 ? shown.checkHost(practice.hostname) : shown.checkIP(practice.hostname);
  return (
    named !== undefined &&
    shown.checkIssued(authority) &&
    shown.verify(authority.publicKey) &&
    Date.parse(shown.validFrom) <= now &&
    now <= Date.parse(shown.validTo)
  );
}
