// Dovecot's configuration for one throw-away instance (Dovecot 2.3). Who may log in is asked of the provider's
// SQLite file at each login, so the file is the only truth.
import type { Layout, OauthLogins } from "./layout.ts";

/**
 * [Note: two passdbs] Dovecot drops the extra fields of a passdb that refused, but keeps those of an earlier one that
 * said "next". So the first only lays down the words of a refusal and never lets anybody in; the second decides. The
 * documented field for this, `nologin`, must not be used: Postfix takes Dovecot's "OK nologin" for a success.
 */
const matched = `(SELECT u.user, u.access, u.app_password_only, u.refusal, a.address IS NOT NULL AS app, \\
    (a.address IS NOT NULL OR u.password = '%w') AS known \\
  FROM mail_users u LEFT JOIN app_passwords a ON a.address = u.user AND a.password = '%w' \\
  WHERE u.user = '%u' LIMIT 1)`;

const sqlText = (text: string): string => `'${text.replaceAll("'", "''").replaceAll("%", "%%")}'`;

/** The words of a refusal: with the response code for IMAP, without for SMTP. */
export function wordsConfig(layout: Layout, texts: { accessOff: string; appPassword: string }): string {
  return `driver = sqlite
connect = ${layout.database}
password_query = \\
  SELECT user, NULL AS password, 'y' AS nopassword, 'y' AS noauthenticate, 'y' AS nodelay, \\
    CASE WHEN t IS NULL THEN NULL \\
      WHEN '%s' = 'imap' AND t LIKE '[%%' THEN t \\
      WHEN '%s' = 'imap' THEN '[AUTHENTICATIONFAILED] ' || t \\
      WHEN t LIKE '[%%]%%' THEN ltrim(substr(t, instr(t, ']') + 1)) ELSE t END AS reason FROM \\
  (SELECT user, CASE WHEN refusal IS NOT NULL THEN refusal WHEN known = 0 THEN NULL \\
      WHEN access = 0 THEN ${sqlText(texts.accessOff)} \\
      WHEN app = 0 AND app_password_only = 1 THEN ${sqlText(texts.appPassword)} END AS t \\
  FROM ${matched})
`;
}

/** The decision, and where a user's mail lies. A refusal is a password that cannot match. */
export function decisionConfig(layout: Layout): string {
  return `driver = sqlite
connect = ${layout.database}
default_pass_scheme = PLAIN
password_query = \\
  SELECT user, CASE WHEN refusal IS NULL AND known = 1 AND access = 1 AND (app = 1 OR app_password_only = 0) \\
    THEN '%w' ELSE '{PLAIN.b64}AA==' END AS password \\
  FROM ${matched}
user_query = SELECT '${layout.mail}/' || user AS home, ${layout.owner} AS uid, ${layout.owner} AS gid \\
  FROM mail_users WHERE user = '%u'
iterate_query = SELECT user FROM mail_users
`;
}

/** Whose token it is stands in `sub`: there it is the whole address. */
export function oauthConfig({ introspectionUrl }: OauthLogins): string {
  return `introspection_mode = post
introspection_url = ${introspectionUrl}
username_attribute = sub
username_format = %Lu
active_attribute = active
active_value = true
force_introspection = yes
`;
}

const folders = ["Drafts", "Sent", "Trash", "Junk", "Archive"]
  .map((name) => `  mailbox ${name} {\n    special_use = \\${name}\n    auto = subscribe\n  }`)
  .join("\n");

function logins(layout: Layout): string {
  const { etc, run, oauth } = layout;
  const byPassword = oauth?.only ? "" : "plain login";
  const passwordsOnly = oauth ? "\n  mechanisms = plain login" : "";
  const tokens = `passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${etc}/oauth2.conf
}
`;
  return `auth_mechanisms = ${byPassword}${oauth ? " xoauth2 oauthbearer" : ""}
auth_username_format = %Lu
auth_cache_size = 0
auth_failure_delay = 0 secs
${oauth ? tokens : ""}passdb {
  driver = sql
  args = ${etc}/words.conf${passwordsOnly}
}
passdb {
  driver = sql
  args = ${etc}/decision.conf${passwordsOnly}
}
userdb {
  driver = sql
  args = ${etc}/decision.conf
}
event_exporter log {
  format = json
  format_args = time-unix
  transport = log
}
metric logins {
  filter = event=auth_request_finished
  fields = user service success error
  exporter = log
}
service auth {
  unix_listener ${run}/postfix-login {
    mode = 0660
    user = postfix
    group = postfix
  }
}
service anvil {
  # no growing delay after refused logins
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}`;
}

function encryption(layout: Layout): string {
  if (!layout.encryption) return "ssl = no\ndisable_plaintext_auth = no";
  return `ssl = yes
disable_plaintext_auth = yes
ssl_cert = <${layout.etc}/server.pem
ssl_key = <${layout.etc}/server.key
ssl_min_protocol = TLSv1.2`;
}

export function dovecotConfig(layout: Layout): string {
  const { folder, run, logs, ports, owner } = layout;
  const listener = (name: string, port: number, more = "") =>
    `  inet_listener ${name} {\n    address = 127.0.0.1\n    port = ${port}${more}\n  }`;
  return `listen = 127.0.0.1
base_dir = ${run}/
state_dir = ${folder}/state/
instance_name = ${folder}
protocols = imap lmtp
log_path = ${logs}/dovecot.log
log_timestamp = "%s "
login_greeting = ready
${encryption(layout)}
${logins(layout)}
mail_uid = ${owner}
mail_gid = ${owner}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/Maildir
mail_fsync = never
mail_max_userip_connections = 100
mailbox_idle_check_interval = 2 secs
maildir_very_dirty_syncs = no
postmaster_address = postmaster@${layout.domains[0] ?? "localhost"}
hostname = localhost
recipient_delimiter = +
lda_mailbox_autocreate = yes
lda_mailbox_autosubscribe = yes
namespace inbox {
  inbox = yes
  separator = /
${folders}
}
service imap-login {
  service_count = 0
  process_min_avail = 1
${listener("imap", ports.imap)}
${listener("imaps", layout.encryption ? ports.imaps : 0, "\n    ssl = yes")}
}
service imap {
  process_limit = 256
}
service lmtp {
${listener("lmtp", ports.lmtp)}
}
`;
}
