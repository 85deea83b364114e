// Posteo: two-factor authentication guards the web login only; mail programs keep their password. A separate
// protection of the mailbox shuts all programs out.
import type { Provider } from "./provider.ts";

const domains = `
  posteo.af posteo.at posteo.be posteo.ca posteo.ch posteo.cl posteo.co posteo.co.uk posteo.com
  posteo.com.br posteo.cr posteo.cz posteo.de posteo.dk posteo.ee posteo.es posteo.eu posteo.fi posteo.gl
  posteo.gr posteo.hn posteo.hr posteo.hu posteo.ie posteo.in posteo.is posteo.it posteo.jp posteo.la
  posteo.li posteo.lt posteo.lu posteo.me posteo.mx posteo.my posteo.net posteo.nl posteo.no posteo.nz
  posteo.org posteo.pe posteo.pl posteo.pm posteo.pt posteo.ro posteo.ru posteo.se posteo.sg posteo.si
  posteo.tn posteo.uk posteo.us
`;

export const posteo: Provider = {
  id: "posteo",
  name: "Posteo",
  kind: "service",
  domains: domains.trim().split(/\s+/),
  exchangers: [],
  // Derived from the addresses of its pages.
  pageDomains: ["posteo.de"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "posteo.de", port: 993, security: "tls", userName: "address" },
    smtp: { host: "posteo.de", port: 465, security: "tls", userName: "address" },
    pop3: { host: "posteo.de", port: 995, security: "tls", userName: "address" },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp", "security-key"],
    helpUrl: "https://posteo.de/en/help/what-is-two-factor-authentication-and-how-do-i-set-it-up",
    menuPath: ["Settings", "My account", "Password & security", "Two-factor authentication"],
    steps: [
      {
        text: "Open the Settings in the webmail, then My account, then Password & security (older: Change password).",
      },
      {
        text: "Under Two-factor authentication enter your password, confirm that an app is installed, and click Activate two-factor authentication.",
      },
      {
        text: "Scan the QR code, or type the key above it (Base32; choose SHA1 in the app).",
        asks: "qr-code",
      },
      {
        text: "Enter the one-time password and click Confirm activation.",
        asks: "digits",
        switchesOn: true,
      },
    ],
    needs: ["password", "authentication-app"],
    artefacts: [],
    otpauth: { issuer: "Posteo", algorithm: "SHA1", period: 30 },
    oneDevice: false,
  },
  afterActivation: {
    effect: "unchanged",
    summary:
      "Two-factor authentication protects the login in the browser only: IMAP, POP3 and SMTP go on with the same password.",
    imapSwitch: {
      required: false,
      name: "Additional email account protection",
      menuPath: [],
      steps: [
        "Additional email account protection is another option: while it is on, it blocks IMAP, POP3 and SMTP completely.",
        "Leave it off to use mail programs.",
      ],
      url: "https://posteo.de/en/help/activating-additional-email-account-protection",
    },
  },
  // No answer of its servers is known word for word.
  errors: [],
  links: {
    webLogin: "https://posteo.de/en",
    security: "https://posteo.de/en/help/what-is-two-factor-authentication-and-how-do-i-set-it-up",
    help: "https://posteo.de/en/help/what-is-two-factor-authentication-and-how-do-i-set-it-up",
    imapSwitch: "https://posteo.de/en/help/activating-additional-email-account-protection",
  },
  doubts: [
    "If programs are refused right after the account was secured, the additional protection is on, and the password is not wrong.",
    "What to keep for an emergency was not described in what was read.",
  ],
  sources: [
    "https://posteo.de/en/help/activating-additional-email-account-protection",
    "https://posteo.de/hilfe/zusaetzlichen-postfachschutz-aktivieren",
    "https://posteo.de/en/blog/new-two-factor-authentication-available",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "medium", afterActivation: "medium" },
};
