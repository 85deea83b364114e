// OVHcloud: mailboxes of domains of one's own. The second factor of the customer account does not touch them.
import type { Provider } from "./provider.ts";

export const ovh: Provider = {
  id: "ovh",
  name: "OVHcloud (MX Plan / Email Pro / Zimbra)",
  kind: "service",
  domains: ["ovh.net"],
  // Not all of ovh.net: the servers of its customers have names there too.
  exchangers: ["mail.ovh.net"],
  // Derived from the addresses of its pages.
  pageDomains: ["ovh.com", "ovhcloud.com"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "ssl0.ovh.net", port: 993, security: "tls", userName: "address" },
    smtp: { host: "ssl0.ovh.net", port: 465, security: "tls", userName: "address" },
    pop3: { host: "ssl0.ovh.net", port: 995, security: "tls", userName: "address" },
  },
  twoFactor: {
    offered: "unknown",
    methods: [],
    helpUrl: "https://docs.ovh.com/gb/en/customer/secure-account-with-2FA/",
    menuPath: [],
    steps: [],
    needs: [],
    artefacts: [],
    oneDevice: false,
  },
  afterActivation: {
    effect: "unknown",
    summary:
      "A second factor of the OVHcloud account protects the Control Panel. The password of a mailbox is separate from it.",
  },
  // No answer of its servers is known word for word.
  errors: [],
  links: {
    help: "https://docs.ovh.com/gb/en/customer/secure-account-with-2FA/",
  },
  doubts: [
    "Whether the login of a mailbox can have a second factor was not found.",
    "Other Zimbra servers have two-step authentication with application passcodes; whether OVHcloud's offer it was not found.",
  ],
  sources: [
    "https://docs.ovh.com/gb/en/customer/secure-account-with-2FA/",
    "https://www.quai-des-entrepreneurs.com/ovh-mail",
    "https://hosting.nl/?p=5457",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "low", afterActivation: "low" },
};
