// Postfix's configuration for one throw-away instance (Postfix 3.7): submission with the login check of Dovecot,
// local delivery by LMTP, nothing into the world.
import type { Layout } from "./layout.ts";

export function usersConfig(layout: Layout): string {
  return `dbpath = ${layout.database}\nquery = SELECT user FROM mail_users WHERE user = '%s'\n`;
}

export function mainConfig(layout: Layout): string {
  const { folder, run, spool, etc, logs, ports, domains } = layout;
  const tls = layout.encryption
    ? `smtpd_tls_cert_file = ${etc}/server.pem
smtpd_tls_key_file = ${etc}/server.key
smtpd_tls_security_level = may`
    : "smtpd_tls_security_level = none";
  return `compatibility_level = 3.6
queue_directory = ${spool}
data_directory = ${folder}/postfix-data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
meta_directory = /etc/postfix
shlib_directory = /usr/lib/postfix
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${logs}/postfix.log
maillog_file_prefixes = ${logs}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = localhost
myorigin = ${domains[0] ?? "localhost"}
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
mynetworks = 127.0.0.0/8
disable_dns_lookups = yes
virtual_mailbox_domains = ${domains.join(", ")}
virtual_mailbox_maps = sqlite:${etc}/users.cf
virtual_transport = lmtp:inet:127.0.0.1:${ports.lmtp}
recipient_delimiter = +
default_transport = error:5.4.4 this test server sends nothing outside
message_size_limit = 36700160
mailbox_size_limit = 0
biff = no
smtputf8_enable = yes
smtpd_banner = localhost ESMTP
${tls}
smtpd_tls_session_cache_database =
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${run}/postfix-login
smtpd_sasl_auth_enable = no
smtpd_sasl_security_options = noanonymous
smtpd_sasl_tls_security_options = noanonymous
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions =
smtpd_error_sleep_time = 0
smtpd_soft_error_limit = 50
smtpd_hard_error_limit = 100
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
queue_run_delay = 2s
minimal_backoff_time = 2s
maximal_backoff_time = 20s
in_flow_delay = 0
`;
}

const services = `pickup    unix  n  - n 60   1 pickup
cleanup   unix  n  - n -    0 cleanup
qmgr      unix  n  - n 300  1 qmgr
tlsmgr    unix  -  - n 1000? 1 tlsmgr
rewrite   unix  -  - n -    - trivial-rewrite
bounce    unix  -  - n -    0 bounce
defer     unix  -  - n -    0 bounce
trace     unix  -  - n -    0 bounce
verify    unix  -  - n -    1 verify
flush     unix  n  - n 1000? 0 flush
proxymap  unix  -  - n -    - proxymap
smtp      unix  -  - n -    - smtp
showq     unix  n  - n -    - showq
error     unix  -  - n -    - error
retry     unix  -  - n -    - error
discard   unix  -  - n -    - discard
lmtp      unix  -  - n -    - lmtp
anvil     unix  -  - n -    1 anvil
scache    unix  -  - n -    1 scache
postlog   unix-dgram n - n - 1 postlogd
`;

export function masterConfig(layout: Layout): string {
  const { ports, encryption } = layout;
  const common = "  -o smtpd_sasl_auth_enable=yes\n  -o smtpd_reject_unlisted_recipient=yes\n";
  const submission = `127.0.0.1:${ports.submission} inet n - n - - smtpd
  -o smtpd_tls_auth_only=${encryption ? "yes" : "no"}
${common}`;
  const submissions = `127.0.0.1:${ports.submissions} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
${common}`;
  return submission + (encryption ? submissions : "") + services;
}
