// Riseup: no second factor for mail.
import type { Provider } from "./provider.ts";

export const riseup: Provider = {
  id: "riseup",
  name: "Riseup",
  kind: "service",
  domains: ["riseup.net"],
  exchangers: [],
  // Derived from the addresses of its pages.
  pageDomains: ["riseup.net"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "mail.riseup.net", port: 993, security: "tls", userName: "local-part" },
    smtp: { host: "mail.riseup.net", port: 465, security: "tls", userName: "address" },
  },
  twoFactor: {
    offered: "none",
    methods: [],
    helpUrl: "https://riseup.net/en/email/webmail/2factorauth",
    menuPath: [],
    steps: [],
    needs: [],
    artefacts: [
      {
        kind: "recovery-email",
        singleUse: false,
        count: 1,
        purpose: "An alternate address is the only way to reset a forgotten password.",
      },
    ],
    oneDevice: false,
  },
  afterActivation: {
    effect: "not-offered",
    summary:
      "Two-factor authentication is not offered for mail. Service passwords exist for VPN and chat only.",
  },
  // No answer of its servers is known word for word.
  errors: [],
  links: {
    webLogin: "https://riseup.net/",
    help: "https://riseup.net/en/email/webmail/2factorauth",
  },
  doubts: ["Help pages differ on the user name: the part before the @, or the whole address."],
  sources: ["https://riseup.net/en/email/webmail/2factorauth", "https://github.com/riseupnet/riseup_help"],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "high", afterActivation: "high" },
};
