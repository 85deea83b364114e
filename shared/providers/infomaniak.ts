// Infomaniak (kMail, ik.me): with two-step verification programs need an application or device password.
import type { Provider } from "./provider.ts";

export const infomaniak: Provider = {
  id: "infomaniak",
  name: "Infomaniak (kMail, ik.me)",
  kind: "service",
  domains: ["ik.me", "ikmail.com", "etik.com", "infomaniak.com"],
  // Derived from its domains.
  exchangers: ["infomaniak.com", "infomaniak.ch"],
  // Derived from the addresses of its pages.
  pageDomains: ["infomaniak.com"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "mail.infomaniak.com", port: 993, security: "tls", userName: "address" },
    smtp: { host: "mail.infomaniak.com", port: 465, security: "tls", userName: "address" },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp", "sms", "own-app"],
    settingsUrl: "https://manager.infomaniak.com/2fa",
    helpUrl: "https://www.infomaniak.com/en/support/faq/1940",
    menuPath: [
      "Manage my profile",
      "Security and recovery",
      "Manage security",
      "Two-step verification",
      "Modify",
    ],
    steps: [
      { text: "Log in at manager.infomaniak.com, click your initials, and choose Manage my profile." },
      { text: "Open the Security and recovery settings, then Manage security." },
      { text: "At Two-step verification click Modify (also Edit or Configure)." },
      { text: "Choose the authenticator app, not kAuth, and scan the QR code.", asks: "qr-code" },
      { text: "Follow the screen and enter the code.", asks: "digits", switchesOn: true },
      { text: "Note the emergency codes carefully.", asks: "backup-codes" },
    ],
    needs: ["password", "authentication-app"],
    artefacts: [
      {
        kind: "backup-codes",
        singleUse: true,
        purpose:
          "The emergency codes get you in when the app is lost: support cannot switch two-step verification off for you.",
      },
    ],
    otpauth: { issuer: "Infomaniak" },
    oneDevice: false,
    unusableCode:
      "Codes for Infomaniak's own app kAuth cannot be used by other apps. Choose the authenticator app instead.",
  },
  afterActivation: {
    effect: "sign-in-again",
    summary:
      "With two-step verification some programs need application passwords; for a mailbox the Manager makes a device password.",
    appPassword: {
      required: true,
      name: "application password",
      menuPath: ["Manage my profile", "Application Passwords", "Manage", "Generate an application password"],
      steps: [
        "For a mailbox: open Mail Service in the Manager, then the mailbox, then Devices, and click Add.",
        "Or open Manage my profile, then Application Passwords, then Manage, and Generate an application password.",
        "Copy the password: it is shown once.",
      ],
      url: "https://manager.infomaniak.com/v3/profile/application-password",
    },
  },
  // No answer of its servers is known word for word.
  errors: [],
  bareRefusal: "wrong_password_or_app_password_required",
  links: {
    webLogin: "https://manager.infomaniak.com/",
    security: "https://manager.infomaniak.com/2fa",
    help: "https://www.infomaniak.com/en/support/faq/1940",
    appPassword: "https://manager.infomaniak.com/v3/profile/application-password",
  },
  doubts: [
    "The help page names contacts and calendars; that IMAP needs such a password too is from another source.",
  ],
  sources: [
    "https://www.infomaniak.com/en/support/faq/1940/enable-two-step-verification",
    "https://infomaniak.com/en/support/faq/2855/manage-application-passwords",
    "https://infoswitch.fr/en/blog/mot-de-passe-email-infomaniak",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "medium", afterActivation: "medium" },
};
