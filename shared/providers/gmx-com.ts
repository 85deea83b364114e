// GMX of gmx.com, the international sister of gmx.net: after activation its servers want an application-specific
// password, and POP3/IMAP access is a switch of its own.
import type { Provider } from "./provider.ts";
import { unitedInternetAnswers } from "./shared-answers.ts";

const domains = `
  gmx.ca gmx.cn gmx.co.in gmx.co.uk gmx.com gmx.com.br gmx.com.my gmx.com.tr gmx.es gmx.fr gmx.hk gmx.ie
  gmx.it gmx.li gmx.ph gmx.pt gmx.ru gmx.se gmx.sg gmx.tm gmx.tw gmx.us
`;

export const gmxCom: Provider = {
  id: "gmx-com",
  name: "GMX (gmx.com)",
  kind: "service",
  domains: domains.trim().split(/\s+/),
  exchangers: [],
  // Derived from the addresses of its pages.
  pageDomains: ["gmx.com"],
  // A national site that its product page was read on.
  helpDomains: ["gmx.co.uk"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "imap.gmx.com", port: 993, security: "tls", userName: "address" },
    smtp: { host: "mail.gmx.com", port: 465, security: "tls", userName: "address" },
    pop3: { host: "pop.gmx.com", port: 995, security: "tls", userName: "address" },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp"],
    settingsUrl: "https://account.gmx.com",
    helpUrl: "https://support.gmx.com/security/2fa/setup-twofactor.html",
    menuPath: ["My Account", "Security Options", "Two-factor authentication"],
    steps: [
      { text: "Log in and open My Account." },
      { text: "Open Security Options, then Two-factor authentication." },
      { text: "Click Activate two-factor authentication (some pages call it Enable)." },
      { text: "Confirm your mobile number with the code that comes by text message." },
      { text: "Set up the authentication app with the QR code.", asks: "qr-code" },
      { text: "Enter the 6-digit security code that the app shows.", asks: "digits" },
      { text: "Save the secret key.", asks: "emergency-key" },
      { text: "Finish the setup.", switchesOn: true },
    ],
    needs: ["password", "mobile-phone", "authentication-app"],
    artefacts: [
      {
        kind: "emergency-key",
        singleUse: true,
        count: 1,
        purpose:
          "Entered when the password is recovered, it switches two-factor authentication off. Without it and without the app there may be no way back in.",
      },
    ],
    otpauth: { issuer: "GMX", digits: 6, period: 30 },
    oneDevice: false,
  },
  afterActivation: {
    effect: "sign-in-again",
    summary:
      "Mail programs need an application-specific password, which can be made during the activation or later. POP3/IMAP access is switched on separately.",
    imapSwitch: {
      required: true,
      name: "Enable access to this account via POP3 and IMAP",
      menuPath: ["Home", "Email Settings", "POP3 & IMAP"],
      steps: [
        "Open the e-mail settings on the web site and click POP3 & IMAP. The site for phones does not show the switch.",
        "Tick Enable access to this account via POP3 and IMAP, and save.",
      ],
      url: "https://support.gmx.com/pop-imap/toggle.html",
    },
    appPassword: {
      required: true,
      onlyAfterActivation: true,
      name: "application-specific password",
      menuPath: ["My Account", "Security Options", "Application-specific password"],
      steps: [
        "Open My Account, then Security Options.",
        "Open Application-specific password and make a new one.",
        "Copy the password at once.",
      ],
      url: "https://support.gmx.com/security/2fa/setup-twofactor.html",
    },
  },
  errors: [
    // Seen while the protocols were switched off; no other words are known for a wrong password.
    ...unitedInternetAnswers,
  ],
  bareRefusal: "wrong_password_or_imap_disabled",
  links: {
    webLogin: "https://www.gmx.com/",
    security: "https://account.gmx.com",
    help: "https://support.gmx.com/security/2fa/setup-twofactor.html",
    appPassword: "https://support.gmx.com/security/2fa/setup-twofactor.html",
    imapSwitch: "https://support.gmx.com/pop-imap/toggle.html",
  },
  doubts: [
    "POP3/IMAP access may be switched off again after long disuse.",
    "The shape of the secret key was not read; at sister sites it has 20 characters.",
    "The shape of application-specific passwords is not known.",
  ],
  sources: [
    "https://www.gmx.com/security/2fa/",
    "https://www.gmx.co.uk/security/2fa/",
    "https://products.navigator-bs.gmx.com/security/2fa",
    "https://support.gmx.com/security/2fa/lost-app-access.html",
    "https://github.com/chatmail/provider-db/pull/264",
    "https://github.com/jens-maus/yam/issues/638",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "medium", afterActivation: "high", errors: "low" },
};
