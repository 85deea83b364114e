// The tables of the provider, and the views by which the mail servers ask who may log in. Passwords stand there as
// they are: this is a practice place, and the mail servers compare what was typed in SQL.

export const schema = `
CREATE TABLE IF NOT EXISTS users (
  address TEXT PRIMARY KEY,
  provider TEXT NOT NULL CHECK (provider IN ('mail-com', 'mailfence')),
  name TEXT NOT NULL,
  password TEXT NOT NULL,
  phone TEXT,
  two_factor INTEGER NOT NULL DEFAULT 0,
  since INTEGER,
  access INTEGER NOT NULL DEFAULT 1,
  totp_secret TEXT,
  totp_last_step INTEGER NOT NULL DEFAULT -1,
  secret_key TEXT,
  enrolment TEXT NOT NULL DEFAULT '{"step":"not-started"}',
  refusal TEXT
);
CREATE TABLE IF NOT EXISTS app_passwords (
  id TEXT PRIMARY KEY,
  address TEXT NOT NULL REFERENCES users(address) ON DELETE CASCADE,
  name TEXT NOT NULL,
  password TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER
);
CREATE TABLE IF NOT EXISTS backup_codes (
  address TEXT NOT NULL REFERENCES users(address) ON DELETE CASCADE,
  code TEXT NOT NULL,
  used INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (address, code)
);
CREATE TABLE IF NOT EXISTS sessions (
  token TEXT PRIMARY KEY,
  address TEXT NOT NULL REFERENCES users(address) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('api', 'web', 'half')),
  expires_at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS sms (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  text TEXT NOT NULL,
  code TEXT NOT NULL,
  address TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS tries (
  address TEXT NOT NULL,
  kind TEXT NOT NULL,
  wrong INTEGER NOT NULL,
  blocked_until INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (address, kind)
);
CREATE TABLE IF NOT EXISTS refusals (
  address TEXT NOT NULL,
  at INTEGER NOT NULL,
  channel TEXT NOT NULL,
  code TEXT NOT NULL
);
DROP VIEW IF EXISTS mail_users;
CREATE VIEW mail_users AS
  SELECT address AS user, password, access, provider = 'mail-com' AND two_factor AS app_password_only, refusal FROM users;
`;

/** What the mail servers say, without the IMAP response code. The operators' wishes in our own words. */
export const refusalTexts = {
  accessOff:
    "authentication failed - POP3/IMAP access is not enabled for this account, switch it on in the settings of your mailbox",
  appPassword:
    "authentication failed - two-factor authentication is active, an application-specific password is needed",
} as const;
