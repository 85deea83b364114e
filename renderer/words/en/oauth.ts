// Words of signing in at the provider's own page.
export const oauth = {
  signInWith: (provider: string) => `Sign in with ${provider}`,
  working: "Signing in at the provider",
  phases: {
    browser: "Your browser shows the provider’s page. Sign in there, agree, then come back…",
    exchanging: "Getting the permission…",
    "checking-imap": "Trying to receive (IMAP)…",
    "checking-smtp": "Trying to send (SMTP)…",
    saving: "Putting the permission into the keychain…",
  } as Readonly<Record<string, string>>,
  explain: (provider: string) =>
    `Your browser opens a page of ${provider}. Gatepost never sees your password; what it is given can be taken back there at any time.`,
  only: (provider: string) => `${provider} lets mail programs in only this way.`,
  notConfigured: (provider: string) =>
    `Signing in on the page of ${provider} works only for registered programs, and Gatepost has no client ID for it on this computer.`,
  howTo: "You can register it yourself; the steps stand beside the form.",
  enterClient: "Enter a client ID",
  appPasswordToo:
    "You do not need this: an app password works as well. Make one at the provider and use it as the password.",
  nothingElse: "Until then this account cannot be used here, because the provider takes nothing else.",
  nothingChanged: "Nothing was changed.",
  instead: "Sign in at the provider’s page instead",
  insteadText: (provider: string) =>
    `${provider} can let Gatepost in without a password. Your mail, drafts and what waits stay as they are.`,
  byPassword: "Use a password instead",
  byPasswordText:
    "Gatepost tries it first, for receiving and for sending. Your mail, drafts and what waits stay as they are.",
  how: (address: string) => `How ${address} signs in`,
  withPassword: "This account signs in with a password.",
  withPermission: "This account signs in with a permission that the provider gave Gatepost.",
};
