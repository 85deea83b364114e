// Fastmail: programs use an app password from the first day, so switching two-step verification on changes nothing for
// one that has it.
import type { Provider } from "./provider.ts";

const domains = `
  123mail.org 150mail.com 150ml.com 16mail.com 2-mail.com 4email.net 50mail.com airpost.net allmail.net
  bestmail.us cluemail.com elitemail.org emailcorner.net emailengine.net emailengine.org emailgroups.net
  emailplus.org emailuser.net eml.cc f-m.fm fast-email.com fast-mail.org fastem.com fastemail.us
  fastemailer.com fastest.cc fastimap.com fastmail.cn fastmail.co.uk fastmail.com fastmail.com.au
  fastmail.de fastmail.es fastmail.fm fastmail.fr fastmail.im fastmail.in fastmail.jp fastmail.mx
  fastmail.net fastmail.nl fastmail.org fastmail.se fastmail.to fastmail.tw fastmail.uk fastmail.us
  fastmailbox.net fastmessaging.com fea.st fmail.co.uk fmailbox.com fmgirl.com fmguy.com ftml.net
  h-mail.us hailmail.net imap-mail.com imap.cc imapmail.org inoutbox.com internet-e-mail.com
  internet-mail.org internetemails.net internetmailing.net jetemail.net justemail.net letterboxes.org
  mail-central.com mail-page.com mailandftp.com mailas.com mailbolt.com mailc.net mailcan.com
  mailforce.net mailftp.com mailhaven.com mailingaddress.org mailite.com mailmight.com mailnew.com
  mailsent.net mailservice.ms mailup.net mailworks.org messagingengine.com ml1.net mm.st myfastmail.com
  mymacmail.com nospammail.net ownmail.net petml.com postinbox.com postpro.net proinbox.com promessage.com
  realemail.net reallyfast.biz reallyfast.info rushpost.com sent.as sent.at sent.com speedpost.net
  speedymail.org ssl-mail.com swift-mail.com the-fastest.net the-quickest.com theinternetemail.com
  veryfast.biz veryspeedy.net warpmail.net xsmail.com yepmail.net your-mail.com
`;

export const fastmail: Provider = {
  id: "fastmail",
  name: "Fastmail",
  kind: "service",
  domains: domains.trim().split(/\s+/),
  exchangers: ["messagingengine.com"],
  // Derived from its name; its help is on a domain of its own.
  pageDomains: ["fastmail.com"],
  helpDomains: ["fastmail.help"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "imap.fastmail.com", port: 993, security: "tls", userName: "address" },
    smtp: { host: "smtp.fastmail.com", port: 465, security: "tls", userName: "address" },
    pop3: { host: "pop.fastmail.com", port: 995, security: "tls", userName: "address" },
  },
  oauth: {
    required: false,
    authorizeUrl: "https://api.fastmail.com/oauth/authorize",
    tokenUrl: "https://api.fastmail.com/oauth/refresh",
    issuer: "https://api.fastmail.com",
    scopes: [
      "https://www.fastmail.com/dev/protocol-imap",
      "https://www.fastmail.com/dev/protocol-smtp",
      "offline_access",
    ],
    registration: {
      page: "https://www.fastmail.com/for-developers/oauth/",
      steps: [
        "Fastmail registers programs by hand: write to its developers as the page says.",
        "Name the redirect address and both scopes, for IMAP and for SMTP.",
        "They answer with a client ID. There is no secret.",
      ],
      secret: "none",
      doubt: "An app password works without it.",
    },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp", "security-key", "sms"],
    helpUrl: "https://fastmail.help/hc/en-us/articles/360058752374-Using-two-step-verification-2FA",
    menuPath: [
      "Settings",
      "Privacy & Security",
      "Password & Two-step verification",
      "Manage two-step verification",
    ],
    steps: [
      { text: "Open Settings, then Privacy & Security." },
      { text: "The first time: add a recovery phone to the account." },
      { text: "Under Password & Two-step verification click Manage two-step verification." },
      { text: "Click Add verification device." },
      { text: "In Verify it’s you enter the password and click Continue." },
      { text: "Choose Authenticator app (TOTP) and scan the code.", asks: "qr-code" },
      { text: "Enter the code that the app shows.", asks: "digits", switchesOn: true },
    ],
    needs: ["password", "mobile-phone", "authentication-app"],
    artefacts: [
      {
        kind: "recovery-phone",
        singleUse: false,
        count: 1,
        purpose: "A recovery phone must be in the account before the first device is added.",
      },
    ],
    otpauth: { issuer: "Fastmail" },
    oneDevice: false,
  },
  afterActivation: {
    effect: "unchanged",
    summary:
      "IMAP, POP3 and SMTP always use an app password, with two-step verification or without it: a program that has one goes on working.",
    appPassword: {
      required: true,
      always: true,
      shape: "[0-9A-Za-z]( ?[0-9A-Za-z]){15}",
      cosmetic: "blanks",
      name: "app password",
      menuPath: ["Settings", "Privacy & Security", "Manage app passwords and access", "New app password"],
      steps: [
        "Open Settings, then Privacy & Security, then Manage app passwords and access.",
        "Click New app password and choose a name, for example Gatepost.",
        "Set Access to Mail (IMAP/POP/SMTP).",
        "Click Generate password and copy it.",
      ],
      url: "https://www.fastmail.help/hc/en-us/articles/360058752854-App-passwords",
    },
  },
  errors: [
    {
      pattern: "incorrect username, password or access token",
      cause: "wrong_password_or_app_password_required",
      confidence: "certain",
      alternatives: ["app_password_required", "wrong_password"],
    },
  ],
  bareRefusal: "wrong_password_or_app_password_required",
  links: {
    webLogin: "https://www.fastmail.com/",
    security: "https://fastmail.help/hc/en-us/articles/360058752374-Using-two-step-verification-2FA",
    help: "https://fastmail.help/hc/en-us/articles/360058752374-Using-two-step-verification-2FA",
    appPassword: "https://www.fastmail.help/hc/en-us/articles/360058752854-App-passwords",
  },
  doubts: [
    "The user name is the address that the account signs in with, not an alias.",
    "There is a recovery code as well; it was not described in what was read.",
    "How the 16 characters of an app password are grouped was not stated.",
  ],
  sources: [
    "https://www.fastmail.com/for-developers/oauth/",
    "https://fastmail.help/hc/en-us/articles/360058752374-Using-two-step-verification-2FA",
    "https://www.fastmail.help/hc/en-us/articles/360058752854-App-passwords",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "medium", afterActivation: "high", errors: "high" },
};
