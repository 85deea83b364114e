// Servers that somebody runs with Dovecot, Postfix or Cyrus: what these programs say, and what usually follows.
import type { Provider } from "./provider.ts";

export const selfhostedDovecot: Provider = {
  id: "selfhosted-dovecot",
  name: "Self-hosted: Dovecot, Postfix, Cyrus",
  kind: "software",
  domains: [],
  exchangers: [],
  pageDomains: [],
  refusesEmbedding: false,
  twoFactor: {
    offered: "unknown",
    methods: [],
    menuPath: [],
    steps: [],
    needs: [],
    artefacts: [],
    oneDevice: false,
  },
  afterActivation: {
    effect: "unchanged",
    summary:
      "A second factor of the webmail is not known to the mail servers: programs go on with the same password, unless the operator enforces something else.",
  },
  errors: [
    {
      pattern: "temporary authentication failure",
      cause: "temporary",
      confidence: "certain",
    },
    { pattern: "login disabled for this user", cause: "account_disabled", confidence: "certain" },
    {
      protocol: "imap",
      pattern: "authori[sz]ation failed",
      code: "AUTHORIZATIONFAILED",
      cause: "authorization_failed",
      confidence: "certain",
    },
    { pattern: "only available under a layer", cause: "privacy_required", confidence: "certain" },
    {
      pattern: "authentication failed|login failed|error authenticating",
      cause: "wrong_password",
      confidence: "possible",
      alternatives: ["app_password_required"],
    },
  ],
  links: {},
  doubts: [
    "Whether there is a second factor depends on the web pages that the operator has chosen.",
    "Many operators block an address after some refused logins: then connections time out, and nothing is said about the login.",
  ],
  sources: [
    "https://github.com/dovecot/core",
    "https://github.com/vdukhovni/postfix",
    "https://github.com/cyrusimap/cyrus-imapd",
    "https://github.com/fail2ban/fail2ban/issues/779",
  ],
  checked: "2026-11-21",
  confidence: { afterActivation: "medium", errors: "high" },
};
