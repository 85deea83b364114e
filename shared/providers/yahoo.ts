// Yahoo Mail: programs need an app password (or OAuth2), with or without two-step verification.
import type { Provider } from "./provider.ts";
import { yahooAnswers } from "./shared-answers.ts";

const domains = `
  cox.net myyahoo.com rocketmail.com yahoo.ca yahoo.co.in yahoo.co.nz yahoo.co.uk yahoo.com yahoo.com.ar
  yahoo.com.au yahoo.com.br yahoo.com.mx yahoo.de yahoo.es yahoo.fr yahoo.it yahoo.se ymail.com
`;

export const yahoo: Provider = {
  id: "yahoo",
  name: "Yahoo Mail",
  kind: "service",
  domains: domains.trim().split(/\s+/),
  // Not all of yahoodns.net: AOL's exchangers are there too.
  exchangers: ["am0.yahoodns.net"],
  // Derived from the addresses of its pages.
  pageDomains: ["yahoo.com"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "imap.mail.yahoo.com", port: 993, security: "tls", userName: "address" },
    smtp: { host: "smtp.mail.yahoo.com", port: 465, security: "tls", userName: "address" },
    pop3: { host: "pop.mail.yahoo.com", port: 995, security: "tls", userName: "address" },
  },
  oauth: {
    required: false,
    authorizeUrl: "https://api.login.yahoo.com/oauth2/request_auth",
    tokenUrl: "https://api.login.yahoo.com/oauth2/get_token",
    scopes: ["mail-w"],
    registration: {
      page: "https://developer.yahoo.com/apps/",
      steps: [
        "Ask Yahoo for access to mail with its Mail API access form, and wait for its agreement.",
        "Click Create an App, enter the redirect address, and choose Mail.",
        "Copy the client ID and the client secret.",
      ],
      secret: "needed",
      doubt:
        "Yahoo gives access to mail only after a contract, and is reported to give it to no new programs. An app password works without it.",
    },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp", "sms", "call", "security-key"],
    settingsUrl: "https://login.yahoo.com/account/security",
    helpUrl: "https://help.yahoo.com/kb/SLN5013.html",
    menuPath: ["Account Info", "Account Security", "Turn on 2SV"],
    steps: [
      { text: "Open Account Security." },
      { text: "Click Turn on 2SV." },
      { text: "Click Get started." },
      { text: "Choose Authenticator app." },
      { text: "Scan the QR code.", asks: "qr-code" },
      { text: "Add two ways of recovery if they are missing: an e-mail address or a phone number." },
      { text: "Enter the code to confirm.", asks: "digits", switchesOn: true },
    ],
    needs: ["password", "authentication-app", "second-address", "mobile-phone"],
    artefacts: [
      {
        kind: "recovery-email",
        singleUse: false,
        purpose: "A second address gets you back in; the setup wants two ways of recovery.",
      },
      {
        kind: "recovery-phone",
        singleUse: false,
        purpose: "A phone number gets you back in; the setup wants two ways of recovery.",
      },
    ],
    otpauth: { issuer: "Yahoo" },
    oneDevice: false,
  },
  afterActivation: {
    effect: "sign-in-again",
    summary:
      "The account password is refused for IMAP, POP3 and SMTP, also without two-step verification: programs need an app password or OAuth2.",
    appPassword: {
      required: true,
      always: true,
      shape: "[a-z]( ?[a-z]){15}",
      cosmetic: "blanks",
      name: "app password",
      menuPath: ["Account Security", "External connections", "Create app password"],
      steps: [
        "Sign in to the Account Security page, in a browser that has been signed in to Yahoo for some days and not in a private window.",
        "Under External connections click Create app password.",
        "Type a name, for example Gatepost.",
        "Click Generate password, copy it, and click Done.",
      ],
      url: "https://help.yahoo.com/kb/SLN15241.html",
    },
  },
  errors: [
    ...yahooAnswers,
    { pattern: "\\bOCF12\\b", cause: "temporary", confidence: "likely" },
    {
      protocol: "imap",
      pattern: "(LOGIN|AUTHENTICATE) invalid credentials",
      cause: "wrong_password_or_app_password_required",
      confidence: "likely",
      alternatives: ["app_password_required", "wrong_password"],
    },
  ],
  bareRefusal: "wrong_password_or_app_password_required",
  links: {
    webLogin: "https://mail.yahoo.com/",
    security: "https://login.yahoo.com/account/security",
    help: "https://help.yahoo.com/kb/SLN5013.html",
    appPassword: "https://login.yahoo.com/account/security",
  },
  doubts: [
    "Yahoo makes app passwords only in a browser that it has known for some days; support cannot change that.",
    "The shape of app passwords (16 letters) was not read on a page of Yahoo's.",
    "Yahoo is reported not to give new programs access by OAuth2.",
    "App passwords stay valid when the main password changes.",
  ],
  sources: [
    "https://developer.nylas.com/docs/provider-guides/yahoo-authentication/",
    "https://help.yahoo.com/kb/SLN15241.html",
    "https://help.yahoo.com/kb/account/SLN6050.html",
    "https://github.com/OfflineIMAP/offlineimap/issues/688",
    "https://github.com/Softorize/yoy/pull/4",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "medium", afterActivation: "high", errors: "high" },
};
