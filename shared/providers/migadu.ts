// Migadu: mailboxes of domains of one's own. Little is known of its second factor.
import type { Provider } from "./provider.ts";

export const migadu: Provider = {
  id: "migadu",
  name: "Migadu",
  kind: "service",
  domains: ["migadu.com"],
  exchangers: ["migadu.com"],
  // Derived from its name.
  pageDomains: ["migadu.com"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "imap.migadu.com", port: 993, security: "tls", userName: "address" },
    smtp: { host: "smtp.migadu.com", port: 465, security: "tls", userName: "address" },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp"],
    menuPath: [],
    steps: [
      { text: "Sign in to the administration pages and look for two-factor authentication." },
      { text: "Scan the QR code.", asks: "qr-code" },
      { text: "Enter the code that the app shows.", asks: "digits", switchesOn: true },
    ],
    generalWay: true,
    needs: ["password", "authentication-app"],
    artefacts: [],
    otpauth: { issuer: "Migadu" },
    oneDevice: false,
  },
  afterActivation: {
    effect: "unknown",
    summary:
      "Nothing was found about mail programs. The passwords of mailboxes and the login of the administration pages are separate, so programs probably go on unchanged.",
  },
  // No answer of its servers is known word for word.
  errors: [],
  links: {
    webLogin: "https://www.migadu.com/",
  },
  doubts: [
    "Authenticator apps are listed for Migadu without a description; as far as is known they guard the administration pages.",
    "The steps are the general way; the address of the page is not known.",
  ],
  sources: ["https://github.com/chatmail/provider-db", "https://github.com/2factorauth/twofactorauth"],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "low", afterActivation: "low" },
};
