// iCloud Mail: Apple's second factor is its own and no authenticator app can hold it; programs always need an
// app-specific password, which only accounts with two-factor authentication can make.
import type { Provider } from "./provider.ts";

export const icloud: Provider = {
  id: "icloud",
  name: "iCloud Mail",
  kind: "service",
  domains: ["icloud.com", "me.com", "mac.com"],
  exchangers: ["icloud.com"],
  // Derived from the addresses of its pages.
  pageDomains: ["apple.com", "icloud.com"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "imap.mail.me.com", port: 993, security: "tls", userName: "local-part" },
    smtp: { host: "smtp.mail.me.com", port: 587, security: "starttls", userName: "address" },
  },
  twoFactor: {
    offered: "other",
    methods: ["push", "sms", "call", "security-key"],
    settingsUrl: "https://account.apple.com",
    helpUrl: "https://support.apple.com/en-us/HT204915",
    menuPath: ["Settings", "[your name]", "Sign-In & Security", "Turn On Two-Factor Authentication"],
    steps: [
      { text: "On an Apple device open Settings and tap your name." },
      { text: "Tap Sign-In & Security (older: Password & Security)." },
      {
        text: "Tap Turn On Two-Factor Authentication and confirm a trusted phone number.",
        switchesOn: true,
      },
    ],
    needs: ["password", "mobile-phone"],
    artefacts: [
      {
        kind: "recovery-phone",
        singleUse: false,
        purpose: "Codes go to trusted devices and phone numbers. Security keys need at least two of them.",
      },
    ],
    oneDevice: false,
    unusableCode:
      "Apple's second factor comes to its own devices and phone numbers; there is no QR code for an authenticator app.",
  },
  afterActivation: {
    effect: "sign-in-again",
    summary:
      "Programs that are not Apple's always need an app-specific password. It can be made once two-factor authentication is on.",
    appPassword: {
      required: true,
      always: true,
      onlyAfterActivation: true,
      revokedBy: ["password-change"],
      shape: "[a-z]{4}(-[a-z]{4}){3}",
      cosmetic: "none",
      name: "app-specific password",
      menuPath: ["account.apple.com", "Sign-In and Security", "App-Specific Passwords"],
      steps: [
        "Open account.apple.com and sign in.",
        "Open Sign-In and Security, then App-Specific Passwords.",
        "Choose Generate an app-specific password (or +) and type a name, for example Gatepost.",
        "Copy the password with its hyphens.",
      ],
      url: "https://account.apple.com",
    },
  },
  errors: [
    {
      pattern: "authentication failed",
      cause: "wrong_password_or_app_password_required",
      confidence: "possible",
      alternatives: ["app_password_required", "wrong_password"],
    },
  ],
  bareRefusal: "wrong_password_or_app_password_required",
  links: {
    webLogin: "https://www.icloud.com/mail",
    security: "https://account.apple.com",
    help: "https://support.apple.com/en-us/HT204915",
    appPassword: "https://account.apple.com",
  },
  doubts: [
    "All app-specific passwords are revoked when the main password is changed or reset; up to 25 can be active.",
    "Domains of one's own sign in with the main iCloud address.",
    "The words of the steps are from older pages.",
    "The answer of the SMTP server was not seen live.",
  ],
  sources: [
    "https://support.apple.com/en-mt/HT204397",
    "https://support.apple.com/en-us/HT204915",
    "https://github.com/ElyaConrad/iCloud-API/issues/42",
    "https://github.com/lefcha/imapfilter/issues/125",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "high", afterActivation: "high", errors: "medium" },
};
