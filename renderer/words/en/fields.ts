// What the fields of forms and of otpauth links are called inside a sentence, and what can be wrong with them.

export const fieldNames: Readonly<Record<string, string>> = {
  address: "the email address",
  name: "the name",
  password: "the password",
  "servers.imap.host": "the IMAP server",
  "servers.imap.port": "the IMAP port",
  "servers.imap.userName": "the user name",
  "servers.smtp.host": "the SMTP server",
  "servers.smtp.port": "the SMTP port",
  "servers.smtp.userName": "the user name",
  issuer: "the issuer",
  account: "the account name",
  label: "the name of the code",
  secret: "the secret key",
  algorithm: "the algorithm",
  digits: "the number of digits",
  period: "the period",
  counter: "the counter",
  type: "the type",
  encoder: "the kind of its digits",
  pin: "the PIN",
  clientId: "the client ID",
  clientSecret: "the client secret",
};

/** What can be wrong with a field of an otpauth link; the core's words for it. */
export const fieldReasons: Readonly<Record<string, string>> = {
  missing: "is missing",
  twice: "is there twice, with different values",
  unknown: "has a value that Gatepost does not know",
  "not-a-number": "is not a whole number",
  "out-of-range": "is out of range",
  "secret-missing": "is missing",
  "secret-not-base32": "has characters other than A to Z and 2 to 7",
  "secret-not-hex": "has characters other than 0 to 9 and A to F, or an odd number of them",
  "secret-too-short": "is too short",
};
