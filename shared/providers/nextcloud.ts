// Nextcloud: a web page with a mail program in it, not the mail server. Its second factor does not touch IMAP.
import type { Provider } from "./provider.ts";

export const nextcloud: Provider = {
  id: "nextcloud",
  name: "Nextcloud",
  kind: "software",
  domains: [],
  exchangers: [],
  pageDomains: [],
  helpDomains: ["nextcloud.com"],
  refusesEmbedding: false,
  twoFactor: {
    offered: "totp",
    methods: ["totp", "security-key"],
    helpUrl: "https://docs.nextcloud.com/server/latest/user_manual/en/user_2fa.html",
    menuPath: ["Personal settings", "Security", "Second-factor Auth", "TOTP"],
    steps: [
      { text: "Open the personal settings, then Security, then Second-factor Auth." },
      { text: "Enable TOTP: the secret and the QR code are shown. Scan it.", asks: "qr-code" },
      { text: "Enter the code that the app shows.", asks: "digits", switchesOn: true },
      { text: "Choose Generate backup codes and save them.", asks: "backup-codes" },
    ],
    needs: ["authentication-app"],
    artefacts: [
      {
        kind: "backup-codes",
        singleUse: true,
        purpose: "Each backup code opens the web login once when the app is not at hand.",
      },
    ],
    otpauth: { issuer: "Nextcloud", period: 30 },
    oneDevice: false,
  },
  afterActivation: {
    effect: "unchanged",
    summary:
      "Nextcloud is not the mail server: IMAP and SMTP go on with their password. Programs that synchronise files, contacts or calendars with Nextcloud need passwords of their own afterwards.",
  },
  errors: [],
  links: {
    help: "https://docs.nextcloud.com/server/latest/user_manual/en/user_2fa.html",
  },
  doubts: ["Which second factors there are is decided by whoever runs the server."],
  sources: ["https://docs.nextcloud.com/server/latest/user_manual/en/user_2fa.html"],
  checked: "2026-11-21",
  confidence: { twoFactor: "medium", afterActivation: "high" },
};
