// What the program itself met instead of a server's answer: sockets, TLS, the keychain, a local bridge that does not
// run. None of it is ever a word on the password. Pure.
import type { ErrorCode } from "../../../shared/ipc/errors.ts";
import type { Cause } from "../../../shared/providers/cause.ts";
import type { Provider } from "../../../shared/providers/provider.ts";
import type { Verdict } from "./rules.ts";

export interface Met {
  /** the code of the error that stands for it */
  readonly met?: ErrorCode | undefined;
  /** where the connection was to go, if it is known */
  readonly host?: string | undefined;
  readonly port?: number | undefined;
}

const network: Cause = "network";

const causesOfErrors: Partial<Readonly<Record<ErrorCode, Cause>>> = {
  "host-not-found": network,
  "connection-refused": network,
  "connection-timed-out": network,
  "connection-lost": network,
  offline: network,
  "certificate-untrusted": "certificate_untrusted",
  "no-encryption": "encryption_failed",
  "keychain-locked": "keychain_locked",
  "keychain-missing": "keychain_unavailable",
  "keychain-unavailable": "keychain_unavailable",
  "keychain-refused": "keychain_unavailable",
  "keychain-changed": "keychain_lost",
  "password-gone": "keychain_lost",
  "password-changed": "keychain_lost",
  "server-answer-broken": "temporary",
};

// Names that Node and OpenSSL give such failures; a mail server has no reason to say any of them.
const certificateText =
  /\b(CERT_(HAS_EXPIRED|NOT_YET_VALID|REVOKED|UNTRUSTED|SIGNATURE_FAILURE)|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(_LOCALLY)?)|ERR_TLS_CERT_ALTNAME_INVALID|certificate-untrusted)\b|self[- ]signed certificate|unable to (verify the first|get (local )?issuer) certificate|certificate has expired|does not match certificate/i;
const encryptionText =
  /\b(EPROTO|ERR_SSL_[A-Z_]+|WRONG_VERSION_NUMBER|SSLV3_ALERT_HANDSHAKE_FAILURE|TLSV1_ALERT_[A-Z_]+|no-encryption)\b|(tls|ssl) handshake (failed|failure|error)/i;
const socketText =
  /\b(ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EPIPE)\b|^(connect|getaddrinfo) E[A-Z]+\b/;
const refusedText = /\bECONNREFUSED\b/;

const bridgePorts = new Set([1143, 1025]);

/** What `text` or `met` says of the way to the server, or undefined if a server has answered. */
export function judgeFacts(text: string, given: Met, provider: Provider | undefined): Verdict | undefined {
  const cause = given.met === undefined ? causeOfText(text) : causesOfErrors[given.met];
  if (cause === undefined) return undefined;
  const refused = given.met === undefined ? refusedText.test(text) : given.met === "connection-refused";
  if (cause === network && refused && isBridge(text, given, provider))
    return { cause: "bridge_not_running", confidence: "likely", alternatives: [network] };
  return { cause, confidence: "certain" };
}

function causeOfText(text: string): Cause | undefined {
  if (/^keychain-locked\b/.test(text)) return "keychain_locked";
  if (/^keychain-(missing|unavailable|refused)\b/.test(text)) return "keychain_unavailable";
  if (/^password-(gone|changed)\b/.test(text)) return "keychain_lost";
  if (certificateText.test(text)) return "certificate_untrusted";
  if (encryptionText.test(text)) return "encryption_failed";
  return socketText.test(text) ? network : undefined;
}

/** A program on this computer that speaks IMAP for a provider whose own servers do not. */
function isBridge(text: string, { host, port }: Met, provider: Provider | undefined): boolean {
  const told = /(?:^|\s)(127\.\d+\.\d+\.\d+|localhost|\[?::1\]?):(\d{1,5})\b/.exec(text);
  const where = host ?? told?.[1];
  const here = where === undefined || /^(127\.|localhost$|\[?::1\]?$)/.test(where);
  if (!here) return false;
  const at = port ?? (told ? Number(told[2]) : undefined);
  if (provider) return provider.afterActivation.effect === "bridge-only";
  return where !== undefined && at !== undefined && bridgePorts.has(at);
}
