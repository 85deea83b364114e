// AOL Mail: the account system of Yahoo; programs need an app password or OAuth2.
import type { Provider } from "./provider.ts";
import { yahooAnswers } from "./shared-answers.ts";

const domains = `
  aim.com aol.co.nz aol.co.uk aol.com aol.com.ar aol.com.au aol.com.br aol.com.mx aol.de aol.es aol.fr
  aol.it aol.se compuserve.com cs.com netscape.com netscape.net wmconnect.com
`;

export const aol: Provider = {
  id: "aol",
  name: "AOL Mail",
  kind: "service",
  domains: domains.trim().split(/\s+/),
  exchangers: ["gm0.yahoodns.net"],
  // Derived from the addresses of its pages.
  pageDomains: ["aol.com"],
  // Where programs are registered.
  helpDomains: ["yahoo.com"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "imap.aol.com", port: 993, security: "tls", userName: "address" },
    smtp: { host: "smtp.aol.com", port: 465, security: "tls", userName: "address" },
    pop3: { host: "pop.aol.com", port: 995, security: "tls", userName: "address" },
  },
  oauth: {
    required: false,
    authorizeUrl: "https://api.login.aol.com/oauth2/request_auth",
    tokenUrl: "https://api.login.aol.com/oauth2/get_token",
    scopes: ["mail-w"],
    registration: {
      page: "https://developer.yahoo.com/apps/",
      steps: [
        "Programs for AOL are registered at Yahoo: ask for access to mail with its Mail API access form.",
        "Click Create an App, enter the redirect address, and choose Mail.",
        "Copy the client ID and the client secret.",
      ],
      secret: "needed",
      doubt:
        "Access to mail is given only after a contract, and is reported to be given to no new programs. An app password works without it.",
    },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp"],
    settingsUrl: "https://login.aol.com/account/security",
    menuPath: ["Account Info", "Account Security", "Two-step verification"],
    steps: [
      { text: "Open Account Info, then Account Security." },
      { text: "Turn two-step verification on and choose the authenticator app." },
      { text: "Scan the QR code.", asks: "qr-code" },
      { text: "Enter the code to confirm.", asks: "digits", switchesOn: true },
    ],
    generalWay: true,
    needs: ["password", "authentication-app"],
    artefacts: [],
    otpauth: { issuer: "AOL" },
    oneDevice: false,
  },
  afterActivation: {
    effect: "sign-in-again",
    summary: "Programs need an app password or OAuth2 for IMAP, POP3 and SMTP.",
    appPassword: {
      required: true,
      cosmetic: "blanks",
      name: "app password",
      menuPath: ["Account Security", "Generate app password"],
      steps: [
        "Open Account Security.",
        "Choose Generate app password, or Manage app passwords.",
        "Copy the password; its blanks are not part of it.",
      ],
      url: "https://help.aol.com/articles/create-and-manage-app-password",
    },
  },
  errors: [
    ...yahooAnswers,
    {
      protocol: "imap",
      pattern: "(LOGIN|AUTHENTICATE) invalid credentials",
      cause: "wrong_password_or_app_password_required",
      confidence: "certain",
      alternatives: ["app_password_required", "wrong_password"],
    },
  ],
  bareRefusal: "wrong_password_or_app_password_required",
  links: {
    webLogin: "https://mail.aol.com/",
    security: "https://login.aol.com/account/security",
    help: "https://help.aol.com/articles/create-and-manage-app-password",
    appPassword: "https://login.aol.com/account/security",
  },
  doubts: [
    "The steps are those of the account system that AOL shares with Yahoo; they were not read for AOL.",
    "Old advice to switch two-step verification off while making an app password should not be followed.",
  ],
  sources: [
    "https://help.aol.com/articles/create-and-manage-app-password",
    "https://github.com/Foundry376/Mailspring/issues/1351",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "low", afterActivation: "high", errors: "medium" },
};
