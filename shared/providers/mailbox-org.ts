// mailbox.org: with two-factor authentication the normal password no longer opens the mailbox for programs; they need
// an app password, made for each protocol.
import type { Provider } from "./provider.ts";

export const mailboxOrg: Provider = {
  id: "mailbox-org",
  name: "mailbox.org",
  kind: "service",
  domains: ["mailbox.org", "secure.mailbox.org"],
  // Derived from its domain.
  exchangers: ["mailbox.org"],
  // Derived from the addresses of its pages.
  pageDomains: ["mailbox.org"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "imap.mailbox.org", port: 993, security: "tls", userName: "address" },
    smtp: { host: "smtp.mailbox.org", port: 465, security: "tls", userName: "address" },
    pop3: { host: "pop3.mailbox.org", port: 995, security: "tls", userName: "address" },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp", "security-key"],
    helpUrl:
      "https://kb.mailbox.org/en/private/security-and-privacy/how-to-use-two-factor-authentication-2fa",
    menuPath: ["All settings", "Security", "Two-factor authentication"],
    steps: [
      { text: "Open All settings, then Security, then Two-factor authentication." },
      { text: "Give the device a name." },
      { text: "Scan the QR code.", asks: "qr-code" },
      { text: "Enter the 6-digit code that the app shows.", asks: "digits", switchesOn: true },
    ],
    needs: ["password", "authentication-app"],
    artefacts: [],
    otpauth: { issuer: "mailbox.org", digits: 6 },
    oneDevice: false,
  },
  afterActivation: {
    effect: "sign-in-again",
    summary:
      "With two-factor authentication on, programs cannot use the normal password of the mailbox: they need a mail app password.",
    appPassword: {
      required: true,
      name: "mail app password",
      menuPath: ["All settings", "Security", "Mail app passwords", "Generate password"],
      steps: [
        "Open All settings, then Security, then Mail app passwords.",
        "Type a password name, for example Gatepost.",
        "Select both protocols, IMAP and SMTP: a password made for IMAP alone cannot send.",
        "Click Generate password and copy it.",
      ],
      url: "https://kb.mailbox.org/en/private/security-and-privacy/e-mail-password",
    },
  },
  // No answer of its servers is known word for word.
  errors: [],
  bareRefusal: "wrong_password_or_app_password_required",
  links: {
    webLogin: "https://mailbox.org/",
    security:
      "https://kb.mailbox.org/en/private/security-and-privacy/how-to-use-two-factor-authentication-2fa",
    help: "https://kb.mailbox.org/en/private/security-and-privacy/how-to-use-two-factor-authentication-2fa",
    appPassword: "https://kb.mailbox.org/en/private/security-and-privacy/e-mail-password",
  },
  doubts: [
    "The user name is the main address of the mailbox, not an alias.",
    "Older accounts with a PIN and one-time passwords keep the normal password for programs.",
    "What to keep for an emergency was not described in what was read.",
  ],
  sources: [
    "https://kb.mailbox.org/en/private/e-mail/e-mail-configuration",
    "https://kb.mailbox.org/en/private/security-and-privacy/e-mail-password",
    "https://kb.mailbox.org/en/private/security-and-privacy/how-to-use-two-factor-authentication-2fa",
    "https://kb.mailbox.org/en/private/account-article/how-to-use-two-factor-authentication-2fa",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "high", afterActivation: "high" },
};
