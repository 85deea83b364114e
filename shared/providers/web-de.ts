// WEB.DE: after activation programs need an application-specific password, and POP3/IMAP access may have to be
// switched on again. Its pages are in German, so names of buttons are too.
import type { Provider } from "./provider.ts";
import { unitedInternetAnswers } from "./shared-answers.ts";

const domains = `
  action.ms clever.ms cool.ms deutschland.ms email.de flirt.ms fussball.ms genial.ms hallo.ms ich.ms
  joker.ms kanzler.ms kuss.ms love.ms magic.ms okay.ms online.ms party.ms planet.ms pop.ms power.ms
  singles.ms smart.ms stars.ms techno.ms web.de wichtig.ms
`;

export const webDe: Provider = {
  id: "web-de",
  name: "WEB.DE",
  kind: "service",
  domains: domains.trim().split(/\s+/),
  exchangers: [],
  // Derived from the addresses of its pages.
  pageDomains: ["web.de"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "imap.web.de", port: 993, security: "tls", userName: "local-part" },
    smtp: { host: "smtp.web.de", port: 465, security: "tls", userName: "local-part" },
    pop3: { host: "pop3.web.de", port: 995, security: "tls", userName: "local-part" },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp"],
    helpUrl: "https://hilfe.web.de/sicherheit/2fa/einrichten.html",
    menuPath: ["Start", "Passwort/Konto", "Login & Sicherheit", "Zwei-Faktor-Authentifizierung"],
    steps: [
      { text: "Open Start, then Passwort/Konto (or the WEB.DE Kundencenter)." },
      { text: "On the left click Login & Sicherheit and scroll to the very bottom." },
      { text: "Click Zwei-Faktor-Authentifizierung aktivieren." },
      { text: "Click Jetzt Einrichtung starten and enter your password." },
      { text: "Confirm your mobile number with the code that comes by text message." },
      { text: "Scan the QR code with the authentication app.", asks: "qr-code" },
      { text: "Enter the 6-digit code.", asks: "digits" },
      { text: "Save the Geheimschlüssel of 20 characters.", asks: "emergency-key" },
      { text: "Finish the setup.", switchesOn: true },
    ],
    needs: ["password", "mobile-phone", "authentication-app"],
    artefacts: [
      {
        kind: "emergency-key",
        singleUse: true,
        count: 1,
        shape: "[0-9A-Za-z]{5}(-?[0-9A-Za-z]{5}){3}",
        purpose:
          "The Geheimschlüssel switches two-factor authentication off in an emergency. It can be sent by letter once your identity has been checked.",
      },
    ],
    otpauth: { issuer: "WEB.DE", digits: 6 },
    oneDevice: false,
  },
  afterActivation: {
    effect: "sign-in-again",
    summary:
      "POP3/IMAP access may have to be switched on again, and programs need an application-specific password.",
    imapSwitch: {
      required: true,
      name: "POP3- und IMAP-Zugriff erlauben",
      menuPath: ["Einstellungen", "POP3/IMAP Abruf"],
      steps: [
        "Open the Einstellungen of the mailbox and click POP3/IMAP Abruf.",
        "Tick POP3- und IMAP-Zugriff erlauben, and save.",
      ],
      url: "https://hilfe.web.de/pop-imap/einschalten.html",
    },
    appPassword: {
      required: true,
      name: "anwendungsspezifisches Passwort",
      menuPath: ["Kundencenter", "Login & Sicherheit", "Anwendungsspezifische Passwörter"],
      steps: [
        "Open the Kundencenter and click Login & Sicherheit.",
        "Click Anwendungsspezifische Passwörter and make a new one.",
        "Copy the password at once.",
      ],
      url: "https://hilfe.web.de/sicherheit/2fa/anwendungsspezifisches-passwort.html",
    },
  },
  errors: [...unitedInternetAnswers],
  bareRefusal: "wrong_password_or_imap_disabled",
  links: {
    webLogin: "https://web.de/",
    security: "https://hilfe.web.de/sicherheit/2fa/einrichten.html",
    help: "https://hilfe.web.de/sicherheit/2fa/einrichten.html",
    appPassword: "https://hilfe.web.de/sicherheit/2fa/anwendungsspezifisches-passwort.html",
    imapSwitch: "https://hilfe.web.de/pop-imap/einschalten.html",
  },
  doubts: [
    "A newer help page says that the setup now needs WEB.DE's own mail app on a smartphone: the way is changing.",
    "Whether the servers also take the whole address as user name was not checked.",
    "Where the dashes of the secret key are, if it has any, was not read.",
  ],
  sources: [
    "https://hilfe.web.de/sicherheit/2fa/einrichten.html",
    "https://hilfe-pre.web.de/sicherheit/2fa/einrichten.html",
    "https://newsroom.web.de/2019/06/26/web-de-startet-zwei-faktor-authentifizierung",
    "https://www.pcwelt.de/article/1533734/",
    "https://github.com/thunderbird/thunderbird-android/issues/5780",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "high", afterActivation: "high", errors: "medium" },
};
