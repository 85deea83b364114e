// The addresses of our own pages and the content policies that go with them. Pure text: the web bridge of the tests
// serves the page under the same policy, so this must not import Electron.

export const pageScheme = "gatepost";
export const pageOrigin = "gatepost://app";
export const messageScheme = "gatepost-message";
/** The session of the page: without "persist:" it lives in memory, so no picture of a message is cached on disk. */
export const pagePartition = "page";
/** The session of a provider's page: in memory too, and emptied before and after each use. */
export const providerPagePartition = "provider-page";

/** What the page may do. SECURITY: no inline script, no eval, no address outside; HTML only through a trusted type. */
export function pagePolicy(options: { readonly frames: string; readonly connect?: string }): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${options.connect ? ` ${options.connect}` : ""}`,
    `frame-src ${options.frames}`,
    "worker-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types dompurify gatepost",
  ].join("; ");
}

/**
 * What one HTML message may do. `own` is the origin it is served from, `ancestor` that of the page around it.
 * SECURITY: no script whatever the cleaner missed, no form, no frame; pictures from outside only if the user said so.
 */
export function messagePolicy(options: {
  readonly own: string;
  readonly ancestor: string;
  readonly remote: boolean;
}): string {
  return [
    "default-src 'none'",
    `img-src data: ${options.own}${options.remote ? " https: http:" : ""}`,
    "style-src 'unsafe-inline'",
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${options.ancestor}`,
    "sandbox",
  ].join("; ");
}

/** Headers that go with every answer on our own schemes. */
export const commonHeaders = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
} as const;
