// Microsoft 365 of workplaces and schools: OAuth2 only, and an administrator decides about the rest.
import type { Provider } from "./provider.ts";
import { exchangeAnswers } from "./shared-answers.ts";

export const microsoft365: Provider = {
  id: "microsoft-365",
  name: "Microsoft 365 (work or school)",
  kind: "service",
  domains: ["office365.com", "onmicrosoft.com"],
  exchangers: ["mail.protection.outlook.com"],
  // Derived from the addresses of its sign-in and of its pages on security.
  pageDomains: ["microsoft.com", "microsoftonline.com", "office.com"],
  refusesEmbedding: true,
  servers: {
    imap: { host: "outlook.office365.com", port: 993, security: "tls", userName: "address" },
    smtp: { host: "smtp.office365.com", port: 587, security: "starttls", userName: "address" },
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
      doubt:
        "An organisation may want its administrator to agree first, and may have switched IMAP or SMTP off.",
    },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp", "own-app", "sms", "call", "security-key"],
    menuPath: [],
    steps: [
      { text: "Open the page with the security information of your organisation's account." },
      { text: "Add a sign-in method: an authenticator app other than Microsoft's own." },
      { text: "Scan the QR code.", asks: "qr-code" },
      { text: "Enter the 6-digit code.", asks: "digits", switchesOn: true },
    ],
    generalWay: true,
    needs: ["password", "authentication-app"],
    artefacts: [],
    otpauth: { issuer: "Microsoft", digits: 6 },
    oneDevice: false,
    unusableCode:
      "The first code on the page is for Microsoft Authenticator only (phonefactor://). Choose “a different authenticator app” to get one that any app can use.",
  },
  afterActivation: {
    effect: "oauth-only",
    summary:
      "Programs sign in with OAuth2 only. Sending by SMTP must be allowed for the mailbox by an administrator, and rules of the organisation may refuse a program.",
  },
  errors: [
    // Tenant or mailbox: an administrator sets it for each.
    {
      protocol: "smtp",
      pattern: "SmtpClientAuthentication is disabled|smtp_auth_disabled",
      cause: "smtp_auth_disabled",
      confidence: "certain",
    },
    ...exchangeAnswers,
    { pattern: "AADSTS90094", cause: "admin_consent_required", confidence: "certain" },
    { pattern: "AADSTS65001", cause: "consent_required", confidence: "certain" },
    { protocol: "oauth", pattern: "invalid_grant", cause: "oauth_refresh_rejected", confidence: "possible" },
    {
      protocol: "imap",
      pattern: "(LOGIN|AUTHENTICATE) failed",
      cause: "auth_failed_generic",
      confidence: "possible",
      alternatives: ["wrong_password", "basic_auth_disabled"],
    },
  ],
  bareRefusal: "auth_failed_generic",
  links: {
    webLogin: "https://www.office.com/",
    security: "https://mysignins.microsoft.com/security-info",
  },
  doubts: [
    "Which methods are offered, and where, is set by the organisation; the steps are the general way.",
    "The address of the page with the security information was not among the pages read.",
  ],
  sources: [
    "https://github.com/jstedfast/MailKit/issues/483",
    "https://github.com/nodemailer/nodemailer/issues/920",
    "https://github.com/thunderbird/autoconfig",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "low", afterActivation: "high", errors: "high" },
};
