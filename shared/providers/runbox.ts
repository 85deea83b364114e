// Runbox: with two-factor authentication (or any app password) the account password stops working for programs.
import type { Provider } from "./provider.ts";

export const runbox: Provider = {
  id: "runbox",
  name: "Runbox",
  kind: "service",
  domains: ["runbox.com", "runbox.no", "rbx.run", "rbx.email", "offshore.rocks", "mailhouse.biz"],
  // Derived from its domain.
  exchangers: ["runbox.com"],
  // Derived from the addresses of its pages.
  pageDomains: ["runbox.com"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "mail.runbox.com", port: 993, security: "tls", userName: "local-part" },
    smtp: { host: "mail.runbox.com", port: 465, security: "tls", userName: "address" },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp"],
    helpUrl: "https://help.runbox.com/account-security/",
    menuPath: ["Account", "Account Security", "Two-Factor Authentication"],
    steps: [
      { text: "Open Account, then Account Security, then Two-Factor Authentication." },
      {
        text: "Generate a TOTP key and take it into the app: it is not shown again.",
        asks: "qr-code",
      },
      {
        text: "If you like, generate a list of one-time passwords too, and keep it.",
        asks: "backup-codes",
      },
      { text: "Generate the unlock code and keep it.", asks: "emergency-key" },
      { text: "Activate two-factor authentication at the top of the page.", switchesOn: true },
    ],
    needs: ["password", "authentication-app"],
    artefacts: [
      {
        kind: "emergency-key",
        singleUse: false,
        count: 1,
        purpose: "The unlock code opens the account when the app and the one-time passwords are lost.",
      },
      {
        kind: "backup-codes",
        singleUse: true,
        purpose: "A printed or downloaded list of one-time passwords; not required.",
      },
    ],
    otpauth: { issuer: "Runbox", digits: 6, period: 30 },
    oneDevice: false,
  },
  afterActivation: {
    effect: "sign-in-again",
    summary:
      "The usual password of the account no longer works for IMAP, POP3 and SMTP: programs need an app password. Making any app password has the same effect, even without two-factor authentication.",
    imapSwitch: {
      required: false,
      name: "Manage Services",
      menuPath: ["Account Security", "Manage Services"],
      steps: [
        "Open Account Security, then Manage Services: IMAP, POP and SMTP can each be switched off there.",
      ],
      url: "https://help.runbox.com/account-security/",
    },
    appPassword: {
      required: true,
      name: "app password",
      menuPath: ["Account Security", "App Passwords"],
      steps: ["Open Account Security, then App Passwords.", "Make a password for this program and copy it."],
      url: "https://help.runbox.com/more-about-two-factor-authentication-and-app-passwords/",
    },
  },
  // No answer of its servers is known word for word.
  errors: [],
  bareRefusal: "wrong_password_or_app_password_required",
  links: {
    webLogin: "https://runbox.com/",
    security: "https://help.runbox.com/account-security/",
    help: "https://help.runbox.com/account-security/",
    appPassword: "https://help.runbox.com/more-about-two-factor-authentication-and-app-passwords/",
    imapSwitch: "https://help.runbox.com/account-security/",
  },
  doubts: [
    "The user name is that of the account, not an alias: it may differ from the part before the @.",
    "The shapes of the unlock code and of app passwords are not known.",
  ],
  sources: [
    "https://help.runbox.com/account-security/",
    "https://help.runbox.com/runbox-7-security",
    "https://help.runbox.com/more-about-two-factor-authentication-and-app-passwords/",
    "https://help.runbox.com/problem-solving/",
    "https://help.runbox.com/usernames-and-passwords/",
  ],
  checked: "2026-11-21",
  confidence: { servers: "medium", twoFactor: "high", afterActivation: "high" },
};
