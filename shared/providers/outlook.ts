// Outlook.com, Hotmail and Live: personal Microsoft accounts. Its servers take no passwords at all, only OAuth2.
import type { Provider } from "./provider.ts";
import { exchangeAnswers } from "./shared-answers.ts";

const domains = `
  hotmail.be hotmail.ca hotmail.cl hotmail.co.id hotmail.co.il hotmail.co.in hotmail.co.jp hotmail.co.kr
  hotmail.co.th hotmail.co.uk hotmail.co.za hotmail.com hotmail.com.ar hotmail.com.au hotmail.com.br
  hotmail.com.hk hotmail.com.tr hotmail.com.tw hotmail.com.vn hotmail.cz hotmail.de hotmail.dk hotmail.es
  hotmail.fi hotmail.fr hotmail.gr hotmail.hu hotmail.it hotmail.lt hotmail.lv hotmail.my hotmail.nl
  hotmail.no hotmail.ph hotmail.rs hotmail.se hotmail.sg hotmail.sk live.at live.be live.ca live.cl
  live.cn live.co.jp live.co.kr live.co.uk live.co.za live.com live.com.ar live.com.au live.com.mx
  live.com.my live.com.ph live.com.pt live.com.sg live.de live.dk live.fi live.fr live.hk live.ie live.in
  live.it live.jp live.nl live.no live.ru live.se livemail.tw msn.com olc.protection.outlook.com
  outlook.at outlook.be outlook.cl outlook.co.id outlook.co.il outlook.co.th outlook.com outlook.com.ar
  outlook.com.au outlook.com.br outlook.com.gr outlook.com.tr outlook.com.vn outlook.cz outlook.de
  outlook.dk outlook.es outlook.fr outlook.hu outlook.ie outlook.in outlook.it outlook.jp outlook.kr
  outlook.lv outlook.my outlook.ph outlook.pt outlook.sa outlook.sg outlook.sk windowslive.com
`;

export const outlook: Provider = {
  id: "outlook",
  name: "Outlook.com / Hotmail / Live",
  kind: "service",
  domains: domains.trim().split(/\s+/),
  exchangers: ["olc.protection.outlook.com"],
  // Derived from the addresses of its pages and of its sign-in.
  pageDomains: ["live.com", "microsoft.com", "microsoftonline.com", "outlook.com"],
  helpDomains: ["office.com"],
  refusesEmbedding: true,
  servers: {
    imap: { host: "outlook.office365.com", port: 993, security: "tls", userName: "address" },
    smtp: { host: "smtp-mail.outlook.com", port: 587, security: "starttls", userName: "address" },
    pop3: { host: "outlook.office365.com", port: 995, security: "tls", userName: "address" },
  },
  oauth: {
    required: true,
    authorizeUrl: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
    tokenUrl: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    scopes: [
      "https://outlook.office.com/IMAP.AccessAsUser.All",
      "https://outlook.office.com/SMTP.Send",
      "offline_access",
    ],
    registration: {
      page: "https://entra.microsoft.com/",
      steps: [
        "Open App registrations, then New registration.",
        "Choose Accounts in any organizational directory and personal Microsoft accounts.",
        "Under Authentication add the platform Mobile and desktop applications with the redirect address, and allow public client flows.",
        "Under API permissions add IMAP.AccessAsUser.All, SMTP.Send and offline_access, each as a delegated permission.",
        "Copy the Application (client) ID.",
      ],
      secret: "none",
    },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp", "sms", "call", "email", "own-app", "security-key"],
    settingsUrl: "https://account.microsoft.com/security",
    helpUrl: "https://support.microsoft.com/en-us/help/12408/",
    menuPath: [
      "Security",
      "Advanced security options",
      "Two-step verification",
      "Set up two-step verification",
    ],
    steps: [
      { text: "Open the Security settings page and sign in." },
      { text: "Under Two-step verification choose Set up two-step verification." },
      { text: "Choose Next." },
      {
        text: "At Set up an identity verification app choose Other, or a different authenticator app; then Next.",
      },
      { text: "Scan the code.", asks: "qr-code" },
      { text: "Type the 6-digit code and choose Next.", asks: "digits" },
      { text: "Keep the recovery code that is shown.", asks: "emergency-key", switchesOn: true },
    ],
    needs: ["password", "authentication-app"],
    artefacts: [
      {
        kind: "emergency-key",
        singleUse: false,
        count: 1,
        purpose: "The recovery code gets you back into the account when you cannot give a code.",
      },
    ],
    otpauth: { issuer: "Microsoft", digits: 6 },
    oneDevice: false,
    unusableCode:
      "The first code on the page is for Microsoft Authenticator only (phonefactor://). Choose “a different authenticator app” to get one that any app can use.",
  },
  afterActivation: {
    effect: "oauth-only",
    summary:
      "IMAP, POP3 and SMTP refuse passwords and app passwords alike, with two-step verification or without it. Programs sign in with OAuth2; after the change a program may have to sign in again.",
    imapSwitch: {
      required: true,
      name: "Forwarding and IMAP",
      menuPath: ["Settings", "Mail", "Forwarding and IMAP"],
      steps: [
        "Open the settings of Outlook on the web, then Mail, then Forwarding and IMAP.",
        "Switch on that devices and apps may use IMAP, and save.",
      ],
    },
  },
  errors: [
    {
      pattern: "SmtpClientAuthentication is disabled",
      cause: "smtp_auth_disabled",
      confidence: "certain",
    },
    ...exchangeAnswers,
    // The general answer of Exchange, for anything.
    {
      protocol: "imap",
      pattern: "(LOGIN|AUTHENTICATE) failed",
      cause: "auth_failed_generic",
      confidence: "possible",
      alternatives: ["wrong_password", "basic_auth_disabled"],
    },
    { protocol: "oauth", pattern: "invalid_grant", cause: "oauth_refresh_rejected", confidence: "possible" },
  ],
  bareRefusal: "auth_failed_generic",
  links: {
    webLogin: "https://outlook.live.com/",
    security: "https://account.microsoft.com/security",
    help: "https://support.microsoft.com/en-us/help/12408/",
  },
  doubts: [
    "The steps are from an old article; the wording may differ today.",
    "Personal mailboxes are reported to refuse sending by SMTP even with OAuth2.",
    "The length of the recovery code was not read; 25 characters are commonly quoted.",
    "App passwords exist but are refused by the mail servers.",
  ],
  sources: [
    "https://support.office.com/en-us/article/b536d43c-724b-47a4-bc09-023cfdea5487",
    "https://github.com/Foundry376/Mailspring/issues/885",
    "https://github.com/jstedfast/MailKit/issues/483",
    "https://github.com/nodemailer/nodemailer/issues/920",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "medium", afterActivation: "high", errors: "high" },
};
