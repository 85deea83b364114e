// What is known of a mail provider: servers, two-factor authentication in the provider's own words, what happens to
// mail programs afterwards, and how its servers refuse a login. Data only: no behaviour hangs on a provider's name.
import { z } from "zod";
import { Cause } from "./cause.ts";

const HttpsAddress = z.string().regex(/^https:\/\/[^\s]+$/);
const Confidence = z.enum(["high", "medium", "low"]);

/** What the provider takes as user name: the whole address, or the part before the @. */
export const UserNameRule = z.enum(["address", "local-part"]);
export type UserNameRule = z.infer<typeof UserNameRule>;

export const ProviderServer = z.object({
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65535),
  security: z.enum(["tls", "starttls"]),
  userName: UserNameRule,
});
export type ProviderServer = z.infer<typeof ProviderServer>;

/** A domain without anything before it: the part that belongs to the provider. */
const Domain = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);

/** What a person must keep to get back in: named as the provider names it, because each does something else. */
export const Artefact = z.object({
  kind: z.enum(["secret-key-pdf", "emergency-key", "backup-codes", "recovery-phone", "recovery-email"]),
  singleUse: z.boolean(),
  /** what it is for, and what is lost without it */
  purpose: z.string(),
  /** how many there are in a set, if it is known */
  count: z.number().int().positive().optional(),
  /** source of a regular expression that one of them matches as a whole, without its blanks, if its shape is known */
  shape: z.string().optional(),
});
export type Artefact = z.infer<typeof Artefact>;

/**
 * One step on the provider's own pages, in its words. `asks` is what Gatepost can do in it: read or take the QR code,
 * give the six digits, keep backup codes, keep the emergency key (as text or as a PDF). All other steps are read and
 * ticked off.
 */
export const ProviderStep = z.object({
  text: z.string().min(1),
  asks: z.enum(["qr-code", "digits", "backup-codes", "emergency-key", "secret-key-pdf"]).optional(),
  /** after this step two-factor authentication is on */
  switchesOn: z.boolean().optional(),
});
export type ProviderStep = z.infer<typeof ProviderStep>;

export const ProviderTwoFactor = z.object({
  /** totp: any authenticator app · other: a second factor, but not this one · none: not offered · unknown */
  offered: z.enum(["totp", "other", "none", "unknown"]),
  methods: z.array(z.enum(["totp", "sms", "call", "email", "push", "security-key", "own-app"])),
  helpUrl: HttpsAddress.optional(),
  /** the page on which it is switched on */
  settingsUrl: HttpsAddress.optional(),
  menuPath: z.array(z.string()),
  /** in the provider's own words and order; there are some wherever `offered` is totp */
  steps: z.array(ProviderStep),
  /** the steps are the way it goes everywhere, because the provider's own are not known */
  generalWay: z.boolean().optional(),
  /** what to have at hand before beginning */
  needs: z.array(
    z.enum(["password", "mobile-phone", "authentication-app", "printer", "second-address", "own-app"]),
  ),
  artefacts: z.array(Artefact),
  /** the entry as an authenticator shows it; what is not stated anywhere is left out */
  otpauth: z
    .object({
      issuer: z.string(),
      algorithm: z.enum(["SHA1", "SHA256", "SHA512"]).optional(),
      digits: z.number().int().optional(),
      period: z.number().int().optional(),
    })
    .optional(),
  /** only one device can hold the secret at a time */
  oneDevice: z.boolean(),
  /** QR codes of its pages that no authenticator app can use, and what to choose instead, in a sentence */
  unusableCode: z.string().optional(),
});
export type ProviderTwoFactor = z.infer<typeof ProviderTwoFactor>;

export const AppPassword = z.object({
  /** with two-factor authentication on */
  required: z.boolean(),
  /** also without it */
  always: z.boolean().optional(),
  /** can be made only once two-factor authentication is on */
  onlyAfterActivation: z.boolean().optional(),
  /** what makes those that were made before invalid */
  revokedBy: z.array(z.enum(["two-factor-change", "password-change"])).optional(),
  /** how it is shown (`shape`: source of a regular expression), and which of its characters are only for the eye */
  shape: z.string().optional(),
  cosmetic: z.enum(["blanks", "hyphens", "none"]).optional(),
  /** it may not work at once: the longest time that the provider names, in minutes */
  worksAfterMinutes: z.number().int().positive().optional(),
  /** the provider's own word for it */
  name: z.string(),
  menuPath: z.array(z.string()),
  steps: z.array(z.string()),
  url: HttpsAddress.optional(),
});
export type AppPassword = z.infer<typeof AppPassword>;

export const ImapSwitch = z.object({
  required: z.boolean(),
  name: z.string(),
  menuPath: z.array(z.string()),
  steps: z.array(z.string()),
  url: HttpsAddress.optional(),
});
export type ImapSwitch = z.infer<typeof ImapSwitch>;

