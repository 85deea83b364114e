// Proton Mail: no mail servers to reach from outside; Proton Mail Bridge on this computer gives a program its own
// password and asks for the second factor itself.
import type { Provider } from "./provider.ts";

export const proton: Provider = {
  id: "proton",
  name: "Proton Mail (Bridge)",
  kind: "service",
  domains: ["proton.me", "protonmail.com", "protonmail.ch", "pm.me"],
  exchangers: ["protonmail.ch"],
  // Derived from the addresses of its pages.
  pageDomains: ["proton.me"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "127.0.0.1", port: 1143, security: "starttls", userName: "address" },
    smtp: { host: "127.0.0.1", port: 1025, security: "starttls", userName: "address" },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp", "security-key"],
    settingsUrl: "https://account.proton.me",
    helpUrl: "https://proton.me/support/two-factor-authentication-2fa",
    menuPath: [
      "Settings",
      "All settings",
      "Account and password",
      "Two-factor authentication",
      "Authenticator app",
    ],
    steps: [
      { text: "Sign in at account.proton.me and open Settings, then All settings." },
      {
        text: "Under Account and password, Two-factor authentication, switch on Authenticator app; enter the password if it asks.",
      },
      { text: "Scan the QR code, or choose Enter key manually instead.", asks: "qr-code" },
      {
        text: "Enter the account password and the 6-digit code, and click Submit.",
        asks: "digits",
        switchesOn: true,
      },
      { text: "Save the one-time recovery codes and click Ok.", asks: "backup-codes" },
    ],
    needs: ["password", "authentication-app"],
    artefacts: [
      {
        kind: "backup-codes",
        singleUse: true,
        purpose:
          "A recovery code is entered instead of the 6-digit code. Using one does not switch two-factor authentication off.",
      },
    ],
    otpauth: { issuer: "Proton", digits: 6 },
    oneDevice: false,
  },
  afterActivation: {
    effect: "bridge-only",
    summary:
      "Programs reach the mail through Proton Mail Bridge, which has a password of its own and asks for the 6-digit code when you sign in to it. A program that uses Bridge goes on working unless Bridge is signed out.",
    appPassword: {
      required: true,
      always: true,
      name: "Bridge password",
      menuPath: ["Proton Mail Bridge", "Mailbox details"],
      steps: [
        "Open the Proton Mail Bridge app and sign in.",
        "Open Mailbox details: they show the user name, the ports and the password for programs.",
        "Copy that password.",
      ],
      url: "https://proton.me/support/protonmail-bridge-faq",
    },
  },
  errors: [
    // Bridge says it of a wrong password and of an account that is signed out alike.
    {
      protocol: "imap",
      pattern: "no such user",
      cause: "wrong_password",
      confidence: "likely",
      alternatives: ["bridge_signed_out"],
    },
    { pattern: "too many login attempts", cause: "too_many_attempts", confidence: "certain" },
    // A temporary code for a lasting cause.
    {
      protocol: "smtp",
      pattern: "invalid username or password",
      cause: "wrong_password",
      confidence: "certain",
    },
  ],
  links: {
    webLogin: "https://account.proton.me",
    security: "https://account.proton.me",
    help: "https://proton.me/support/two-factor-authentication-2fa",
    appPassword: "https://proton.me/support/protonmail-bridge-faq",
  },
  doubts: [
    "The ports are the first free ones from 1143 and 1025: Bridge shows which.",
    "Bridge is for paid plans. Its certificate is its own and made for 127.0.0.1.",
    "A hardware key can be added only after the authenticator app.",
  ],
  sources: [
    "https://proton.me/support/two-factor-authentication-2fa",
    "https://proton.me/support/protonmail-bridge-faq",
    "https://github.com/ProtonMail/proton-bridge",
    "https://github.com/ProtonMail/gluon",
    "https://discuss.privacyguides.net/t/how-does-proton-bridge-work-with-2fa/20506",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "medium", afterActivation: "high", errors: "high" },
};
