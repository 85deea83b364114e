// Mail-in-a-Box: the second factor guards its control panel only; mail programs keep their password.
import type { Provider } from "./provider.ts";

export const mailInABox: Provider = {
  id: "mail-in-a-box",
  name: "Mail-in-a-Box",
  kind: "software",
  domains: [],
  exchangers: [],
  pageDomains: [],
  refusesEmbedding: false,
  twoFactor: {
    offered: "totp",
    methods: ["totp"],
    menuPath: ["/admin", "Two-Factor Authentication"],
    steps: [
      { text: "Open the control panel (/admin on your server), then Two-Factor Authentication." },
      { text: "Scan the QR code, or enter the secret by hand.", asks: "qr-code" },
      {
        text: "Enter the six-digit code and click Enable Two-Factor Authentication. You are logged out, and log in again.",
        asks: "digits",
        switchesOn: true,
      },
    ],
    needs: ["authentication-app"],
    artefacts: [],
    // The issuer begins with the name of the server.
    otpauth: { issuer: "Mail-in-a-Box Control Panel", algorithm: "SHA1", digits: 6, period: 30 },
    oneDevice: false,
  },
  afterActivation: {
    effect: "unchanged",
    summary:
      "Two-factor authentication limits access to the control panel only: IMAP and SMTP go on with the same password.",
  },
  // Its mail servers are Dovecot and Postfix: the general rules know what they say.
  errors: [],
  links: {},
  doubts: ["There is nothing to keep for an emergency; whoever runs the server can switch it off."],
  sources: ["https://github.com/mail-in-a-box/mailinabox"],
  checked: "2026-11-21",
  confidence: { twoFactor: "high", afterActivation: "high" },
};
