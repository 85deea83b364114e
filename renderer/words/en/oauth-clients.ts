// Words of entering the client ids under which providers know Gatepost.
export const oauthClients = {
  button: "Client IDs",
  section: "Signing in at the provider’s page",
  about:
    "Some providers let mail programs in without a password, and only programs that are registered with them. Whoever has registered one enters its client ID here.",
  title: "Client IDs for signing in at the provider’s page",
  lead: "These providers let a program ask only if it is registered with them. Register one there, then enter the client ID that you are given. Where an app password works, none of this is needed.",
  redirect:
    "When you register the program, this is its redirect address. Gatepost chooses the port each time:",
  redirectAddress: "http://127.0.0.1/",
  copyRedirect: "Copy the redirect address",
  copied: "The redirect address was copied.",
  again: "Try again",
  none: "No client ID",
  entered: (clientId: string) => `Client ID ${clientId}`,
  withSecret: (clientId: string) => `Client ID ${clientId}, with a secret`,
  enter: "Enter",
  change: "Change",
  enterFor: (name: string, change: boolean) => `${change ? "Change" : "Enter"} the client ID for ${name}`,
  remove: "Remove",
  removeFor: (name: string) => `Remove the client ID for ${name}`,
  removeTitle: (name: string) => `Remove the client ID for ${name}?`,
  removeText: (name: string) =>
    `Accounts at ${name} that signed in with it stay, with all their mail, but cannot connect until a client ID is entered again or they get a password.`,
  removed: (name: string) => `The client ID for ${name} was removed.`,
  steps: (name: string) => `How to register at ${name}`,
  openPage: "Open the registration page",
  clientId: "Client ID",
  clientIdNeeded: "Paste the client ID, without blanks in it.",
  clientSecret: "Client secret",
  secretHint: {
    needed: "It goes to your system’s keychain.",
    optional: "Only if you were given one. It goes to your system’s keychain.",
    none: "",
  },
  secretStays: "There is one in your keychain. Leave this empty to keep it.",
  secretNeeded: (name: string) =>
    `${name} gives programs a secret too, and wants to be shown it. Paste it here.`,
  secretBlank: "There is a blank in it. Paste it once more.",
  signInAgain: (name: string) =>
    `With another client ID, accounts at ${name} that signed in with the one before must sign in again.`,
  save: "Save client ID",
  saved: (name: string) => `The client ID for ${name} was saved.`,
};
