// Gmail and Google Workspace: with two-step verification on, programs need an app password or sign in with OAuth2.
import type { Provider } from "./provider.ts";

export const gmail: Provider = {
  id: "gmail",
  name: "Gmail / Google Workspace",
  kind: "service",
  domains: ["gmail.com", "googlemail.com"],
  // Domains of one's own at Google Workspace.
  exchangers: ["google.com"],
  // Derived from the addresses of its pages.
  pageDomains: ["google.com"],
  helpDomains: ["safety.google"],
  refusesEmbedding: true,
  servers: {
    imap: { host: "imap.gmail.com", port: 993, security: "tls", userName: "address" },
    smtp: { host: "smtp.gmail.com", port: 465, security: "tls", userName: "address" },
    pop3: { host: "pop.gmail.com", port: 995, security: "tls", userName: "address" },
  },
  oauth: {
    required: false,
    authorizeUrl: "https://accounts.google.com/o/oauth2/v2/auth",
    tokenUrl: "https://oauth2.googleapis.com/token",
    scopes: ["https://mail.google.com/"],
    issuer: "https://accounts.google.com",
    // Without these a permission ends after an hour, and is given once only.
    parameters: { access_type: "offline", prompt: "consent" },
    registration: {
      page: "https://console.cloud.google.com/auth/clients",
      steps: [
        "Make a project in the Google Cloud console and open Google Auth Platform.",
        "Under Branding name the program; under Audience choose External and add your own address as a test user.",
        "Under Data Access add the scope https://mail.google.com/.",
        "Under Clients make one of the type Desktop app, and copy its client ID and its client secret.",
        "Under Audience choose Publish app: as long as it is in Testing, a permission ends after seven days.",
      ],
      // Google hands one out for desktop programs too, and wants to be shown it.
      secret: "needed",
    },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp", "sms", "call", "push", "security-key"],
    settingsUrl: "https://myaccount.google.com/security",
    helpUrl: "https://safety.google/authentication/",
    menuPath: ["Google Account", "Security", "How you sign in to Google", "2-Step Verification"],
    steps: [
      { text: "Open your Google Account and select Security." },
      {
        text: "Under How you sign in to Google (older: Signing in to Google) select 2-Step Verification and follow the prompts.",
      },
      { text: "Choose Authenticator app and scan the QR code.", asks: "qr-code" },
      { text: "Enter the code that the app shows.", asks: "digits", switchesOn: true },
      {
        text: "On the 2-Step Verification page open Backup codes, make a set and keep it.",
        asks: "backup-codes",
      },
    ],
    needs: ["password", "authentication-app"],
    artefacts: [
      {
        kind: "backup-codes",
        singleUse: true,
        count: 10,
        shape: "\\d{8}",
        purpose:
          "Each backup code signs you in once when the app is not at hand. A new set makes the old one invalid.",
      },
    ],
    otpauth: { issuer: "Google" },
    oneDevice: false,
  },
  afterActivation: {
    effect: "sign-in-again",
    summary:
      "The account password no longer works for IMAP, POP3 and SMTP: an app password or OAuth2 is needed. Programs that already use OAuth2 go on working.",
    imapSwitch: {
      required: false,
      name: "IMAP access",
      menuPath: ["Settings", "See all settings", "Forwarding and POP/IMAP"],
      steps: [
        "Personal accounts always have IMAP on since January 2025.",
        "At a workplace or school an administrator can switch it off; only they can switch it on.",
      ],
      url: "https://mail.google.com/mail/#settings/fwdandpop",
    },
    appPassword: {
      required: true,
      onlyAfterActivation: true,
      shape: "[a-z]{4}( ?[a-z]{4}){3}",
      cosmetic: "blanks",
      name: "app password",
      menuPath: ["Google Account", "Security", "2-Step Verification", "App passwords"],
      steps: [
        "Switch 2-Step Verification on first.",
        "Open myaccount.google.com/apppasswords.",
        "Type a name, for example Gatepost, and select Create (older: Generate).",
        "Copy the 16 letters; then select Done.",
      ],
      url: "https://myaccount.google.com/apppasswords",
    },
  },
  errors: [
    {
      pattern: "application-specific password|InvalidSecondFactor",
      cause: "app_password_required",
      confidence: "certain",
    },
    {
      pattern: "WEBALERT|web login required|log ?in (via|with) your web browser|5\\.7\\.14",
      cause: "web_login_required",
      confidence: "certain",
    },
    {
      protocol: "imap",
      pattern: "IMAP access is disabled|not enabled for IMAP",
      cause: "imap_disabled",
      confidence: "likely",
    },
    {
      pattern: "too many simultaneous connections",
      cause: "too_many_connections",
      confidence: "certain",
    },
    { pattern: "exceeded command or bandwidth limits", cause: "throttled", confidence: "likely" },
    { protocol: "oauth", pattern: "invalid_grant", cause: "oauth_refresh_rejected", confidence: "possible" },
    // Google says it under ALERT of tokens only; passwords get AUTHENTICATIONFAILED.
    {
      protocol: "imap",
      pattern: "invalid credentials",
      code: "ALERT",
      cause: "oauth_token_rejected",
      confidence: "likely",
      alternatives: ["oauth_refresh_rejected", "wrong_password"],
    },
    {
      protocol: "imap",
      pattern: "invalid credentials",
      code: "AUTHENTICATIONFAILED",
      cause: "wrong_password",
      confidence: "likely",
      alternatives: ["app_password_required"],
    },
    // The reason of a refused token comes first, in a 334 reply, as a document with a status.
    {
      protocol: "smtp",
      pattern: '"status"\\s*:\\s*"?(400|401)',
      cause: "oauth_token_rejected",
      confidence: "likely",
      alternatives: ["oauth_refresh_rejected"],
    },
    {
      protocol: "smtp",
      pattern: "username and password not accepted|BadCredentials",
      cause: "wrong_password",
      confidence: "likely",
      alternatives: ["app_password_required"],
    },
  ],
  links: {
    webLogin: "https://mail.google.com/",
    security: "https://myaccount.google.com/security",
    help: "https://safety.google/authentication/",
    appPassword: "https://myaccount.google.com/apppasswords",
    imapSwitch: "https://mail.google.com/mail/#settings/fwdandpop",
  },
  doubts: [
    "App passwords are not offered where only security keys are set up, under Advanced Protection, or where an administrator forbids them.",
    "Codes are described as six to eight digits; algorithm and period are not stated.",
    "The help page does not say how many backup codes are in a set; ten is what is commonly seen.",
    "Accounts without 2-Step Verification can no longer use their password in programs at all.",
  ],
  sources: [
    "https://support.google.com/accounts/answer/1070457",
    "https://support.google.com/accounts/answer/185833",
    "https://support.google.com/a/answer/3726730",
    "https://github.com/warmbly/warmbly/pull/577",
    "https://github.com/andreiaugustin/gmail_extractor/issues/4",
    "https://github.com/bberkay/openmail/issues/1",
    "https://github.com/jekhokie/raspberry-noaa-v2/issues/125",
    "https://github.com/pmengal/MailSystem.NET/issues/17",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "medium", afterActivation: "high", errors: "high" },
};
