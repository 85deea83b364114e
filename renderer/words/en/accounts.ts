// Words of the list of accounts and of the states in which an account may be.
const time = (at: number) => new Date(at).toLocaleTimeString([], { timeStyle: "short" });

const refusers = {
  imap: "mail server (IMAP)",
  smtp: "server for sending (SMTP)",
  oauth: "provider",
} as const;

export const accounts = {
  none: "There is no account yet.",
  editOf: (address: string) => `Edit ${address}`,
  remove: "Remove",
  removeTitle: (address: string) => `Remove ${address}?`,
  removeText:
    "Its mail stored on this computer, its password in the keychain, and any backup codes and secret key kept for it are removed. The mail on the server and the code under Authenticator stay.",
  lost: "This is only on this computer and would be lost:",
  lostUnsent: (count: number) =>
    count === 1 ? "1 message that has not been sent" : `${count} messages that have not been sent`,
  lostDrafts: (count: number) =>
    count === 1
      ? "1 draft that is not on the server as it is now"
      : `${count} drafts that are not on the server as they are now`,
  lostActions: (count: number) =>
    count === 1
      ? "1 change to a message that the server does not know of yet"
      : `${count} changes to messages that the server does not know of yet`,
  keptDrafts: (count: number) =>
    count === 1
      ? "1 draft stays in the Drafts folder on the server."
      : `${count} drafts stay in the Drafts folder on the server.`,
  removeConfirm: "Remove account",
  removed: (address: string) => `${address} was removed.`,
  security: "Security",
  securityOf: (address: string) => `Security of ${address}`,
  signIn: "Sign in again",
  tryNow: "Try now",
  saveAndCheck: "Check and save",
  saving: "Checking the changed servers",
  saved: (address: string) => `${address} was saved.`,
  states: {
    ok: "Up to date",
    connecting: "Connecting…",
    offline: "Offline",
    "sign-in-needed": "Sign-in needed",
    throttled: "Waiting: the server asked for a pause",
    error: "Problem",
  },
  syncing: (done: number, total: number) =>
    `Getting mail: ${done.toLocaleString()} of ${total.toLocaleString()}`,
  waiting: (count: number) => (count === 1 ? "1 change waits" : `${count} changes wait`),
  certificateWhere: "To look at it, choose “Edit” and then “Check and save” under Settings.",
  retryAt: (at: number) => `Next try at ${time(at)}.`,
  banner: {
    offline: (address: string, why = "") =>
      `${address} cannot reach its server. ${why === "" ? "" : `${why} `}You can read and write; changes are kept and sent later.`,
    paused: (address: string) =>
      `${address} rests while two-factor authentication is being switched on. You can read and write; changes are kept and sent later.`,
    "sign-in-needed": (address: string, protocol: "imap" | "smtp" | "oauth") =>
      `The ${refusers[protocol]} of ${address} refused the sign-in. Nothing is lost, and Gatepost does not try again by itself.`,
    throttled: (address: string) =>
      `The server of ${address} asked for a pause. Your password is not the problem; Gatepost waits and goes on by itself.`,
    throttledWithOthers: (address: string) =>
      `The server of ${address} asked another of your accounts for a pause, so this one waits too. No password is the problem; Gatepost goes on by itself.`,
    error: (address: string, what: string) => `${address}: ${what}`,
  },
};
