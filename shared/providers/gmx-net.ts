// GMX of gmx.net (also .de, .at, .ch): after activation programs need an application-specific password and POP3/IMAP
// access must be switched on again. Its pages are in German, so names of buttons are too.
import type { Provider } from "./provider.ts";
import { unitedInternetAnswers } from "./shared-answers.ts";

export const gmxNet: Provider = {
  id: "gmx-net",
  name: "GMX (gmx.net, gmx.de, gmx.at, gmx.ch)",
  kind: "service",
  domains: [
    "gmx.net",
    "gmx.de",
    "gmx.at",
    "gmx.ch",
    "gmx.eu",
    "gmx.biz",
    "gmx.org",
    "gmx.info",
    "mein.gmx",
    "mail.gmx",
    "email.gmx",
  ],
  exchangers: [],
  // Derived from the addresses of its pages.
  pageDomains: ["gmx.net"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "imap.gmx.net", port: 993, security: "tls", userName: "address" },
    smtp: { host: "mail.gmx.net", port: 465, security: "tls", userName: "address" },
    pop3: { host: "pop.gmx.net", port: 995, security: "tls", userName: "address" },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp"],
    helpUrl: "https://hilfe.gmx.net/sicherheit/2fa/einrichten.html",
    menuPath: ["Start", "Mein Account", "Sicherheit", "Zwei-Faktor-Authentifizierung"],
    steps: [
      {
        text: "Check the postal address of your account: in an emergency new access data come by letter.",
      },
      {
        text: "Open Mein Account, then Sicherheit (in the newer pages: Account verwalten, then Login & Sicherheit).",
      },
      { text: "Click Zwei-Faktor-Authentifizierung aktivieren." },
      { text: "Confirm your mobile number with the code that comes by text message." },
      { text: "Scan the QR code with the authentication app.", asks: "qr-code" },
      { text: "Enter the 6-digit code.", asks: "digits" },
      { text: "Save the Geheimschlüssel (the secret key).", asks: "emergency-key" },
      { text: "Finish the setup.", switchesOn: true },
    ],
    needs: ["password", "mobile-phone", "authentication-app"],
    artefacts: [
      {
        kind: "emergency-key",
        singleUse: true,
        count: 1,
        purpose:
          "The Geheimschlüssel is for one use when the app is lost. If it is lost too, customer service can send new access data by letter to the stored postal address.",
      },
    ],
    otpauth: { issuer: "GMX", digits: 6 },
    oneDevice: false,
  },
  afterActivation: {
    effect: "sign-in-again",
    summary:
      "Programs that use POP3/IMAP must log in again with an application-specific password, and access must be switched on again in the e-mail settings.",
    imapSwitch: {
      required: true,
      name: "POP3- und IMAP-Zugriff erlauben",
      menuPath: ["E-Mail", "Einstellungen", "POP3/IMAP Abruf"],
      steps: [
        "Open E-Mail, then Einstellungen, then POP3/IMAP Abruf.",
        "Tick POP3- und IMAP-Zugriff erlauben, and save.",
      ],
      url: "https://hilfe.gmx.net/pop-imap/einschalten.html",
    },
    appPassword: {
      required: true,
      onlyAfterActivation: true,
      name: "anwendungsspezifisches Passwort",
      menuPath: ["Start", "Mein Account", "Sicherheit", "Anwendungsspezifische Passwörter"],
      steps: [
        "Open Mein Account.",
        "On the left click Sicherheit.",
        "Click Anwendungsspezifische Passwörter.",
        "Click Jetzt anwendungsspezifisches Passwort einrichten.",
        "Copy the password at once: it is shown only once.",
      ],
      url: "https://hilfe.gmx.net/sicherheit/2fa/anwendungsspezifisches-passwort.html",
    },
  },
  errors: [
    // Seen at the sister sites while the protocols were switched off.
    ...unitedInternetAnswers,
  ],
  bareRefusal: "wrong_password_or_imap_disabled",
  links: {
    webLogin: "https://www.gmx.net/",
    security: "https://hilfe.gmx.net/sicherheit/2fa/einrichten.html",
    help: "https://hilfe.gmx.net/sicherheit/2fa/index.html",
    appPassword: "https://hilfe.gmx.net/sicherheit/2fa/anwendungsspezifisches-passwort.html",
    imapSwitch: "https://hilfe.gmx.net/pop-imap/einschalten.html",
  },
  doubts: [
    "The steps are put together from overview pages; the page on setting it up was not read itself.",
    "POP3/IMAP access is switched off again after long disuse.",
    "Accounts are reported to be locked after heavy use; logging in on the web and setting a new password helps.",
  ],
  sources: [
    "https://hilfe.gmx.net/sicherheit/2fa/index.html",
    "https://hilfe.gmx.net/sicherheit/2fa/anwendungsspezifisches-passwort.html",
    "https://github.com/jens-maus/yam/issues/638",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "medium", afterActivation: "high", errors: "low" },
};
