// Yandex Mail: its second factor is made for its own app, Yandex Key; programs need app passwords, which every change
// of the second factor resets.
import type { Provider } from "./provider.ts";

export const yandex: Provider = {
  id: "yandex",
  name: "Yandex Mail",
  kind: "service",
  domains: [
    "yandex.ru",
    "yandex.com",
    "yandex.net",
    "yandex.by",
    "yandex.kz",
    "yandex.ua",
    "ya.ru",
    "narod.ru",
  ],
  // Derived from its domains.
  exchangers: ["yandex.net", "yandex.ru"],
  // Derived from the addresses of its pages.
  pageDomains: ["yandex.com", "yandex.ru"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "imap.yandex.com", port: 993, security: "tls", userName: "address" },
    smtp: { host: "smtp.yandex.com", port: 465, security: "tls", userName: "address" },
    pop3: { host: "pop.yandex.com", port: 995, security: "tls", userName: "address" },
  },
  oauth: {
    required: false,
    authorizeUrl: "https://oauth.yandex.com/authorize",
    tokenUrl: "https://oauth.yandex.com/token",
    scopes: ["mail:imap_full", "mail:smtp"],
    registration: {
      page: "https://oauth.yandex.com/client/new",
      steps: [
        "Sign in with your Yandex account and create an app.",
        "Choose Web services as its platform and enter the redirect address.",
        "Give it both rights: reading and deleting mail (mail:imap_full), and sending by SMTP (mail:smtp).",
        "Copy the ClientID and the client secret.",
      ],
      secret: "needed",
      doubt:
        "Yandex compares the redirect address with the one that was registered. Whether it lets the port differ is not known.",
    },
  },
  twoFactor: {
    offered: "other",
    methods: ["own-app", "sms"],
    helpUrl: "https://yandex.com/support/id/en/authorization/twofa",
    menuPath: ["Yandex ID", "Security", "Login method"],
    steps: [
      { text: "Confirm your phone number with the code that comes by text message." },
      { text: "Choose a PIN; the help page speaks of four digits." },
      { text: "Install Yandex Key on a phone and scan the QR code with it." },
      { text: "Enter the one-time password that Yandex Key shows and click Enable.", switchesOn: true },
    ],
    needs: ["password", "mobile-phone", "own-app"],
    artefacts: [],
    oneDevice: false,
    unusableCode:
      "Yandex makes one-time passwords of eight letters from a secret and a PIN (otpauth://yaotp), which few apps besides Yandex Key can do. Gatepost can keep such a secret with its PIN under Authenticator; there is no code with six digits to choose.",
  },
  afterActivation: {
    effect: "sign-in-again",
    summary:
      "App passwords are required and cannot be switched off. Switching the second factor on or off resets all of them, so make one afterwards.",
    imapSwitch: {
      required: true,
      name: "From the imap.yandex.com server via IMAP",
      menuPath: ["Mail", "All settings", "Email clients"],
      steps: [
        "Open Mail, then All settings, then Email clients.",
        "Tick From the imap.yandex.com server via IMAP, and save.",
      ],
      url: "https://mail.yandex.com/#setup/client",
    },
    appPassword: {
      required: true,
      revokedBy: ["two-factor-change", "password-change"],
      worksAfterMinutes: 180,
      name: "app password",
      menuPath: ["Yandex ID", "Security", "App passwords", "Create app password", "Mail"],
      steps: [
        "Open Yandex ID, then Security, then App passwords (older: Passwords and authorization).",
        "Choose Create app password and the type Mail.",
        "Type a name, for example Gatepost, and click Create.",
        "Copy the password: it is shown once. It may take up to three hours until it works.",
      ],
      url: "https://yandex.com/support/id/en/authorization/app-passwords",
    },
  },
  errors: [
    {
      pattern: "(invalid credentials|login failure) or (IMAP|POP3) (is )?disabled",
      cause: "wrong_password_or_imap_disabled",
      confidence: "certain",
      alternatives: ["imap_disabled", "wrong_password", "app_password_required"],
    },
    {
      pattern: "does not have access rights to this service",
      cause: "wrong_password_or_imap_disabled",
      confidence: "likely",
      alternatives: ["imap_disabled", "wrong_password", "app_password_required"],
    },
  ],
  bareRefusal: "wrong_password_or_imap_disabled",
  links: {
    webLogin: "https://mail.yandex.com/",
    security: "https://yandex.com/support/id/en/authorization/twofa",
    help: "https://yandex.com/support/id/en/authorization/twofa",
    appPassword: "https://yandex.com/support/id/en/authorization/app-passwords",
    imapSwitch: "https://mail.yandex.com/#setup/client",
  },
  doubts: [
    "A new app password may be refused for two to three hours before it works.",
    "App passwords are also reset when the account is recovered, or logged out on all devices.",
    "A newer way of logging in, password and one-time password, runs through Yandex Key as well.",
  ],
  sources: [
    "https://yandex.com/support/id/en/authorization/twofa",
    "https://yandex.ru/support/mail-business/web/security/oauth.html",
    "https://yandex.com/support/id/en/authorization/app-passwords",
    "https://yandex.com/support/passport/authorization/app-passwords.html",
    "https://yandex.com/support/passport/authorization/twofa.html",
    "https://github.com/Foundry376/Mailspring/issues/2111",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "medium", afterActivation: "high", errors: "high" },
};
