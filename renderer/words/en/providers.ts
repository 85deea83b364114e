// Words of what is known of mail providers: second factor, mail programs, servers, and how sure it is.
const date = (iso: string) => new Date(`${iso}T12:00:00`).toLocaleDateString([], { dateStyle: "long" });
const minutes = (count: number) => (count % 60 === 0 ? `${count / 60} hours` : `${count} minutes`);

export const providers = {
  allTitle: "Providers that Gatepost knows",
  allLead: "What their own pages say about two-factor authentication and about mail programs.",
  search: "Search providers",
  searchHint: "A name, or an email address.",
  list: "Known providers",
  found: (count: number) => (count === 1 ? "1 provider" : `${count} providers`),
  noneFound: "Gatepost knows no provider of this name.",
  about: (name: string) => `What Gatepost knows about ${name}`,
  aboutOf: (name: string | undefined, address: string) =>
    name === undefined ? `The general way for ${address}` : `What Gatepost knows about ${name}`,
  generalWay: "The general way",
  other: "Self-hosted, or another provider",
  unknown: "We do not know this for your provider",
  unknownText:
    "Nothing is guessed: no server, no address of a page. The way is much the same everywhere, so this usually helps.",
  unknownSteps: [
    "Sign in on your provider’s web pages and open the settings of your account, often called Security or Login.",
    "Look for two-factor authentication, also called two-step verification or 2FA, and choose an authenticator app.",
    "Scan the QR code under Authenticator, or copy the key that stands beside it.",
    "Keep what you are given to get back in (backup codes, a secret key) before you switch it on.",
    "Type the code that Gatepost shows, and finish.",
    "If mail is refused afterwards: look for app passwords and for access by IMAP in the same settings. If neither exists, the password usually stays as it was.",
  ],
  unknownAsk: "Not sure? Whoever runs your mail can tell: ask about app passwords and about IMAP and SMTP.",
  checked: (iso: string) =>
    `Checked on ${date(iso)} against public pages; nothing was tried with an account.`,
  sure: "How sure we are",
  confidence: { high: "sure", medium: "fairly sure", low: "not sure" },

  twoFactor: "Two-factor authentication",
  offered: {
    totp: "An authenticator app can be the second factor.",
    other: "There is a second factor, but not the usual six digits of an authenticator app.",
    none: "It is not offered for mail.",
    unknown: "We do not know whether it is offered for the mailbox.",
  },
  methods: "Methods",
  method: {
    totp: "authenticator app",
    sms: "text message",
    call: "phone call",
    email: "email",
    push: "question on another device",
    "security-key": "security key",
    "own-app": "the provider’s own app",
  },
  where: "Where it is",
  needed: "What you need",
  need: {
    password: "password",
    "mobile-phone": "mobile phone",
    "authentication-app": "authenticator app (Gatepost is one)",
    printer: "printer",
    "second-address": "second email address",
    "own-app": "the provider’s own app",
  },
  steps: "Step by step",
  stepsGeneral: "The provider’s own steps are not known to us; this is the general way.",
  oneDevice: "Only one device can hold the code at a time.",
  keep: "What you keep to get back in",
  artefact: {
    "secret-key-pdf": "Secret key (PDF)",
    "emergency-key": "Emergency key",
    "backup-codes": "Backup codes",
    "recovery-phone": "Phone number",
    "recovery-email": "Second email address",
  },
  count: (count: number | undefined) => (count === undefined || count === 1 ? "" : ` (${count})`),
  nothingKept: "We do not know of anything.",

  programs: "Mail programs afterwards",
  effect: {
    unchanged: "Nothing changes for mail programs.",
    "sign-in-again": "Mail programs must sign in again.",
    "oauth-only": "Mail programs sign in with OAuth2 in the browser; passwords are refused.",
    "bridge-only": "Mail programs go through an app of the provider on this computer.",
    "not-offered": "Nothing happens: there is no second factor for mail.",
    unknown: "We do not know what happens to mail programs.",
  },
  appPassword: "App password",
  appPasswordNamed: (name: string) => `The provider calls it “${name}”.`,
  appPasswordWhen: {
    always: "Mail programs always need one, with two-factor authentication or without it.",
    required: "Mail programs need one once two-factor authentication is on.",
    optional: "One can be made, but none is needed.",
  },
  onlyAfter: "It can be made only after two-factor authentication is on.",
  revokedBy: {
    "two-factor-change":
      "Switching two-factor authentication on or off makes all earlier ones invalid: make one afterwards.",
    "password-change": "Changing the main password makes all of them invalid.",
  },
  worksAfter: (count: number) => `A new one may be refused for up to ${minutes(count)} before it works.`,
  cosmetic: {
    blanks: "It is shown with blanks that are not part of it.",
    hyphens: "It is shown with hyphens that are not part of it.",
    none: "It is taken exactly as it is shown.",
  },
  imapSwitch: "Access by mail programs",
  imapSwitchRequired: "It must be switched on.",
  imapSwitchNamed: (name: string) => `Look for “${name}”.`,
  oauth: "OAuth2 is offered too: a program signs in through the browser and never sees the password.",

  servers: "Servers",
  serversOf: (domains: readonly string[]) => `For ${domains.join(", ")}`,
  serversOwn: "For a domain of your own",
  noServers: "Whoever runs it names the servers.",
  protocol: { imap: "IMAP", smtp: "SMTP", pop3: "POP3" },
  columns: {
    protocol: "Protocol",
    server: "Server",
    port: "Port",
    security: "Encryption",
    user: "User name",
  },
  security: { tls: "TLS", starttls: "STARTTLS" },
  userName: { address: "whole address", "local-part": "the part before the @" },

  doubts: "What is doubtful",
  sources: "Where this is from",
  source: (address: string) => `Open ${address}`,
  open: {
    "two-factor": (host: string) => `Open the page for it (${host})`,
    "two-factor-help": (host: string) => `Open its help page (${host})`,
    "web-login": (host: string) => `Log in on the web (${host})`,
    "app-password": (host: string) => `Open the page for app passwords (${host})`,
    "imap-switch": (host: string) => `Open the page for access (${host})`,
  },

  note: {
    always: (name: string, password: string) =>
      `${name}: mail programs need its “${password}”, not the password of the web site.`,
    required: (name: string) =>
      `${name}: with two-factor authentication on, mail programs need an app password here.`,
    oauth: (name: string) =>
      `${name}: its servers take no passwords, only a sign-in in the browser (OAuth2).`,
    bridge: (name: string) =>
      `${name}: mail programs go through the provider’s own app on this computer. Type the password that it shows.`,
    plain: (name: string) => `${name}: mail programs use the password of the mailbox.`,
    unknown: (name: string) => `${name}: its servers are known.`,
  },
  unknownNote: "Gatepost does not know this provider.",
};
