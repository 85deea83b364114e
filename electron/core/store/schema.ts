// The tables, as numbered migrations: one is only ever added at the end, none is changed after a release.
//
// [Note: message ids] A message's id is the second of its INTERNALDATE times 2^20, plus a number that makes it unique.
// Ids so run in order of arrival: lists and full-text search come newest first straight from an index, without sorting.
//
// [Note: pending overlay] `folder_id`, `seen` and `flagged` are what a person sees; `server_folder_id`, `server_seen`
// and `server_flagged` are what the server said last. They differ while rows of `actions` wait for the server.
//
// [Note: details later] The first sync asks for envelopes and flags alone and writes them down; the full-text index, the
// References and whether there are attachments follow when the list is complete. Mail that comes later has all at once.
const first = `
CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  address TEXT NOT NULL COLLATE NOCASE UNIQUE,
  provider_id TEXT,
  servers TEXT NOT NULL,
  pins TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  -- the refused login (JSON), kept over restarts: while it is there, nobody logs in by himself
  refused TEXT,
  -- why the account is paused, for example while two-factor authentication is being switched on
  paused TEXT
) STRICT;

CREATE TABLE folders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  parent_path TEXT,
  delimiter TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  selectable INTEGER NOT NULL,
  -- 64-bit numbers of the server, as decimal text
  uid_validity TEXT,
  highest_modseq TEXT,
  uid_next INTEGER,
  server_total INTEGER,
  -- 1 once every message of the server was here; until then the first sync goes on, newest first
  complete INTEGER NOT NULL DEFAULT 0,
  UNIQUE (account_id, path)
) STRICT;

CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  folder_id INTEGER NOT NULL REFERENCES folders(id) ON DELETE CASCADE,
  server_folder_id INTEGER NOT NULL REFERENCES folders(id) ON DELETE CASCADE,
  -- NULL while the server has moved it and not yet told its new UID, or after its folder got a new UIDVALIDITY
  uid INTEGER,
  message_id TEXT,
  in_reply_to TEXT,
  reference_ids TEXT,
  date INTEGER NOT NULL,
  size INTEGER NOT NULL,
  subject TEXT NOT NULL,
  from_name TEXT NOT NULL,
  from_address TEXT NOT NULL,
  to_list TEXT NOT NULL,
  cc_list TEXT NOT NULL,
  bcc_list TEXT NOT NULL,
  reply_to_list TEXT NOT NULL,
  seen INTEGER NOT NULL,
  flagged INTEGER NOT NULL,
  server_seen INTEGER NOT NULL,
  server_flagged INTEGER NOT NULL,
  -- marked \\Deleted on the server, for example by a program that expunges later
  server_deleted INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  -- deleted here and waiting for the server, or server_deleted: not shown
  hidden INTEGER NOT NULL DEFAULT 0,
  -- NULL: only its envelope was asked for so far ([Note: details later])
  has_attachments INTEGER,
  -- in the full-text index
  indexed INTEGER NOT NULL,
  snippet TEXT NOT NULL DEFAULT '',
  -- actions that wait for the server
  pending INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX messages_uid ON messages (server_folder_id, uid);
CREATE INDEX messages_list ON messages (folder_id, hidden, id, seen);
-- those whose place on the server is being looked for; empty nearly always, so that it costs a first sync nothing
CREATE INDEX messages_lost ON messages (server_folder_id, message_id) WHERE uid IS NULL;
CREATE INDEX messages_not_indexed ON messages (id) WHERE indexed = 0;
CREATE INDEX messages_without_details ON messages (server_folder_id, id) WHERE has_attachments IS NULL;

CREATE TABLE bodies (
  message_id INTEGER PRIMARY KEY REFERENCES messages(id) ON DELETE CASCADE,
  -- the message as the server gave it; NULL if it was too large and only its text was fetched
  source BLOB,
  -- what mime.ts made of it (JSON)
  parsed TEXT NOT NULL
) STRICT;

-- Contentless: the text stands in messages and bodies, and a row can be deleted without knowing its old text.
CREATE VIRTUAL TABLE search USING fts5 (
  subject, sender, recipients, body,
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE TRIGGER messages_unindex AFTER DELETE ON messages BEGIN
  DELETE FROM search WHERE rowid = old.id;
END;

CREATE TABLE actions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  -- seen, unseen, flagged, unflagged, answered, move, expunge
  kind TEXT NOT NULL,
  message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
  -- where the message was shown before, for taking back
  folder_id INTEGER NOT NULL,
  target_folder_id INTEGER,
  payload TEXT,
  -- waiting, running: a command may have reached the server; what it did is looked up before it is repeated
  state TEXT NOT NULL DEFAULT 'waiting',
  -- all actions of one click share it
  undo_token TEXT,
  created_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  error TEXT
) STRICT;
CREATE INDEX actions_order ON actions (account_id, id);
CREATE INDEX actions_message ON actions (message_id);

CREATE TABLE drafts (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  mode TEXT NOT NULL,
  to_text TEXT NOT NULL,
  cc_text TEXT NOT NULL,
  bcc_text TEXT NOT NULL,
  subject TEXT NOT NULL,
  body_text TEXT NOT NULL,
  in_reply_to TEXT,
  reference_ids TEXT,
  source_message_id INTEGER,
  -- fixed when the draft is made, the same on the server and when it is sent
  message_id_header TEXT NOT NULL,
  server_folder_id INTEGER,
  server_uid INTEGER,
  saved_at INTEGER NOT NULL,
  -- changed since it was last written to the server
  dirty INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE draft_attachments (
  id TEXT PRIMARY KEY,
  draft_id TEXT NOT NULL REFERENCES drafts(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  size INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE INDEX draft_attachments_draft ON draft_attachments (draft_id, position);

CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  message_id_header TEXT NOT NULL,
  subject TEXT NOT NULL,
  -- JSON: { from, to: [] }
  envelope TEXT NOT NULL,
  -- SECURITY: without Bcc; this goes to SMTP
  mime BLOB NOT NULL,
  -- with Bcc; this goes into the Sent folder
  sent_copy BLOB NOT NULL,
  state TEXT NOT NULL,
  undo_until INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER,
  -- the whole text was given to the server before the line broke: it may have been sent
  body_handed_over INTEGER NOT NULL DEFAULT 0,
  copy_filed INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  created_at INTEGER NOT NULL,
  -- the draft it was made of (JSON), for taking back
  draft TEXT NOT NULL
) STRICT;

CREATE TABLE outbox_attachments (
  id TEXT PRIMARY KEY,
  outbox_id TEXT NOT NULL REFERENCES outbox(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  size INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE records (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT;
`;

const oauth = `
-- NULL: the account signs in with a password; else to whom its refresh token was given, and by whom (JSON)
ALTER TABLE accounts ADD COLUMN oauth TEXT;
`;

/** Statement texts; `user_version` counts those that were run. */
export const migrations: readonly string[] = [first, oauth];
