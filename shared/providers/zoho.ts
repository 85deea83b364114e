// Zoho Mail: with multi-factor authentication programs need an app password; IMAP is a switch, twice. Its servers
// depend on the data centre.
import type { Provider } from "./provider.ts";

export const zoho: Provider = {
  id: "zoho",
  name: "Zoho Mail",
  kind: "service",
  domains: [
    "zoho.com",
    "zohomail.com",
    "zoho.eu",
    "zohomail.eu",
    "zoho.in",
    "zohomail.in",
    "zoho.com.au",
    "zohomail.com.au",
    "zoho.jp",
    "zohomail.jp",
    "zohocloud.ca",
    "zohomailcloud.ca",
  ],
  // Derived from its domains; other data centres are too uncertain to be guessed from an exchanger.
  exchangers: ["zoho.com"],
  // Derived from the addresses of its pages: one for each data centre.
  pageDomains: ["zoho.com", "zoho.eu", "zoho.in", "zoho.com.au", "zoho.jp", "zohocloud.ca"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "imap.zoho.com", port: 993, security: "tls", userName: "address" },
    smtp: { host: "smtp.zoho.com", port: 465, security: "tls", userName: "address" },
    pop3: { host: "pop.zoho.com", port: 995, security: "tls", userName: "address" },
  },
  regions: [
    {
      domains: ["zoho.eu", "zohomail.eu"],
      exchangers: [],
      imap: { host: "imap.zoho.eu", port: 993, security: "tls", userName: "address" },
      smtp: { host: "smtp.zoho.eu", port: 465, security: "tls", userName: "address" },
    },
    {
      domains: ["zoho.in", "zohomail.in"],
      exchangers: [],
      imap: { host: "imap.zoho.in", port: 993, security: "tls", userName: "address" },
      smtp: { host: "smtp.zoho.in", port: 465, security: "tls", userName: "address" },
    },
    {
      domains: ["zoho.com.au", "zohomail.com.au"],
      exchangers: [],
      imap: { host: "imap.zoho.com.au", port: 993, security: "tls", userName: "address" },
      smtp: { host: "smtp.zoho.com.au", port: 465, security: "tls", userName: "address" },
    },
    {
      domains: ["zoho.jp", "zohomail.jp"],
      exchangers: [],
      imap: { host: "imap.zoho.jp", port: 993, security: "tls", userName: "address" },
      smtp: { host: "smtp.zoho.jp", port: 465, security: "tls", userName: "address" },
    },
    {
      domains: ["zohocloud.ca", "zohomailcloud.ca"],
      exchangers: [],
      imap: { host: "imap.zohocloud.ca", port: 993, security: "tls", userName: "address" },
      smtp: { host: "smtp.zohocloud.ca", port: 465, security: "tls", userName: "address" },
    },
    {
      // Domains of one's own.
      domains: [],
      exchangers: ["zoho.com"],
      imap: { host: "imappro.zoho.com", port: 993, security: "tls", userName: "address" },
      smtp: { host: "smtppro.zoho.com", port: 465, security: "tls", userName: "address" },
    },
  ],
  twoFactor: {
    offered: "totp",
    methods: ["totp", "sms", "own-app", "security-key"],
    settingsUrl: "https://accounts.zoho.com",
    helpUrl: "https://help.zoho.com/portal/kb/articles/mfa-introduction",
    menuPath: ["Zoho Accounts", "Multi-Factor Authentication"],
    steps: [
      { text: "Open Zoho Accounts, then Multi-Factor Authentication." },
      { text: "Choose an authenticator app that makes codes, not Zoho’s own app." },
      { text: "Scan the QR code.", asks: "qr-code" },
      { text: "Enter the code that the app shows.", asks: "digits", switchesOn: true },
      { text: "Keep the backup verification codes.", asks: "backup-codes" },
    ],
    generalWay: true,
    needs: ["password", "authentication-app"],
    artefacts: [
      {
        kind: "backup-codes",
        singleUse: true,
        purpose: "Backup verification codes get you in when the app is not at hand.",
      },
    ],
    otpauth: { issuer: "Zoho" },
    oneDevice: false,
    unusableCode:
      "Codes for Zoho's own app OneAuth cannot be used by other apps. Choose the method with six digits from an authenticator app.",
  },
  afterActivation: {
    effect: "sign-in-again",
    summary: "Programs need an application-specific password for IMAP and POP3.",
    imapSwitch: {
      required: true,
      name: "IMAP Access",
      menuPath: ["Settings", "Mail Accounts", "IMAP Access"],
      steps: [
        "Open Settings, then Mail Accounts, then IMAP Access, and switch it on.",
        "In an organisation its administrator must allow IMAP as well.",
      ],
      url: "https://www.zoho.com/mail/help/imap-access.html",
    },
    appPassword: {
      required: true,
      cosmetic: "blanks",
      name: "application-specific password",
      menuPath: ["Zoho Accounts", "Security", "App passwords", "Generate New Password"],
      steps: [
        "Log in to Zoho Accounts of your data centre, for example accounts.zoho.com.",
        "Open Security, then App passwords.",
        "Click Generate New Password, type a name, and click Generate.",
        "Copy the password; its blanks are not part of it.",
      ],
      url: "https://help.zoho.com/portal/en/kb/solo/communication/settings/articles/how-to-generate-app-specific-password",
    },
  },
  errors: [
    {
      protocol: "imap",
      pattern: "yet to enable IMAP|not enabled .{0,20}IMAP|IMAP .{0,30}(not enabled|disabled)",
      cause: "imap_disabled",
      confidence: "certain",
    },
    {
      protocol: "imap",
      pattern: "invalid credentials",
      cause: "wrong_password_or_app_password_required",
      confidence: "certain",
      alternatives: ["app_password_required", "wrong_password"],
    },
    {
      protocol: "smtp",
      pattern: "authentication failed",
      cause: "wrong_password_or_app_password_required",
      confidence: "possible",
      alternatives: ["app_password_required", "wrong_password"],
    },
  ],
  bareRefusal: "wrong_password_or_app_password_required",
  links: {
    webLogin: "https://mail.zoho.com/",
    security: "https://accounts.zoho.com",
    help: "https://help.zoho.com/portal/kb/articles/mfa-introduction",
    appPassword:
      "https://help.zoho.com/portal/en/kb/solo/communication/settings/articles/how-to-generate-app-specific-password",
    imapSwitch: "https://www.zoho.com/mail/help/imap-access.html",
  },
  doubts: [
    "Sources differ on the length of app passwords: 12 characters or 16.",
    "The steps of the setup were not read; they are the general way.",
    "Which servers a domain of one's own has depends on the data centre.",
    "Accounts that sign in through their organisation (SAML) need an app password too.",
  ],
  sources: [
    "https://help.zoho.com/portal/kb/articles/mfa-introduction",
    "https://olivetcloud.freshdesk.com/support/solutions/articles/12000044696-app-passwords",
    "https://www.sysinfotools.com/how-to/generate-app-password-in-zoho.html",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "low", afterActivation: "high", errors: "medium" },
};
