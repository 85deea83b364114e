// T-Online (Telekom): programs always use a password of their own, so the second factor of the login does not touch
// them. Its pages are in German, so names of buttons are too.
import type { Provider } from "./provider.ts";

export const tOnline: Provider = {
  id: "t-online",
  name: "T-Online (Telekom)",
  kind: "service",
  domains: ["t-online.de", "magenta.de"],
  exchangers: [],
  // Derived from the addresses of its pages.
  pageDomains: ["t-online.de", "telekom.de"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "secureimap.t-online.de", port: 993, security: "tls", userName: "address" },
    smtp: { host: "securesmtp.t-online.de", port: 465, security: "tls", userName: "address" },
    pop3: { host: "securepop.t-online.de", port: 995, security: "tls", userName: "address" },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp", "sms"],
    helpUrl:
      "https://www.telekom.de/hilfe/vertrag-rechnung/telekom-login/mehr-faktor-authentifizierung-einrichten",
    menuPath: ["Kundencenter", "Login-Einstellungen", "Sicherheit", "Mehr-Faktor-Authentifizierung"],
    steps: [
      {
        text: "Log in with the Telekom Login, open the Login-Einstellungen in the Kundencenter, and there Sicherheit.",
      },
      { text: "Click Mehr-Faktor-Authentifizierung einrichten." },
      { text: "Choose the confirmation code by app and scan the QR code.", asks: "qr-code" },
      { text: "Enter the code.", asks: "digits" },
      { text: "Choose whether it is asked at each login or only for important actions." },
      { text: "Confirm the overview with Fortfahren.", switchesOn: true },
    ],
    needs: ["password", "mobile-phone", "authentication-app"],
    artefacts: [
      {
        kind: "recovery-phone",
        singleUse: false,
        purpose: "Text messages to this number stay the way in when the app is not at hand.",
      },
    ],
    otpauth: { issuer: "Telekom" },
    oneDevice: false,
  },
  afterActivation: {
    effect: "unchanged",
    summary:
      "Programs always use a separate E-Mail-Passwort, never the password of the Telekom Login: a second factor of the login does not touch it.",
    appPassword: {
      required: true,
      always: true,
      name: "Passwort für E-Mail-Programme",
      menuPath: ["E-Mail Center", "Einstellungen", "Passwörter", "Passwort für E-Mail-Programme ändern"],
      steps: [
        "Open the E-Mail Center, then Einstellungen (the cogwheel), then Passwörter.",
        "Choose Passwort für E-Mail-Programme ändern.",
        "Choose a password of your own, different from that of the Telekom Login.",
      ],
      url: "https://www.telekom.de/hilfe/apps-dienste/e-mail/programme/passwort-verwalten",
    },
  },
  // No answer of its servers is known word for word.
  errors: [],
  bareRefusal: "wrong_password_or_app_password_required",
  links: {
    webLogin: "https://www.t-online.de/",
    security:
      "https://www.telekom.de/hilfe/vertrag-rechnung/telekom-login/mehr-faktor-authentifizierung-einrichten",
    help: "https://www.telekom.de/hilfe/vertrag-rechnung/telekom-login/mehr-faktor-authentifizierung-einrichten",
    appPassword: "https://www.telekom.de/hilfe/apps-dienste/e-mail/programme/passwort-verwalten",
  },
  doubts: ["Text messages are said to be always required beside the app, as a way back in."],
  sources: [
    "https://backstage.telekom.de/hilfe/vertrag-rechnung/telekom-login/mehr-faktor-authentifizierung-einrichten",
    "https://www.telekom.de/hilfe/apps-dienste/e-mail/programme/passwort-verwalten",
    "https://github.com/postalsys/emailengine/pull/430",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "high", afterActivation: "high" },
};
