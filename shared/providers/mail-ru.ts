// Mail.ru (VK Mail): programs always need a password for external applications. Its pages are in Russian, so names of
// buttons are too.
import type { Provider } from "./provider.ts";

export const mailRu: Provider = {
  id: "mail-ru",
  name: "Mail.ru (VK Mail)",
  kind: "service",
  domains: ["mail.ru", "inbox.ru", "list.ru", "bk.ru", "corp.mail.ru", "internet.ru", "vk.com"],
  // Derived from its domain.
  exchangers: ["mail.ru"],
  // Derived from the addresses of its pages.
  pageDomains: ["mail.ru"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "imap.mail.ru", port: 993, security: "tls", userName: "address" },
    smtp: { host: "smtp.mail.ru", port: 465, security: "tls", userName: "address" },
    pop3: { host: "pop.mail.ru", port: 995, security: "tls", userName: "address" },
  },
  oauth: {
    required: false,
    authorizeUrl: "https://o2.mail.ru/login",
    tokenUrl: "https://o2.mail.ru/token",
    scopes: ["mail.imap"],
    registration: {
      page: "https://o2.mail.ru/app/",
      steps: [
        "Sign in with your Mail.ru account and create an app.",
        "Enter the redirect address.",
        "Copy the client ID and the client secret.",
      ],
      secret: "needed",
      doubt:
        "How Mail.ru registers programs was not read; whether it takes a redirect to this computer is not known.",
    },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp", "sms", "security-key"],
    settingsUrl: "https://account.mail.ru/user/2-step-auth",
    helpUrl: "https://help.mail.ru/mail/settings/2fa",
    menuPath: ["Пароль и безопасность", "Двухфакторная аутентификация"],
    steps: [
      { text: "Open Пароль и безопасность, then Двухфакторная аутентификация." },
      { text: "Choose codes from an app." },
      { text: "Scan the QR code, or copy the secret key of 32 characters.", asks: "qr-code" },
      { text: "Enter the code that the app shows.", asks: "digits", switchesOn: true },
      { text: "Make a list of one-time codes and keep it.", asks: "backup-codes" },
    ],
    generalWay: true,
    needs: ["password", "mobile-phone", "authentication-app"],
    artefacts: [
      {
        kind: "backup-codes",
        singleUse: true,
        purpose: "A one-time code of the list replaces the code of the app or the text message.",
      },
    ],
    oneDevice: false,
  },
  afterActivation: {
    effect: "unchanged",
    summary:
      "Programs always need a password for external applications, with two-factor authentication or without it: one that has such a password goes on working.",
    appPassword: {
      required: true,
      always: true,
      name: "пароль для внешнего приложения",
      menuPath: ["Настройки", "Безопасность", "Пароли для внешних приложений"],
      steps: [
        "Open Настройки, then Безопасность, then Пароли для внешних приложений.",
        "Add a password and type a name, for example Gatepost.",
        "Copy the password at once.",
      ],
      url: "https://help.mail.ru/mail/security/protection/external",
    },
  },
  errors: [
    // Said to everybody who comes without such a password, so it says nothing about the password itself.
    {
      pattern: "NEOBHODIM parol prilozheniya|application password is required",
      cause: "app_password_required",
      confidence: "certain",
    },
  ],
  bareRefusal: "wrong_password_or_app_password_required",
  links: {
    webLogin: "https://mail.ru/",
    security: "https://account.mail.ru/user/2-step-auth",
    help: "https://help.mail.ru/mail/settings/2fa",
    appPassword: "https://account.mail.ru/user/2-step-auth/passwords/",
  },
  doubts: [
    "Sources differ on authenticator apps: one lists only text messages and security keys, another describes an app of Mail.ru's with the usual six-digit codes.",
    "The steps of the setup were not read; they are the general way.",
    "A phone number must be attached to the account.",
  ],
  sources: [
    "https://help.mail.ru/mail/settings/2fa",
    "https://help.mail.ru/mail/security/protection/external",
    "https://apkpremier.com/ru/ru-mail-auth-totp/",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "low", afterActivation: "high", errors: "high" },
};
