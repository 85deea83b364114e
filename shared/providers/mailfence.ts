// Mailfence: two-factor authentication guards the web login only; mail programs keep their password.
import type { Provider } from "./provider.ts";

export const mailfence: Provider = {
  id: "mailfence",
  name: "Mailfence",
  kind: "service",
  domains: ["mailfence.com"],
  // Derived from its domain.
  exchangers: ["mailfence.com"],
  pageDomains: ["mailfence.com"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "imap.mailfence.com", port: 993, security: "tls", userName: "address" },
    smtp: { host: "smtp.mailfence.com", port: 465, security: "tls", userName: "address" },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp"],
    helpUrl: "https://kb.mailfence.com/kb/setup-2fa/",
    menuPath: ["Settings", "Account", "Security", "Two factor authentication"],
    steps: [
      { text: "Log in as usual." },
      { text: "Click Settings in the toolbar." },
      { text: "Go to Account and select Security." },
      { text: "Under Two factor authentication click Set-up." },
      { text: "Scan the QR code with the app: “Mailfence” appears with a 6-digit code.", asks: "qr-code" },
      {
        text: "Generate backup codes and store them. New codes invalidate the old ones.",
        asks: "backup-codes",
      },
      { text: "Enter the 6-digit code in Mailfence.", asks: "digits", switchesOn: true },
    ],
    needs: ["authentication-app"],
    artefacts: [
      {
        kind: "backup-codes",
        singleUse: true,
        purpose:
          "Each backup code opens the web login once when the app is not at hand. Generating new codes makes the old ones invalid.",
      },
    ],
    otpauth: { issuer: "Mailfence", digits: 6 },
    oneDevice: true,
  },
  afterActivation: {
    effect: "unchanged",
    summary:
      "Two-factor authentication does not apply to IMAP, SMTP and the other services outside the web. Mail programs keep their password; a password of its own for a service can be made but need not be.",
    appPassword: {
      required: false,
      name: "service-specific password",
      menuPath: [],
      steps: [],
    },
  },
  // No answer of Mailfence's servers is known word for word; the general rules and a trial login decide.
  errors: [],
  links: {
    webLogin: "https://mailfence.com/",
    security: "https://mailfence.com/",
    help: "https://kb.mailfence.com/kb/setup-2fa/",
  },
  doubts: [
    "Whether the user name is the whole address or the part before the @ is not stated by the sources.",
    "IMAP and SMTP depend on the plan.",
  ],
  sources: [
    "https://mailfence.com/en/two-factor-authentication.jsp",
    "https://kb.mailfence.com/kb/setup-2fa/",
  ],
  checked: "2026-11-21",
  confidence: { servers: "medium", twoFactor: "high", afterActivation: "high" },
};