/** What happens to mail programs once two-factor authentication is on. */
export const AfterActivation = z.object({
  effect: z.enum(["unchanged", "sign-in-again", "oauth-only", "bridge-only", "not-offered", "unknown"]),
  summary: z.string(),
  imapSwitch: ImapSwitch.optional(),
  appPassword: AppPassword.optional(),
});
export type AfterActivation = z.infer<typeof AfterActivation>;

/** A refusal of this provider's servers. `pattern` is the source of a regular expression, matched without case. */
export const ProviderError = z.object({
  protocol: z.enum(["imap", "smtp", "pop3", "oauth"]).optional(),
  pattern: z.string().min(1),
  /** IMAP response code or SMTP reply code that must be there too */
  code: z.string().optional(),
  cause: Cause,
  confidence: z.enum(["certain", "likely", "possible"]),
  /** further causes that the same text may have */
  alternatives: z.array(Cause).optional(),
});
export type ProviderError = z.infer<typeof ProviderError>;

/** What one mailbox is reached by. */
export const ServerSet = z.object({
  imap: ProviderServer,
  smtp: ProviderServer,
  pop3: ProviderServer.optional(),
});
export type ServerSet = z.infer<typeof ServerSet>;

/** Other servers for some of the addresses: of another data centre, or of domains of one's own. */
export const ProviderRegion = ServerSet.extend({
  /** address domains of this region; the others keep `servers` */
  domains: z.array(Domain),
  /** ends of names of mail exchangers, as in `Provider` */
  exchangers: z.array(Domain),
});
export type ProviderRegion = z.infer<typeof ProviderRegion>;

/** Signing in with a token (RFC 6749, 7636, 8252). Client ids are not data of a provider: they come by configuration. */
export const ProviderOauth = z.object({
  /** nothing else is accepted */
  required: z.boolean(),
  authorizeUrl: HttpsAddress,
  tokenUrl: HttpsAddress,
  scopes: z.array(z.string()).min(1),
  /** what the server calls itself in its answers (RFC 9207); without it the origin of `authorizeUrl` is expected */
  issuer: HttpsAddress.optional(),
  /** what else it wants to be asked with, for example to be given a permission that lasts */
  parameters: z.record(z.string(), z.string()).optional(),
  /** how one registers a program of one's own there */
  registration: z
    .object({
      page: HttpsAddress,
      /** in our words, with the names of its buttons in its own */
      steps: z.array(z.string()).min(1),
      /** whether a program on a computer is given a secret, and must show it */
      secret: z.enum(["needed", "optional", "none"]),
      /** why it may not work, in a sentence */
      doubt: z.string().optional(),
    })
    .optional(),
});
export type ProviderOauth = z.infer<typeof ProviderOauth>;

export const ProviderLinks = z.object({
  /** where one logs in; the front page of the provider's own domain where its pages name no other */
  webLogin: HttpsAddress.optional(),
  security: HttpsAddress.optional(),
  help: HttpsAddress.optional(),
  appPassword: HttpsAddress.optional(),
  imapSwitch: HttpsAddress.optional(),
});

export const Provider = z.object({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: z.string().min(1),
  /** service: somebody runs it for you · software: your own server, or one of many */
  kind: z.enum(["service", "software"]),
  /** of addresses; software has none */
  domains: z.array(Domain),
  /** ends of the names of mail exchangers that show a domain of one's own to be here, for example `google.com` */
  exchangers: z.array(Domain),
  /** domains of the provider's own web pages: the enrolment view shows these and no others */
  pageDomains: z.array(Domain),
  /** further domains of its help pages, which open in the user's own browser only */
  helpDomains: z.array(Domain).optional(),
  /** its sign-in page refuses to be shown inside another program: only the user's own browser will do */
  refusesEmbedding: z.boolean(),
  /** software has none */
  servers: ServerSet.optional(),
  regions: z.array(ProviderRegion).optional(),
  oauth: ProviderOauth.optional(),
  twoFactor: ProviderTwoFactor,
  afterActivation: AfterActivation,
  errors: z.array(ProviderError),
  /** what a refusal that gives no reason means here, if not a wrong password */
  bareRefusal: Cause.optional(),
  links: ProviderLinks,
  /** the server puts a copy of a sent message into Sent by itself; left out where nobody has said so */
  filesSentItself: z.boolean().optional(),
  /** what is doubtful, in a sentence */
  doubts: z.array(z.string()),
  sources: z.array(HttpsAddress),
  /** ISO date on which the facts were last compared with the sources */
  checked: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** how sure the facts are; left out where there are none */
  confidence: z.object({
    servers: Confidence.optional(),
    twoFactor: Confidence.optional(),
    afterActivation: Confidence.optional(),
    errors: Confidence.optional(),
  }),
});
export type Provider = z.infer<typeof Provider>;
