// Disroot: the second factor belongs to the webmail only; mail programs keep their password.
import type { Provider } from "./provider.ts";

export const disroot: Provider = {
  id: "disroot",
  name: "Disroot",
  kind: "service",
  domains: ["disroot.org"],
  exchangers: [],
  // Derived from its name and the address of its guide.
  pageDomains: ["disroot.org"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "disroot.org", port: 993, security: "tls", userName: "local-part" },
    smtp: { host: "disroot.org", port: 587, security: "starttls", userName: "local-part" },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp"],
    helpUrl:
      "https://git.disroot.org/bhh/Howto/src/commit/f0ae1a2/pages/02.tutorials/03.Email/03.Webmail/Roundcube/02.settings/07.2fa/docs.en.md",
    menuPath: ["Settings", "2-Factor Authentication", "Fill all fields"],
    steps: [
      { text: "In the webmail click Settings." },
      { text: "Choose 2-Factor Authentication." },
      { text: "Click Fill all fields: the secret and the recovery codes appear." },
      { text: "Scan the QR code.", asks: "qr-code" },
      { text: "Test the code that the app shows.", asks: "digits" },
      { text: "Save the recovery codes.", asks: "backup-codes" },
      { text: "Tick Activate and click Save.", switchesOn: true },
    ],
    needs: ["authentication-app"],
    artefacts: [
      {
        kind: "backup-codes",
        singleUse: true,
        purpose: "A recovery code opens the webmail when the app is not at hand.",
      },
    ],
    oneDevice: false,
  },
  afterActivation: {
    effect: "unchanged",
    summary: "The second step is asked by the webmail only: IMAP and SMTP are not touched.",
  },
  // No answer of its servers is known word for word.
  errors: [],
  links: {
    webLogin: "https://disroot.org/",
    help: "https://git.disroot.org/bhh/Howto",
  },
  doubts: [
    "How many recovery codes there are was not stated; other installations of the same webmail give four, once each.",
  ],
  sources: [
    "https://git.disroot.org/bhh/Howto",
    "https://github.com/alexandregz/twofactor_gauthenticator/issues/124",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "medium", afterActivation: "medium" },
};
