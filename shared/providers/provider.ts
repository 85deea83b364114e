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

/** What a person must keep to get back in: named as the provider names it, because each does something else. */
export const Artefact = z.object({
  kind: z.enum(["secret-key-pdf", "backup-codes", "recovery-phone"]),
  singleUse: z.boolean(),
  /** what it is for, and what is lost without it */
  purpose: z.string(),
});
export type Artefact = z.infer<typeof Artefact>;

export const ProviderTwoFactor = z.object({
  methods: z.array(z.enum(["totp", "sms", "push", "security-key"])).min(1),
  helpUrl: HttpsAddress,
  menuPath: z.array(z.string()).min(1),
  /** in the provider's own words and order */
  steps: z.array(z.string()).min(1),
  /** what to have at hand before beginning */
  needs: z.array(z.enum(["password", "mobile-phone", "authentication-app", "printer"])),
  artefacts: z.array(Artefact).min(1),
  /** the entry as an authenticator shows it; what is not stated anywhere is left out */
  otpauth: z.object({
    issuer: z.string(),
    digits: z.number().int().optional(),
    period: z.number().int().optional(),
  }),
  /** only one device can hold the secret at a time */
  oneDevice: z.boolean(),
});
export type ProviderTwoFactor = z.infer<typeof ProviderTwoFactor>;

export const AppPassword = z.object({
  required: z.boolean(),
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
  effect: z.enum(["unchanged", "sign-in-again", "oauth-only", "bridge-only", "unknown"]),
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

export const ProviderLinks = z.object({
  webLogin: HttpsAddress,
  security: HttpsAddress,
  help: HttpsAddress,
  appPassword: HttpsAddress.optional(),
  imapSwitch: HttpsAddress.optional(),
});

export const Provider = z.object({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: z.string().min(1),
  domains: z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)).min(1),
  servers: z.object({
    imap: ProviderServer,
    smtp: ProviderServer,
    pop3: ProviderServer.optional(),
  }),
  twoFactor: ProviderTwoFactor,
  afterActivation: AfterActivation,
  errors: z.array(ProviderError),
  links: ProviderLinks,
  /** the server puts a copy of a sent message into Sent by itself; left out where nobody has said so */
  filesSentItself: z.boolean().optional(),
  /** what is doubtful, in a sentence */
  doubts: z.array(z.string()),
  sources: z.array(HttpsAddress).min(1),
  /** ISO date on which the facts were last compared with the sources */
  checked: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  confidence: z.object({ servers: Confidence, twoFactor: Confidence, afterActivation: Confidence }),
});
export type Provider = z.infer<typeof Provider>;
